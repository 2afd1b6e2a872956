"""PDF: the words of each page in reading order, headings by the size and weight of their letters."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTTextBox, LTTextLine
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from bot.content.importing.block import Block, Parsed, one_line
from bot.content.importing.errors import UnreadableError

_DAMAGED = "it is damaged or cut short; save it again or ask for another copy"
_END_WITHIN = 4096
_LARGER = 1.12
_LONGEST_HEADING_WORDS = 16
# Of a page's height: what stands there on most pages is a running head or foot.
_MARGIN = 0.1
_CONTENTS = re.compile(r"(?:\.\s?){4,}\s*\d+\s*$|\u2026{2,}\s*\d+\s*$")
_UNMAPPED = re.compile(r"\(cid:\d+\)")
_PAGE_NUMBER = re.compile(r"^(?:page\s*)?[\divxl]{1,4}(?:\s*(?:of|/)\s*\d+)?$", re.IGNORECASE)
_ITEM = re.compile(r"^(?:[\u2022\u25cf\u25aa\u25e6\uf0b7\u2013\u2023\u00b7*-]|\(?[a-z0-9]{1,3}[.)])\s+")
_NUMBER_FIRST = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)[.)]?\s+\S")


@dataclass(frozen=True)
class _Line:
    text: str
    size: float
    bold: bool
    page: int
    box: int
    # The middle of the line as a share of the page's height, 0 at the foot.
    height: float


def read_pdf(content: bytes) -> Parsed:
    """Return the blocks of a PDF.

    Raises:
        UnreadableError: It is protected, damaged, cut short, a scan without text, or its letters cannot be told.
    """
    if b"%%EOF" not in content[-_END_WITHIN:]:
        raise UnreadableError(_DAMAGED)
    try:
        count, title, date = _about(content)
        lines = list(_lines(content))
    except (PyPdfError, PDFException, PSException) as error:
        raise UnreadableError(_DAMAGED) from error
    except (KeyError, ValueError, TypeError, IndexError, AttributeError, AssertionError, RecursionError) as error:
        # Both libraries let these through where a file breaks the format's rules.
        raise UnreadableError(_DAMAGED) from error
    return Parsed(
        blocks=tuple(_blocks(lines)),
        title=title or _largest(lines),
        date=date,
        warnings=tuple(_check_words(lines, count)),
    )


def _about(content: bytes) -> tuple[int, str | None, str | None]:
    reader = PdfReader(io.BytesIO(content))
    # Many files are locked against changes alone; those open without a password.
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableError("it is protected by a password; save it without one")
    count = len(reader.pages)
    if count == 0:
        raise UnreadableError(_DAMAGED)
    about = reader.metadata
    try:
        changed = (about.modification_date or about.creation_date) if about else None
    except ValueError:
        changed = None
    title = one_line(str(about.title or "")) if about else ""
    # What programs write by themselves is no title.
    if re.search(r"^(microsoft word|untitled|powerpoint)|\.(docx?|pdf|indd|pptx?)$", title, re.IGNORECASE):
        title = ""
    return count, title or None, changed.date().isoformat() if changed else None


def _check_words(lines: list[_Line], count: int) -> Iterator[str]:
    words = " ".join(line.text for line in lines)
    if not re.search(r"\w", words):
        raise UnreadableError("it holds pictures of pages and no text; run text recognition (OCR) over it first")
    if len(_UNMAPPED.findall(words)) * 20 > len(words.split()):
        raise UnreadableError("its letters cannot be told apart (the font names none); run text recognition over it")
    blank = sorted(set(range(1, count + 1)) - {line.page for line in lines})
    if blank:
        listed = ", ".join(map(str, blank[:20])) + (" ..." if len(blank) > 20 else "")
        yield f"no text on page {listed}" if len(blank) == 1 else f"no text on pages {listed}"


def _lines(content: bytes) -> Iterator[_Line]:
    boxes = 0
    for number, page in enumerate(extract_pages(io.BytesIO(content), laparams=LAParams()), 1):
        for box in (item for item in page if isinstance(item, LTTextBox)):
            boxes += 1
            for line in (item for item in box if isinstance(item, LTTextLine)):
                letters = [sign for sign in line if isinstance(sign, LTChar) and sign.get_text().strip()]
                text = one_line(line.get_text())
                if letters and text:
                    height = (line.y0 + line.y1) / 2 / (page.height or 1)
                    yield _Line(text, _size(letters), _is_bold(letters), number, boxes, height)


def _size(letters: list[Any]) -> float:
    return Counter(round(letter.size, 1) for letter in letters).most_common(1)[0][0]


def _is_bold(letters: list[Any]) -> bool:
    bold = sum(bool(re.search(r"bold|black|heavy|semibold", letter.fontname, re.IGNORECASE)) for letter in letters)
    return bold > 0.9 * len(letters)


def _blocks(lines: list[_Line]) -> Iterator[Block]:
    kept = [line for line in _without_margins(lines) if not _CONTENTS.search(line.text)]
    if not kept:
        return
    body = _body_size(kept)
    sizes = sorted({line.size for line in kept if line.size >= body * _LARGER}, reverse=True)
    waiting: list[_Line] = []
    level = 0
    for line in kept:
        own = _level(line, body, sizes)
        if waiting and (own != level or not _goes_on(waiting[-1], line, own)):
            yield _joined(waiting, level)
            waiting = []
        waiting.append(line)
        level = own
    yield _joined(waiting, level)


def _joined(lines: list[_Line], level: int) -> Block:
    """A hyphen at the end of a line is kept: most are part of the word ("multi-agency")."""
    text = ""
    for line in lines:
        glued = text.endswith("-") and not text.endswith(" -") and line.text[:1].islower()
        text += line.text if glued or not text else f" {line.text}"
    return Block(text=text, level=level, page=lines[0].page)


def _goes_on(last: _Line, line: _Line, level: int) -> bool:
    """Return whether a line continues the one before it."""
    if level:
        return line.page == last.page and line.box == last.box
    if _ITEM.match(line.text):
        return False
    if line.box == last.box:
        return True
    # A sentence that the foot of a page or of a column cuts in two.
    return last.text[-1] not in ".:;!?" and line.text[:1].islower()


def _level(line: _Line, body: float, sizes: list[float]) -> int:
    """Return the level of a heading, 0 for any other line."""
    words = line.text.split()
    is_item = _ITEM.match(line.text) and not _NUMBER_FIRST.match(line.text)
    if len(words) > _LONGEST_HEADING_WORDS or is_item or not re.search(r"[A-Za-z]{2}", line.text):
        return 0
    if line.size >= body * _LARGER:
        return min(sizes.index(line.size) + 1, 6)
    if line.bold and line.text[-1] not in ".,;:" and line.size >= body * 0.95:
        return min(len(sizes) + 1, 6)
    return 0


def _body_size(lines: list[_Line]) -> float:
    weights: Counter[float] = Counter()
    for line in lines:
        weights[line.size] += len(line.text)
    return weights.most_common(1)[0][0]


def _without_margins(lines: list[_Line]) -> Iterator[_Line]:
    """Leave out page numbers and what stands at the head or foot of most pages."""
    pages = len({line.page for line in lines})
    often = Counter(words for _, words in {(line.page, _alike(line)) for line in lines if _in_margin(line)})
    for line in lines:
        if _in_margin(line) and (_PAGE_NUMBER.match(line.text) or (pages > 2 and often[_alike(line)] * 2 > pages)):
            continue
        yield line


def _in_margin(line: _Line) -> bool:
    return line.height < _MARGIN or line.height > 1 - _MARGIN


def _alike(line: _Line) -> str:
    return re.sub(r"\d+", "#", line.text.lower())


def _largest(lines: list[_Line]) -> str | None:
    """Return the largest words of the first page."""
    first = [line for line in lines if line.page == lines[0].page] if lines else []
    if not first:
        return None
    size = max(line.size for line in first)
    words = " ".join(line.text for line in first if line.size == size)
    return words if size > _body_size(lines) and len(words.split()) <= 25 else None
