"""From the blocks of a document to passages: one section each, long sections cut where a reader would pause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.content.importing.block import Block
from bot.content.importing.document import Excerpt
from bot.content.importing.sentences import is_item, pauses, sentences

MOST_WORDS = 180
# What it costs to cut before a sentence. A passage costs as much as it does to cut a list in two, so lists stay whole
# where they can, and a line that announces something ("Then:") is all but never parted from it.
_PASSAGE, _IN_LIST, _IN_PARAGRAPH, _AFTER_COLON = 2.0, 3.0, 8.0, 40.0
# Of two cuts at the same kind of place, the one that gives passages of like length.
_UNEVEN = 1.5


@dataclass(frozen=True)
class _Unit:
    """A sentence: the least that is kept whole. `begins` is whether a new paragraph begins with it, `cut` what it costs
    to begin a passage with it, and `words` how many it has."""

    text: str
    page: int | None
    begins: bool
    cut: float
    words: int


def passages_of_blocks(blocks: Iterable[Block], *, most_words: int = MOST_WORDS) -> tuple[Excerpt, ...]:
    """Return the passages in order, numbered from 1. No word but those of headings is left out.

    A passage's section is the heading above it, after the heading that stands over that one ("3. Referral: Feedback").
    """
    found: list[Excerpt] = []
    for section, units in _sections(list(blocks), most_words):
        for group in _groups(units, most_words):
            text = group[0].text + "".join(f"\n{u.text}" if u.begins else f" {u.text}" for u in group[1:])
            found.append(Excerpt(n=len(found) + 1, section=section, page=group[0].page, text=text))
    return tuple(found)


def _sections(blocks: Sequence[Block], most_words: int) -> Iterator[tuple[str, list[_Unit]]]:
    kept = list(_without_empty_headings(blocks))
    title = _title(kept)
    over: list[Block] = []
    units: list[_Unit] = []
    for block in kept:
        if block.level:
            if units:
                yield _place(over), units
            over = [one for one in over if one.level < block.level and one is not title] + [block]
            units = []
        else:
            units += _units(block, most_words, units)
    if units:
        yield _place(over), units


def _title(blocks: Sequence[Block]) -> Block | None:
    """Return the heading that stands over the whole document and so says nothing of a place in it."""
    found = [block for block in blocks if block.level]
    if _has_title(blocks) or (found and all(block.level > found[0].level for block in found[1:])):
        return found[0]
    return None


def _has_title(blocks: Sequence[Block]) -> bool:
    """Return whether the document begins with two headings: the first one is its title, whatever its level."""
    return len(blocks) > 2 and bool(blocks[0].level and blocks[1].level) and any(not one.level for one in blocks)


def _place(over: Sequence[Block]) -> str:
    return ": ".join(block.text.rstrip(" :") for block in over[-2:])


def _without_empty_headings(blocks: Sequence[Block]) -> Iterator[Block]:
    """Make text of a heading with neither text nor a lower heading under it: its words must not be lost.

    Numbered lists are often taken for headings.
    """
    titled = _has_title(blocks)
    for at, (block, below) in enumerate(zip(blocks, (*blocks[1:], None))):
        is_empty = block.level and (below is None or 0 < below.level <= block.level) and not (titled and at == 0)
        yield block.model_copy(update={"level": 0}) if is_empty else block


def _units(block: Block, most_words: int, before: Sequence[_Unit]) -> Iterator[_Unit]:
    last = before[-1].text if before else ""
    for line in block.text.split("\n"):
        pieces = [piece for sentence in sentences(line) for piece in _short_enough(sentence, most_words)]
        for number, piece in enumerate(pieces):
            if last.endswith(":"):
                cut = _AFTER_COLON
            elif number:
                cut = _IN_PARAGRAPH
            else:
                cut = _IN_LIST if is_item(line) else 0.0
            yield _Unit(piece, block.page, number == 0, cut, len(piece.split()))
            last = piece


def _short_enough(sentence: str, most_words: int) -> list[str]:
    """Cut a sentence that is too long by itself at semicolons, then at commas, then anywhere between words."""
    if len(sentence.split()) <= most_words:
        return [sentence]
    for pieces in pauses(sentence):
        if len(pieces) > 1 and all(len(piece.split()) <= most_words for piece in pieces):
            return pieces
    words = sentence.split()
    return [" ".join(words[start : start + most_words]) for start in range(0, len(words), most_words)]


def _groups(units: Sequence[_Unit], most_words: int) -> list[Sequence[_Unit]]:
    """Cut a section where that costs least in all: found for each beginning from the end backwards."""
    costs = [0.0] * (len(units) + 1)
    ends = [0] * len(units)
    for start in reversed(range(len(units))):
        costs[start] = float("inf")
        words = 0
        for end in range(start + 1, len(units) + 1):
            words += units[end - 1].words
            if words > most_words:
                break
            cut = units[end].cut if end < len(units) else 0.0
            cost = _PASSAGE + _UNEVEN * (1 - words / most_words) ** 2 + cut + costs[end]
            if cost < costs[start]:
                costs[start], ends[start] = cost, end
    groups: list[Sequence[_Unit]] = []
    at = 0
    while at < len(units):
        groups.append(units[at : ends[at]])
        at = ends[at]
    return groups
