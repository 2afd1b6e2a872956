"""Plain text: paragraphs between blank lines, headings by their look."""

from __future__ import annotations

import re
from collections import Counter

from bot.content.importing.block import Block, Parsed, one_line
from bot.content.importing.decoding import decode

_UNDERLINE = re.compile(r"^\s*([=\-~*_])\1{2,}\s*$")
_NUMBER = re.compile(r"^((?:\d{1,2}\.)*\d{1,2})[.)]?\s+[A-Z]")
_ITEM = re.compile(r"^\s*(?:[-*\u2022\u25cf\u25aa\u2013\u00b7o]|\(?[a-z0-9]{1,3}[.)])\s+")
_PAGE_NUMBER = re.compile(r"^(?:page\s+)?\d{1,4}(?:\s+of\s+\d+)?$", re.IGNORECASE)
_LONGEST_HEADING_WORDS = 12
_OFTEN = 3


def read_text(content: bytes) -> Parsed:
    """Return the blocks of a text; a form feed ends a page, and without one there are no pages.

    Raises:
        UnreadableError: It is no text.
    """
    text, warnings = decode(content)
    pages = _without_running_heads(text.replace("\r\n", "\n").replace("\r", "\n")).split("\f")
    paged = len(pages) > 1
    blocks = [block for number, page in enumerate(pages, 1) for block in _blocks(page, number if paged else None)]
    return Parsed(blocks=tuple(blocks), title=_title(blocks), warnings=warnings)


def _title(blocks: list[Block]) -> str | None:
    """Return the first line where it looks like a title; a numbered heading is that of a section."""
    first = blocks[0].text if blocks else ""
    is_title = 0 < len(first.split()) <= _LONGEST_HEADING_WORDS and first[-1] not in ".,;:?!" and "\n" not in first
    return first if is_title and not _NUMBER.match(first) and not _ITEM.match(first) else None


def _blocks(text: str, page: int | None) -> list[Block]:
    found: list[Block] = []
    for paragraph in re.split(r"\n[^\S\n]*\n", text):
        lines = [line for line in paragraph.split("\n") if line.strip()]
        may_be_heading = True
        while lines:
            if len(lines) > 1 and _UNDERLINE.match(lines[1]):
                found.append(Block(text=one_line(lines[0]), level=1 if "=" in lines[1] else 2, page=page))
                lines = lines[2:]
                continue
            level = heading_level(one_line(lines[0])) if may_be_heading else 0
            if level and (len(lines) == 1 or (_NUMBER.match(one_line(lines[0])) and not _ITEM.match(lines[1]))):
                found.append(Block(text=one_line(lines[0]), level=level, page=page))
                lines = lines[1:]
                continue
            end = next((n for n in range(1, len(lines)) if _ITEM.match(lines[n])), len(lines))
            words = one_line("\n".join(line for line in lines[:end] if not _UNDERLINE.match(line)))
            if words:
                found.append(Block(text=words, page=page))
            lines = lines[end:]
            # What follows text without a blank line is an item of a list.
            may_be_heading = False
    return found


def _without_running_heads(text: str) -> str:
    """Leave out page numbers, and lines in capitals that come again and again ("OFFICIAL")."""
    lines = text.split("\n")
    often = Counter(line.strip() for line in lines if line.strip().isupper())
    return "\n".join(
        # A form feed ends a page, and stays.
        "\f" * line.count("\f") if _PAGE_NUMBER.match(line.strip()) or often[line.strip()] >= _OFTEN else line
        for line in lines
    )


def heading_level(line: str) -> int:
    """Return the level of a line that stands by itself and looks like a heading; 0 for any other line."""
    words = line.split()
    if not words or len(words) > _LONGEST_HEADING_WORDS or line[-1] in ".,;:?!" or not re.search(r"[A-Za-z]{2}", line):
        return 0
    number = _NUMBER.match(line)
    if number:
        return number.group(1).count(".") + 1
    letters = [sign for sign in line if sign.isalpha()]
    if len(letters) > 3 and all(sign.isupper() for sign in letters):
        return 1
    return 2 if re.match(r"(?:Section|Part|Appendix|Annex|Chapter) \S+", line) else 0
