"""What the network sees of a text: its words and signs, their spelling, their case and their pieces."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

# Letters with their accents are one word; every other sign stands alone.
_PART = re.compile(r"(?:[^\W_]|[\u0300-\u036f\u0600-\u06ff\u0900-\u0dff])+|[^\s]")
HASHED = 2048
SHAPES = 9
CASES = 3


@dataclass(frozen=True)
class Word:
    """A word or a sign; `start` and `end` are character offsets."""

    text: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()


def words_of(text: str) -> list[Word]:
    """Return the words and signs of a text in order; white space separates and is left out."""
    return [Word(match.group(), match.start(), match.end()) for match in _PART.finditer(text)]


def shape_of(word: str) -> int:
    """Return the class of a word's letters, 0 to `SHAPES` - 1."""
    if not word[0].isalnum():
        return 0 if word in ".!?\n" else 1
    if word.isdigit():
        return 2
    if any(letter.isdigit() for letter in word):
        return 3
    if len(word) == 1:
        return 4 if word.isupper() else 5
    if word.isupper():
        return 6
    return 7 if word[0].isupper() else 8


def case_of(words: list[Word]) -> int:
    """Return how the whole text uses capitals: 0 not at all, 1 as usual, 2 for everything."""
    longer = [word.text for word in words if len(word.text) > 1 and word.text.isalpha()]
    capitals = sum(word.isupper() for word in longer)
    if longer and capitals / len(longer) > 0.6:
        return 2
    return 1 if any(word[0].isupper() for word in longer) else 0


def spelling_of(word: str) -> tuple[int, int, int, int]:
    """Return the buckets of a word's first and last two and three letters, each 0 to `HASHED` - 1."""
    low = word.lower()
    return (
        _bucket("a" + low[:2]),
        _bucket("b" + low[:3]),
        _bucket("y" + low[-2:]),
        _bucket("z" + low[-3:]),
    )


def _bucket(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "replace")) % HASHED
