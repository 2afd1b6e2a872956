"""From the lines of a plain text to its paragraphs, items of lists and rows of tables.

Where a line ends says little by itself: some texts break their lines at a width, some hold a paragraph on each line,
and text made from a PDF does both. So a line goes on into the next where the sentence does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from bot.content.importing.block import glued, one_line
from bot.content.importing.sentences import CELL, is_marked

UNDERLINE = re.compile(r"^\s*([=\-~*_])\1{2,}\s*$")
_CELLS = re.compile(r"\t")
_GAP = re.compile(r" {3,}")
_ENDED = re.compile(r"[.:;!?\u2026][\"'\u2019\u201d)\]]*$")
# Of the letters of a text: above this share in very long lines, each line is a paragraph.
_VERY_LONG, _SHARE = 200, 0.3
# A line of this length was probably broken for its width.
_FULL = 55


class Sort(Enum):
    """What a paragraph is."""

    TEXT = "text"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. `lines` is how many it had; `apart` is whether a blank line stands before it, and `underline` the
    sign with which the line under it is drawn, "" where there is none."""

    text: str
    sort: Sort
    lines: int
    apart: bool
    underline: str = ""


def paragraphs_of(lines: Sequence[str]) -> list[Paragraph]:
    """Return the paragraphs of one page in order; every word but the signs of underlines is in one of them."""
    letters = sum(map(len, lines))
    wrapped = sum(len(line) for line in lines if len(line) > _VERY_LONG) <= _SHARE * letters
    found: list[Paragraph] = []
    for group in _groups(lines):
        for part in _parts(group, wrapped):
            if found and _goes_on_after_blank(found[-1], part):
                found[-1] = _joined(found[-1], part)
            else:
                found.append(part)
    return found


def is_ended(text: str) -> bool:
    """Return whether a sentence ends with the text."""
    return bool(_ENDED.search(text))


def _groups(lines: Sequence[str]) -> Iterator[list[str]]:
    group: list[str] = []
    for line in (*lines, ""):
        if line.strip():
            group.append(line)
        elif group:
            yield group
            group = []


def _parts(group: list[str], wrapped: bool) -> Iterator[Paragraph]:
    aligned = _aligned_at(group)
    current: Paragraph | None = None
    for number, line in enumerate(group):
        if UNDERLINE.match(line):
            if current is not None and current.lines == 1:
                current = replace(current, underline=line.strip()[0])
            continue
        row = _as_row(line, aligned)
        part = Paragraph(row or one_line(line), _sort(line, row), 1, apart=number == 0)
        if current is None:
            current = part
        elif current.underline == "" and _goes_on(current, part, line, wrapped):
            current = _joined(current, part)
        else:
            yield current
            current = part
    if current is not None:
        yield current


def _sort(line: str, row: str) -> Sort:
    if is_marked(line):
        return Sort.ITEM
    return Sort.ROW if row else Sort.TEXT


def _as_row(line: str, aligned: bool) -> str:
    """Return the cells of a row, parted by upright strokes, or "" for a line that is none."""
    if is_marked(line) or not ("\t" in line.rstrip() or aligned):
        return ""
    cells = [one_line(cell) for cell in (_GAP if "\t" not in line else _CELLS).split(line.rstrip())]
    return CELL.join(cells) if len(cells) > 1 else ""


def _aligned_at(group: list[str]) -> bool:
    """Return whether the lines of a group have cells that begin in the same column."""
    starts = [{match.end() for match in _GAP.finditer(line.rstrip()) if match.start()} for line in group]
    return len(group) > 1 and bool(set.intersection(*starts))


def _goes_on(last: Paragraph, part: Paragraph, line: str, wrapped: bool) -> bool:
    """Return whether a line continues the one right above it."""
    if part.sort is Sort.ROW or last.sort is Sort.ROW:
        return part.sort is last.sort and _row_goes_on(last.text, part.text)
    if part.sort is Sort.ITEM:
        return False
    if last.text.endswith("-") or part.text[:1].islower() or (last.sort is Sort.ITEM and line[:1] == " "):
        return not is_ended(last.text) or part.text[:1].islower()
    if wrapped:
        return last.sort is Sort.TEXT or len(last.text) >= _FULL
    return len(last.text) >= _FULL > len(part.text) and not is_ended(last.text) and last.sort is Sort.TEXT


def _row_goes_on(last: str, row: str) -> bool:
    """Return whether a row is the rest of the one above it, whose cells were broken for their width."""
    before, cells = last.split(CELL), row.split(CELL)
    if not cells[0]:
        return True
    return any(cell[:1].islower() and old and not is_ended(old) for old, cell in zip(before[1:], cells[1:]))


def _goes_on_after_blank(last: Paragraph, part: Paragraph) -> bool:
    """Return whether a sentence goes on after a blank line: text made from a PDF often has one in its middle."""
    if not part.apart or part.sort is not Sort.TEXT or last.sort is Sort.ROW or last.underline or is_ended(last.text):
        return False
    if part.text[:1].islower():
        return len(last.text) >= _FULL / 2 or last.lines > 1
    if last.text.isupper() and part.text.isupper():
        # A heading in capitals that takes two lines.
        return last.lines == part.lines == 1 and len(last.text) >= _FULL
    # The end of a sentence, and no heading.
    return len(last.text) >= _FULL and is_ended(part.text) and len(part.text) < _FULL and part.lines == 1


def _joined(last: Paragraph, part: Paragraph) -> Paragraph:
    if last.sort is Sort.ROW and part.sort is Sort.ROW:
        before, cells = last.text.split(CELL), part.text.split(CELL)
        width = max(len(before), len(cells))
        pairs = zip(before + [""] * (width - len(before)), cells + [""] * (width - len(cells)))
        text = CELL.join(glued(old, new) for old, new in pairs)
    else:
        text = glued(last.text, part.text)
    return replace(last, text=text, lines=last.lines + part.lines)
