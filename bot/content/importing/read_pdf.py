"""PDF: the words of each page in reading order, with headings, tables and pages."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence

from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from bot.content.importing.block import Parsed, one_line
from bot.content.importing.errors import UnreadableError
from bot.content.importing.pdf_blocks import blocks_of, body_size
from bot.content.importing.pdf_lines import Line, lines_of_pages
from bot.content.importing.pdf_page import pages_of

_DAMAGED = "it is damaged or cut short; save it again or ask for another copy"
_END_WITHIN = 4096
_UNMAPPED = re.compile(r"\(cid:\d+\)")


def read_pdf(content: bytes) -> Parsed:
    """Return the blocks of a PDF.

    Raises:
        UnreadableError: It is protected, damaged, cut short, a scan without text, or its letters cannot be told.
    """
    if b"%%EOF" not in content[-_END_WITHIN:]:
        raise UnreadableError(_DAMAGED)
    try:
        count, title, date = _about(content)
        lines = list(lines_of_pages(pages_of(content)))
    except (PyPdfError, PDFException, PSException) as error:
        raise UnreadableError(_DAMAGED) from error
    except (KeyError, ValueError, TypeError, IndexError, AttributeError, AssertionError, RecursionError) as error:
        # Both libraries let these through where a file breaks the format's rules.
        raise UnreadableError(_DAMAGED) from error
    return Parsed(
        blocks=tuple(blocks_of(lines)),
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


def _check_words(lines: Sequence[Line], count: int) -> Iterator[str]:
    words = " ".join(line.text for line in lines)
    if not re.search(r"\w", words):
        raise UnreadableError("it holds pictures of pages and no text; run text recognition (OCR) over it first")
    if len(_UNMAPPED.findall(words)) * 20 > len(words.split()):
        raise UnreadableError("its letters cannot be told apart (the font names none); run text recognition over it")
    blank = sorted(set(range(1, count + 1)) - {line.page for line in lines})
    if blank:
        listed = ", ".join(map(str, blank[:20])) + (" ..." if len(blank) > 20 else "")
        yield f"no text on page {listed}" if len(blank) == 1 else f"no text on pages {listed}"


def _largest(lines: Sequence[Line]) -> str | None:
    """Return the largest words of the first page."""
    first = [line for line in lines if line.page == lines[0].page] if lines else []
    if not first:
        return None
    size = max(line.size for line in first)
    words = " ".join(line.text for line in first if line.size == size)
    return words if size > body_size(lines) and len(words.split()) <= 25 else None
