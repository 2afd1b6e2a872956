"""Tables without upright lines: columns are told by the white space between them, the same in every row.

Rows are told by the lines between them where there are some, and by how far apart they stand else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pdfminer.layout import LTChar

from bot.content.importing.pdf_page import Rule
from bot.content.importing.pdf_ruled import Table, free_levels

# In sizes of a letter: the least space between columns, and how much further a new row stands than a broken line.
_GUTTER, _NEW_ROW = 1.1, 1.3
_BROKEN_LINE, _FURTHEST, _OTHER_SIZE = 1.7, 4.0, 0.12
_FEWEST_ROWS = 3
# In sizes of a letter: how far from its mark an item may begin.
FAR = 5.0
# Columns of a page hold more words to a line; in a table only one column does.
_FEW_WORDS = 3.5
# The share of its cells in which a table with lines holds something.
_FILLED = 0.6
# The mark or number of an item stands apart from its words.
MARK = re.compile(r"^(?:\W{1,2}|o|\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})(?:\.\d{1,2})*[.)]?)$")


@dataclass(frozen=True)
class _Piece:
    """Letters of one line without a wide space among them."""

    letters: tuple[LTChar, ...]
    left: float
    right: float

    @property
    def text(self) -> str:
        return "".join(letter.get_text() for letter in self.letters).strip()


@dataclass(frozen=True)
class _Row:
    pieces: tuple[_Piece, ...]
    at: float
    size: float


def spaced_tables(letters: Iterable[LTChar]) -> list[Table]:
    """Return the tables among letters that stand in no drawn one."""
    found: list[Table] = []
    run: list[_Row] = []
    for row in [*_rows(letters), None]:
        if row is not None and _goes_on(run, row):
            run.append(row)
            continue
        table = _table(run)
        found += [table] if table is not None else []
        run = [row] if row is not None and len(row.pieces) > 1 else []
    return found


def banded_tables(rules: Sequence[Rule], letters: Sequence[LTChar]) -> list[Table]:
    """Return the tables whose rows have lines between them, from side to side."""
    found: list[Table] = []
    free = free_levels(rules)
    for levels in _bands(free):
        left, right = levels[0].start, levels[0].end
        within = [one for one in letters if left - 2 <= one.x0 and one.x1 <= right + 2 and one.get_text().strip()]
        bands = [
            [one for one in within if lower.at < (one.y0 + one.y1) / 2 < upper.at]
            for upper, lower in zip(levels, levels[1:])
        ]
        # Many tables have lines between their rows alone, and none over the first or under the last.
        bands = [*_open(within, levels[0].at, 1), *filter(None, bands), *_open(within, levels[-1].at, -1)]
        rows = [row for band in bands for row in _rows(band)]
        columns = _drawn_columns(free, levels) or (_columns(rows) if rows else [])
        if len(bands) < 2 or len(columns) < 2:
            continue
        cells = [[_between(band, column) for column in columns] for band in bands]
        # Lines also part the paragraphs of a page in columns; a table has something in most of its cells.
        if sum(bool(cell) for line in cells for cell in line) >= _FILLED * len(cells) * len(columns):
            found.append(Table(cells, levels[0].at, left, right))
    return found


def _between(letters: Iterable[LTChar], column: tuple[float, float]) -> list[LTChar]:
    return [one for one in letters if column[0] <= (one.x0 + one.x1) / 2 <= column[1]]


def _drawn_columns(rules: Iterable[Rule], levels: Sequence[Rule]) -> list[tuple[float, float]]:
    """Return the columns where every line of a table is drawn in pieces, one for each cell; else none."""
    places = [
        {round(rule.start) for rule in rules if abs(rule.at - level.at) < 1.5 and rule.start > level.start + 2}
        for level in levels
    ]
    cuts = sorted(set.intersection(*places))
    ends = [levels[0].start - 2, *cuts, levels[0].end + 2]
    return list(zip(ends, ends[1:])) if cuts else []


def _open(letters: Sequence[LTChar], at: float, way: int) -> list[list[LTChar]]:
    """Return the row next to the first or the last line of a table, where there is one in several pieces."""
    inside = [one for one in letters if 0 < way * ((one.y0 + one.y1) / 2 - at) < _BROKEN_LINE * one.size]
    return [inside] if any(len(row.pieces) > 1 for row in _rows(inside)) else []


def _bands(rules: Iterable[Rule]) -> list[list[Rule]]:
    """Return the level lines with the same beginning and end, from the top: three or more of each."""
    whole: list[Rule] = []
    for rule in sorted(rules, key=lambda one: (round(one.at), one.start)):
        last = whole[-1] if whole else None
        if last is not None and abs(last.at - rule.at) < 1.5 and rule.start <= last.end + 2:
            whole[-1] = Rule(False, last.at, last.start, max(last.end, rule.end))
        else:
            whole.append(rule)
    alike: dict[tuple[int, int], list[Rule]] = {}
    for rule in reversed(whole):
        alike.setdefault((round(rule.start / 4), round(rule.end / 4)), []).append(rule)
    return [group for group in alike.values() if len(group) >= 3]


def _goes_on(run: Sequence[_Row], row: _Row) -> bool:
    """Return whether a line of the page may be one of the same table as those above it."""
    if not run:
        return len(row.pieces) > 1
    gap = run[-1].at - row.at
    if gap > _FURTHEST * row.size or abs(row.size - run[0].size) > _OTHER_SIZE * row.size:
        return False
    # By itself, and not close under the line above: a heading, or the text below.
    if len(row.pieces) == 1 and gap > _BROKEN_LINE * row.size:
        return False
    return len(_columns([*run, row])) >= max(2, len(_columns(run)) - 1)


def _rows(letters: Iterable[LTChar]) -> Iterator[_Row]:
    """Yield the lines of a page from its top to its foot, each in pieces."""
    line: list[LTChar] = []
    for letter in sorted((one for one in letters if one.get_text().strip()), key=lambda one: -(one.y0 + one.y1)):
        if line and (line[0].y0 + line[0].y1 - letter.y0 - letter.y1) / 2 > 0.5 * line[0].size:
            yield _row(line)
            line = []
        line.append(letter)
    if line:
        yield _row(line)


def _row(line: Sequence[LTChar]) -> _Row:
    ordered = sorted(line, key=lambda one: one.x0)
    size = max(letter.size for letter in ordered)
    pieces: list[list[LTChar]] = [[ordered[0]]]
    for last, letter in zip(ordered, ordered[1:]):
        if letter.x0 - last.x1 > _GUTTER * size:
            pieces.append([])
        pieces[-1].append(letter)
    joined: list[_Piece] = []
    for signs in pieces:
        piece = _Piece(tuple(signs), signs[0].x0, signs[-1].x1)
        near = len(joined) == 1 and piece.left - joined[0].right < FAR * size
        if near and MARK.match(joined[0].text):
            piece = _Piece(joined.pop().letters + piece.letters, pieces[0][0].x0, piece.right)
        joined.append(piece)
    return _Row(tuple(joined), ordered[0].y0, size)


def _columns(rows: Sequence[_Row]) -> list[tuple[float, float]]:
    """Return the columns that white space parts in all the rows."""
    spans = sorted((piece.left, piece.right) for row in rows for piece in row.pieces)
    gutter = _GUTTER * 0.8 * min(row.size for row in rows)
    columns: list[tuple[float, float]] = []
    for left, right in spans:
        if columns and left - columns[-1][1] < gutter:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns


def _table(run: Sequence[_Row]) -> Table | None:
    rows = list(run)
    # A line of one piece at the end is the first one of the text below.
    while rows and len(rows[-1].pieces) < 2 and rows[-1].pieces[0].left <= rows[0].pieces[0].left + 1:
        rows.pop()
    if sum(len(row.pieces) > 1 for row in rows) < _FEWEST_ROWS:
        return None
    columns = _columns(rows)
    cells = [[_in_column(row, column) for column in columns] for row in rows]
    means = sorted(_mean_words([line[at] for line in cells]) for at in range(len(columns)))
    if any(mean > _FEW_WORDS for mean in means[:-1]):
        return None
    merged: list[list[list[LTChar]]] = []
    for line, begins in zip(cells, _begins(rows, cells)):
        if begins or not merged:
            merged.append([[] for _ in columns])
        for cell, signs in zip(merged[-1], line):
            cell += signs
    return Table(merged, max(letter.y1 for letter in rows[0].pieces[0].letters), columns[0][0], columns[-1][1])


def _in_column(row: _Row, column: tuple[float, float]) -> list[LTChar]:
    return [sign for piece in row.pieces if column[0] <= piece.left <= column[1] for sign in piece.letters]


def _mean_words(cells: Sequence[Sequence[LTChar]]) -> float:
    """Return how many words stand in a line of a column; a wide step between letters begins a word."""
    filled = [cell for cell in cells if cell]
    words = sum(
        1 + sum(letter.x0 - last.x1 > 0.15 * letter.size for last, letter in zip(cell, cell[1:])) for cell in filled
    )
    return words / max(1, len(filled))


def _begins(rows: Sequence[_Row], cells: Sequence[Sequence[Sequence[LTChar]]]) -> list[bool]:
    """Return for each line whether a row of the table begins with it."""
    gaps = [last.at - row.at for last, row in zip(rows, rows[1:])]
    close = min(gaps)
    wide = [gap > _NEW_ROW * close for gap in gaps]
    if any(wide) and not all(wide):
        return [True, *wide]
    return [True, *(bool(line[0]) for line in cells[1:])]
