"""What stands on the pages of a PDF: letters, and the lines that are drawn around them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer, LTCurve
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

# In points. A line that is drawn thicker is a filled field, and has four edges.
_THIN = 3.0
_SHORTEST = 4.0
_DOT = (1.5, 7.0)


@dataclass(frozen=True)
class Rule:
    """A drawn line: at x `at` from y `start` to `end` where it is upright, at y `at` from x `start` to `end` else."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True)
class Page:
    """A page's letters as pdfminer gives them, its rules, and where dots are drawn: left, bottom, right and top.

    All in points, from the lower left corner.
    """

    height: float
    letters: list[LTChar]
    rules: list[Rule]
    dots: list[tuple[float, float, float, float]]


def pages_of(content: bytes) -> Iterator[Page]:
    """Yield the pages in order; letters of pictures' captions and other parts within a page are among its letters."""
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    for page in PDFPage.get_pages(io.BytesIO(content)):
        interpreter.process_page(page)
        layout = device.get_result()
        items = list(_items(layout))
        letters = _once(item for item in items if isinstance(item, LTChar))
        drawn = [item for item in items if isinstance(item, LTCurve)]
        dots = [item.bbox for item in drawn if _is_dot(item)]
        yield Page(layout.height, letters, [rule for item in drawn for rule in _rules(item)], dots)


def _items(container: Iterable[object]) -> Iterator[object]:
    for item in container:
        if isinstance(item, LTContainer) and not isinstance(item, LTChar):
            yield from _items(item)
        else:
            yield item


def _once(letters: Iterable[LTChar]) -> list[LTChar]:
    """Leave out letters that are printed a second time in the same place: some programs draw bold ones so."""
    seen: set[tuple[str, int, int]] = set()
    kept = []
    for letter in letters:
        text, x, y = letter.get_text(), round(letter.x0), round(letter.y0)
        near = {(text, x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)}
        if text.strip() and near & seen:
            continue
        seen.add((text, x, y))
        kept.append(letter)
    return kept


def _is_dot(item: LTCurve) -> bool:
    """Return whether a shape has the size of the mark of an item: browsers draw that, and print no letter."""
    return all(_DOT[0] <= side <= _DOT[1] for side in (item.width, item.height)) and len(item.pts) > 2


def _rules(item: LTCurve) -> Iterator[Rule]:
    if len(item.pts) > 2 and not _is_box(item):
        return
    wide, high = item.x1 - item.x0, item.y1 - item.y0
    if wide < _THIN <= max(high, _SHORTEST):
        if high >= _SHORTEST:
            yield Rule(True, (item.x0 + item.x1) / 2, item.y0, item.y1)
    elif high < _THIN:
        if wide >= _SHORTEST:
            yield Rule(False, (item.y0 + item.y1) / 2, item.x0, item.x1)
    elif len(item.pts) > 2:
        yield from (Rule(True, x, item.y0, item.y1) for x in (item.x0, item.x1))
        yield from (Rule(False, y, item.x0, item.x1) for y in (item.y0, item.y1))


def _is_box(item: LTCurve) -> bool:
    """Return whether every corner of a shape is a corner of the field it fills."""
    return all(
        min(abs(x - item.x0), abs(x - item.x1)) < 1 and min(abs(y - item.y0), abs(y - item.y1)) < 1 for x, y in item.pts
    )
