"""The lines of a PDF's pages in reading order: those of running text, and the rows of tables as one line each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pdfminer.layout import LAParams, LTChar, LTPage, LTTextBox, LTTextLine

from bot.content.importing.block import glued, one_line
from bot.content.importing.pdf_order import Place, in_reading_order
from bot.content.importing.pdf_page import Page
from bot.content.importing.pdf_ruled import Table, ruled_tables
from bot.content.importing.pdf_spaced import FAR, MARK, banded_tables, spaced_tables
from bot.content.importing.sentences import CELL

# The width of a letter as a share of its size.
_LETTER = 0.5
# The furthest from one line of a text to the next.
_WIDEST_STEP = 2.2


@dataclass(frozen=True)
class Line:
    """A printed line. `height` is the place of its middle as a share of the page's height, 0 at the foot; `room` is how
    many letters more it would have held; `box` numbers the boxes of text of a document in reading order."""

    text: str
    size: float
    bold: bool
    place: Place
    page: int = 0
    box: int = 0
    height: float = 0.0
    room: float = 0.0
    row: bool = False


def lines_of_pages(pages: Iterable[Page]) -> Iterator[Line]:
    """Yield the lines of all pages in reading order; pages count from 1."""
    box = 0
    for number, page in enumerate(pages, 1):
        for lines in _together(in_reading_order(_parts(page), _around)):
            box += 1
            right = max(line.place.right for line in lines)
            for line in lines:
                height = line.place.middle / (page.height or 1)
                room = (right - line.place.right) / (line.size * _LETTER or 1)
                yield replace(line, page=number, box=box, height=height, room=room)


def _together(boxes: Sequence[list[Line]]) -> list[list[Line]]:
    """Put boxes together that are lines of one text, printed with so much space between that each had its own box."""
    lines = [line for box in boxes for line in box if not line.row]
    steps = [_step(one, other) for one, other in zip(lines, lines[1:])]
    usual = Counter(round(step) for step in steps if step > 0).most_common(1)
    joined: list[list[Line]] = []
    for box in boxes:
        last = joined[-1][-1] if joined else None
        if last is not None and usual and _is_next_line(last, box[0], usual[0][0]):
            joined[-1] += box
        else:
            joined.append(list(box))
    return joined


def _step(one: Line, other: Line) -> float:
    return one.place.middle - other.place.middle


def _is_next_line(last: Line, line: Line, usual: float) -> bool:
    same = not last.row and not line.row and last.size == line.size and last.bold == line.bold
    beneath = 0 < _step(last, line) <= min(usual + 1, _WIDEST_STEP * line.size)
    return same and beneath and abs(last.place.left - line.place.left) < line.size


def _parts(page: Page) -> list[list[Line]]:
    """Return the boxes of text of a page, and its tables, in no order."""
    tables = ruled_tables(page)
    rest = _outside(page.letters, tables)
    banded = banded_tables(page.rules, rest)
    rest = _outside(rest, banded)
    spaced = [*banded, *spaced_tables(rest)]
    dots = [Line("\u2022", dot[3] - dot[1], False, Place(*dot)) for dot in page.dots]
    boxes = _with_marks(_boxes(_outside(rest, spaced)), dots)
    return [part for part in (*boxes, *(_rows(table) for table in (*tables, *spaced))) if part]


def _outside(letters: Sequence[LTChar], tables: Iterable[Table]) -> list[LTChar]:
    held = {id(sign) for table in tables for row in table.rows for cell in row for sign in cell}
    return [letter for letter in letters if id(letter) not in held]


def _boxes(letters: Iterable[LTChar]) -> list[list[Line]]:
    sheet = LTPage(1, (0, 0, 10_000, 10_000))
    for letter in letters:
        sheet.add(letter)
    sheet.analyze(LAParams())
    return [list(_lines(box)) for box in sheet if isinstance(box, LTTextBox)]


def _lines(box: LTTextBox) -> Iterator[Line]:
    for line in box:
        letters = [sign for sign in line if isinstance(sign, LTChar) and sign.get_text().strip()]
        text = one_line(line.get_text()) if isinstance(line, LTTextLine) else ""
        if letters and text:
            size = _size(letters)
            place = Place(line.x0, line.y0, line.x1, line.y1)
            yield Line(text, size, _is_bold(letters), place)


def _with_marks(boxes: list[list[Line]], dots: Sequence[Line]) -> list[list[Line]]:
    """Put the mark or number of an item before its words where it was printed so far away that it has its own box."""
    marks = [*(line for box in boxes for line in box if MARK.match(line.text)), *dots]
    marked: dict[int, Line] = {}
    for mark in marks:
        right = [
            line
            for box in boxes
            for line in box
            if line.place.left >= mark.place.right - 1
            and line.place.left - mark.place.right < FAR * line.size
            and abs(line.place.middle - mark.place.middle) < 0.4 * line.size
            and not MARK.match(line.text)
        ]
        if right:
            nearest = min(right, key=lambda line: line.place.left)
            marked[id(nearest)] = mark
    used = {id(mark) for mark in marked.values()}
    return [[_marked(line, marked.get(id(line))) for line in box if id(line) not in used] for box in boxes]


def _marked(line: Line, mark: Line | None) -> Line:
    return line if mark is None else replace(line, text=f"{mark.text} {line.text}")


def _rows(table: Table) -> list[Line]:
    found = []
    for row in table.rows:
        letters = [sign for cell in row for sign in cell if sign.get_text().strip()]
        text = CELL.join(_words(cell) for cell in row)
        if letters:
            place = Place(
                min(sign.x0 for sign in letters),
                min(sign.y0 for sign in letters),
                max(sign.x1 for sign in letters),
                max(sign.y1 for sign in letters),
            )
            found.append(Line(text, _size(letters), False, place, row=True))
    return found


def _words(cell: Sequence[LTChar]) -> str:
    text = ""
    for box in sorted(_boxes(cell), key=lambda lines: -_around(lines).top if lines else 0.0):
        for line in box:
            text = glued(text, line.text)
    return text


def _around(lines: Sequence[Line]) -> Place:
    places = [line.place for line in lines]
    return Place(
        min(place.left for place in places),
        min(place.bottom for place in places),
        max(place.right for place in places),
        max(place.top for place in places),
    )


def _size(letters: Sequence[LTChar]) -> float:
    return Counter(round(letter.size, 1) for letter in letters).most_common(1)[0][0]


def _is_bold(letters: Sequence[LTChar]) -> bool:
    bold = sum(bool(re.search(r"bold|black|heavy|semibold", letter.fontname, re.IGNORECASE)) for letter in letters)
    return bold > 0.9 * len(letters)
