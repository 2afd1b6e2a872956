"""Names of people in a text: words that the network takes for names, joined to whole names, and names behind a cue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.language.masking.birth_dates import date_after
from bot.language.masking.finding import Finding, marked_already
from bot.language.masking.names.cues import cued
from bot.language.masking.names.kept import TITLES, kept_phrases, kept_words
from bot.language.masking.names.words import Word, words_of

_PARTICLES = frozenset(
    "da de del della der den di do dos du el al ap bin bint ibn la le van von ul ur ud abu ben".split()
)
_FIRST = frozenset({"md", "mohd", "muhd"})


@dataclass(frozen=True)
class Bars:
    """How sure the network must be, 0 to 1.

    `first`: of a word by itself. `beside`: of a word next to one that is over it. `again`: of a word that is a name
    elsewhere in the same text. Chosen on names and sentences that were kept apart from learning; data/masking/recipe.json
    holds what each bar gave there.
    """

    first: float = 0.15
    beside: float = 0.105
    again: float = 0.045


class Network(Protocol):
    """Estimates how likely each word is part of a name."""

    def estimates(self, words: list[Word]) -> NDArray[np.float32]:
        """Return one probability for each word or sign."""


class NameFinder:
    """Finds names of people, and whole dates right behind one, which are dates of birth."""

    def __init__(self, network: Network, bars: Bars | None = None) -> None:
        self._network = network
        self._bars = bars or Bars()

    def __call__(self, text: str) -> Iterator[Finding]:
        words = words_of(text)
        if not words:
            return
        held = self._held(text, words)
        for start, end in _whole_names(text, words, held):
            yield Finding(start, end, "person", 0.7)
            date = date_after(text, end)
            if date is not None:
                yield Finding(*date, "dob", 0.74)

    def _held(self, text: str, words: list[Word]) -> list[bool]:
        """Return for each word whether it belongs to a name."""
        # The network has never read markers; beside them it must be surer.
        bars = Bars(first=0.8, beside=0.5, again=0.5) if marked_already(text) else self._bars
        sure = self._network.estimates(words)
        free = [word.is_word and not word.text.isdigit() for word in words]
        for start, end in (*marked_already(text), *(match.span() for match in kept_phrases().finditer(text))):
            free = [is_free and not (word.start < end and start < word.end) for word, is_free in zip(words, free)]
        kept = kept_words()
        free = [is_free and word.text.lower() not in kept for word, is_free in zip(words, free)]
        cues = cued(text)
        held = [
            is_free and (p >= bars.first or any(word.start < end and start < word.end for start, end in cues))
            for word, p, is_free in zip(words, sure, free)
        ]
        known = {
            word.text.lower()
            for word, p, is_held in zip(words, sure, held)
            if is_held and p >= 0.8 and len(word.text) > 2
        }
        held = [
            is_held or (is_free and p >= bars.again and word.text.lower() in known)
            for word, p, is_free, is_held in zip(words, sure, free, held)
        ]
        held = [
            is_held or (is_free and p >= bars.beside and _has_held_neighbour(held, words, i, text))
            for i, (p, is_free, is_held) in enumerate(zip(sure, free, held))
        ]
        return [is_held or _is_inside_a_name(held, words, i, text) for i, is_held in enumerate(held)]


def _is_inside_a_name(held: list[bool], words: list[Word], i: int, text: str) -> bool:
    """Return whether a word is a particle between two words of a name, or "Md" in front of one."""
    if i + 1 >= len(words) or not held[i + 1] or not _is_joint(text[words[i].end : words[i + 1].start], words[i]):
        return False
    low = words[i].text.lower()
    return low in _FIRST or (low in _PARTICLES and i > 0 and held[i - 1])


def _has_held_neighbour(held: list[bool], words: list[Word], i: int, text: str) -> bool:
    before = i > 0 and held[i - 1] and _is_joint(text[words[i - 1].end : words[i].start], words[i - 1])
    behind = i + 1 < len(words) and held[i + 1] and _is_joint(text[words[i].end : words[i + 1].start], words[i])
    return before or behind


def _whole_names(text: str, words: list[Word], held: list[bool]) -> list[tuple[int, int]]:
    """Join neighbouring words of names: "J. Smith", "Anne-Marie O'Brien" and "Jake Hope" are one name each."""
    names: list[list[Word]] = []
    for word, is_held in zip(words, held):
        if not is_held:
            continue
        last = names[-1][-1] if names else None
        if last is not None and _is_joint(text[last.end : word.start], last):
            names[-1].append(word)
        else:
            names.append([word])
    trimmed = [_trimmed(name) for name in names]
    return [(name[0].start, name[-1].end) for name in trimmed if name]


def _is_joint(gap: str, before: Word) -> bool:
    """Return whether what stands between two words keeps them one name; a full stop does so behind initials alone."""
    if gap in {"", " ", "  ", "-", "‐", "'", "’", " -", "- ", "\u00a0"}:
        return True
    is_initial = before.text.isalpha() and (len(before.text) == 1 or (len(before.text) == 2 and before.text.isupper()))
    return is_initial and gap in {".", ". "}


def _trimmed(name: list[Word]) -> list[Word]:
    """Take titles off the front and a possessive "s" off the end."""
    while len(name) > 1 and name[0].text.lower() in TITLES:
        name = name[1:]
    while len(name) > 1 and name[-1].text == "s":
        name = name[:-1]
    if len(name) == 1 and (name[0].text.lower() in TITLES or len(name[0].text) == 1):
        return []  # a letter alone, as in "w/ mum" and "d.o.b.", points to nobody
    return name
