"""Where a sentence of a document ends, where it pauses, and which lines are items of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ENDS = re.compile(r"(?<=[.!?])[\"'\u2019\u201d)\]]*\s+(?=[\"'\u2018\u201c(\[]?[A-Z0-9\u2022])")
# After these a full stop ends no sentence.
_SHORT = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|cf|vs|no|nos|para|paras|p|pp|s|ss|ch|vol|dr|mr|mrs|ms|st|prof|rev|inc|ltd)|\b[A-Z])\.$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^\(?(?:\d{1,3}|[A-Za-z])(?:\.\d+)*[.)]$")
_PAUSES = (re.compile(r"(?<=[;:])\s+"), re.compile(r"(?<=,)\s+"))
_MARKS = "-*\u2022\u25cf\u25aa\u25e6\u2013\u00b7\u2023\u27a2\u2713\u2714\u221a\uf0b7"
_ITEM = re.compile(rf"^\s*(?:[{re.escape(_MARKS)}o]|\(?(?:\d{{1,3}}|[A-Za-z]|[ivxIVX]{{1,5}})(?:\.\d{{1,2}})*[.)])\s+")
# What parts the cells of a row.
CELL = " | "
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_BULLETS = "\u2022\u25e6\u25aa"


def sentences(text: str) -> list[str]:
    """Return the sentences of a text in order; joined with spaces they hold the same words."""
    whole: list[str] = []
    for piece in _ENDS.split(text.replace("\n", " ").strip()):
        if whole and (_SHORT.search(whole[-1]) or _NUMBER.match(whole[-1])):
            whole[-1] += f" {piece}"
        elif piece:
            whole.append(piece)
    return whole


def pauses(sentence: str) -> Iterator[list[str]]:
    """Yield the sentence cut at its semicolons and colons, then cut at its commas."""
    for pause in _PAUSES:
        yield pause.split(sentence)


def is_marked(line: str) -> bool:
    """Return whether a line begins with the mark or the number of an item of a list."""
    return bool(_ITEM.match(line))


def is_mark(text: str) -> bool:
    """Return whether a text is nothing but the mark or the number of an item."""
    return bool(_ITEM.match(f"{text} x")) and len(text.split()) == 1


def is_item(line: str) -> bool:
    """Return whether a line is an item of a list or a row of a table."""
    return is_marked(line) or CELL in line


def bullet(depth: int) -> str:
    """Return the mark of an item of a list without numbers; `depth` is 0 for a list in no other one."""
    return _BULLETS[min(depth, len(_BULLETS) - 1)]


def numeral(count: int, how: str) -> str:
    """Return the number of an item as it is written: `how` is "decimal", or ends in "Letter" or "Roman"."""
    if how.endswith("Letter"):
        word = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
    elif how.endswith("Roman"):
        word = ""
        for value, sign in _ROMAN:
            word, count = word + sign * (count // value), count % value
    else:
        return str(count)
    return word.upper() if how.startswith("upper") else word
