"""From the blocks of a document to passages: one section each, long sections cut at the ends of sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.content.importing.block import Block
from bot.content.importing.document import Excerpt

MOST_WORDS = 180
_ENDS = re.compile(r"(?<=[.!?])[\"'\u2019\u201d)\]]*\s+(?=[\"'\u2018\u201c(\[]?[A-Z0-9\u2022])")
# After these a full stop ends no sentence.
_SHORT = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|cf|vs|no|nos|para|paras|p|pp|s|ss|ch|vol|dr|mr|mrs|ms|st|prof|rev|inc|ltd)|\b[A-Z])\.$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^\(?(?:\d{1,3}|[A-Za-z])(?:\.\d+)*[.)]$")
_PAUSES = (re.compile(r"(?<=[;:])\s+"), re.compile(r"(?<=,)\s+"))


@dataclass(frozen=True)
class _Unit:
    """A sentence: the least that is kept whole. `begins` is whether a new paragraph begins with it."""

    text: str
    page: int | None
    begins: bool


def passages_of_blocks(blocks: Iterable[Block], *, most_words: int = MOST_WORDS) -> tuple[Excerpt, ...]:
    """Return the passages in order, numbered from 1. No word but those of headings is left out."""
    found: list[Excerpt] = []
    for section, units in _sections(blocks, most_words):
        for group in _groups(units, most_words):
            text = group[0].text + "".join(f"\n{u.text}" if u.begins else f" {u.text}" for u in group[1:])
            found.append(Excerpt(n=len(found) + 1, section=section, page=group[0].page, text=text))
    return tuple(found)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text in order; joined with spaces they hold the same words."""
    whole: list[str] = []
    for piece in _ENDS.split(text.replace("\n", " ").strip()):
        if whole and (_SHORT.search(whole[-1]) or _NUMBER.match(whole[-1])):
            whole[-1] += f" {piece}"
        elif piece:
            whole.append(piece)
    return whole


def _sections(blocks: Iterable[Block], most_words: int) -> Iterator[tuple[str, list[_Unit]]]:
    heading = ""
    units: list[_Unit] = []
    for block in _without_empty_headings(list(blocks)):
        if block.level:
            if units:
                yield heading, units
            heading, units = block.text, []
        else:
            units += _units(block, most_words)
    if units:
        yield heading, units


def _without_empty_headings(blocks: Sequence[Block]) -> Iterator[Block]:
    """Make text of a heading with neither text nor a lower heading under it: its words must not be lost.

    Numbered lists are often taken for headings.
    """
    for block, below in zip(blocks, (*blocks[1:], None)):
        is_empty = block.level and (below is None or 0 < below.level <= block.level)
        yield block.model_copy(update={"level": 0}) if is_empty else block


def _units(block: Block, most_words: int) -> Iterator[_Unit]:
    for line in block.text.split("\n"):
        pieces = [piece for sentence in sentences(line) for piece in _short_enough(sentence, most_words)]
        for number, piece in enumerate(pieces):
            yield _Unit(piece, block.page, begins=number == 0)


def _short_enough(sentence: str, most_words: int) -> list[str]:
    """Cut a sentence that is too long by itself at semicolons, then at commas, then anywhere between words."""
    if _count(sentence) <= most_words:
        return [sentence]
    for pause in _PAUSES:
        pieces = pause.split(sentence)
        if len(pieces) > 1 and all(_count(piece) <= most_words for piece in pieces):
            return pieces
    words = sentence.split()
    return [" ".join(words[start : start + most_words]) for start in range(0, len(words), most_words)]


def _groups(units: Sequence[_Unit], most_words: int) -> Iterator[list[_Unit]]:
    group: list[_Unit] = []
    held = 0
    for unit in units:
        words = _count(unit.text)
        if group and held + words > most_words:
            yield group
            group, held = [], 0
        group.append(unit)
        held += words
    if group:
        yield group


def _count(text: str) -> int:
    return len(text.split())
