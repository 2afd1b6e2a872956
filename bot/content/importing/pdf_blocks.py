"""From the lines of a PDF to blocks: headings by the size and weight of their letters, paragraphs put together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.content.importing.block import Block, glued
from bot.content.importing.pdf_lines import Line
from bot.content.importing.sentences import is_marked

_LARGER = 1.12
_LONGEST_HEADING_WORDS = 16
# Of a page's height: what stands there on most pages is a running head or foot.
_MARGIN = 0.1
# How much more room than for the next word says that a line was ended on purpose.
_TOO_MUCH_ROOM = 1.5
_CONTENTS = re.compile(r"(?:\.\s?){4,}\s*\d+\s*$|\u2026{2,}\s*\d+\s*$")
_PAGE_NUMBER = re.compile(r"^(?:page\s*)?[\divxl]{1,4}(?:\s*(?:of|/)\s*\d+)?$", re.IGNORECASE)
_NUMBER_FIRST = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)[.)]?\s+\S")


def blocks_of(lines: Sequence[Line]) -> Iterator[Block]:
    """Yield the blocks of a document without running heads and feet, page numbers and the table of contents."""
    kept = [line for line in _without_margins(lines) if not _CONTENTS.search(line.text)]
    if not kept:
        return
    body = body_size(kept)
    sizes = sorted({line.size for line in kept if line.size >= body * _LARGER}, reverse=True)
    waiting: list[Line] = []
    level = 0
    for line in kept:
        own = _level(line, body, sizes)
        if waiting and (own != level or not _goes_on(waiting[-1], line, own)):
            yield _joined(waiting, level)
            waiting = []
        waiting.append(line)
        level = own
    yield _joined(waiting, level)


def body_size(lines: Sequence[Line]) -> float:
    """Return the size in which most letters of a document are printed."""
    weights: Counter[float] = Counter()
    for line in lines:
        weights[line.size] += len(line.text)
    return weights.most_common(1)[0][0]


def _joined(lines: Sequence[Line], level: int) -> Block:
    text = ""
    for line in lines:
        text = glued(text, line.text)
    return Block(text=text, level=level, page=lines[0].page)


def _goes_on(last: Line, line: Line, level: int) -> bool:
    """Return whether a line continues the one before it."""
    if level:
        return line.page == last.page and line.box == last.box
    if line.row or last.row or is_marked(line.text):
        return False
    if line.box == last.box:
        # Where the next word had room in a line and was not put there, a new item or paragraph begins.
        return last.room < _TOO_MUCH_ROOM * (len(line.text.split()[0]) + 1)
    # A sentence that the foot of a page or of a column cuts in two.
    is_cut = line.page != last.page or line.height > last.height
    return is_cut and last.text[-1] not in ".:;!?" and line.text[:1].islower()


def _level(line: Line, body: float, sizes: Sequence[float]) -> int:
    """Return the level of a heading, 0 for any other line."""
    words = line.text.split()
    is_item = is_marked(line.text) and not _NUMBER_FIRST.match(line.text)
    if line.row or is_item or len(words) > _LONGEST_HEADING_WORDS or not re.search(r"[A-Za-z]{2}", line.text):
        return 0
    if line.size >= body * _LARGER:
        return min(sizes.index(line.size) + 1, 6)
    if line.bold and line.text[-1] not in ".,;:" and line.size >= body * 0.95:
        return min(len(sizes) + 1, 6)
    return 0


def _without_margins(lines: Sequence[Line]) -> Iterator[Line]:
    """Leave out page numbers and what stands at the head or foot of most pages."""
    pages = len({line.page for line in lines})
    often = Counter(words for _, words in {(line.page, _alike(line)) for line in lines if _in_margin(line)})
    for line in lines:
        if _in_margin(line) and (_PAGE_NUMBER.match(line.text) or (pages > 2 and often[_alike(line)] * 2 > pages)):
            continue
        yield line


def _in_margin(line: Line) -> bool:
    return not line.row and (line.height < _MARGIN or line.height > 1 - _MARGIN)


def _alike(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text.lower())
