"""What the network recognises in a text: names of people, whole and also behind a cue; addresses; schools."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.language.masking.birth_dates import date_after
from bot.language.masking.finding import Finding, marked_already
from bot.language.masking.names.cues import cued
from bot.language.masking.names.kept import TITLES, everyday_words, kept_phrases, kept_words
from bot.language.masking.names.network import KINDS
from bot.language.masking.names.places import runs
from bot.language.masking.names.words import Word, words_of

_PARTICLES = frozenset(
    "da de del della der den di do dos du el al ap bin bint ibn la le van von ul ur ud abu ben".split()
)
_NO_INITIALS = frozenset(
    {"DOB", "DV", "DA", "NI", "NHS", "NB", "PS", "EG", "IE", "CP", "GP", "AE", "LD", "MH", "SW", "HV", "TA"}
)
_HAS_DIGIT = re.compile(r"\d")
_FIRST = frozenset({"md", "mohd", "muhd"})


@dataclass(frozen=True)
class Bars:
    """How sure the network must be, 0 to 1.

    `first`: of a word by itself. `beside`: of a word next to one that is over it. `again`: of a word that is a name
    elsewhere in the same text. `place`: of a word that makes an address or a school. Chosen on names and sentences that
    were kept apart from learning; data/masking/recipe.json holds what each bar gave there.
    """

    first: float = 0.1
    beside: float = 0.07
    again: float = 0.03
    place: float = 0.5


# The network has never read markers; beside them it must be surer.
_BESIDE_MARKERS = Bars(first=0.8, beside=0.5, again=0.5, place=0.95)


class Network(Protocol):
    """Estimates how likely each word is part of a name, an address or a school's name."""

    def estimates(self, words: list[Word]) -> NDArray[np.float32]:
        """Return a probability for each word or sign and each of `KINDS`, shape (n, 3)."""


class NameFinder:
    """Finds names of people, whole dates right behind one, which are dates of birth, addresses and schools."""

    def __init__(self, network: Network, bars: Bars | None = None) -> None:
        self._network = network
        self._bars = bars or Bars()

    def __call__(self, text: str) -> Iterator[Finding]:
        words = words_of(text)
        if not words:
            return
        sure = self._network.estimates(words)
        bars = _BESIDE_MARKERS if marked_already(text) else self._bars
        untouched = (*marked_already(text), *(match.span() for match in kept_phrases().finditer(text)))
        open_words = _outside(words, untouched)
        for column, kind in enumerate(KINDS[1:], start=1):
            for start, end in runs(words, sure[:, column], kind, bar=bars.place, free=open_words):
                yield Finding(start, end, kind, 0.77)
        for start, end in _whole_names(text, words, _held(text, words, sure, open_words, bars)):
            yield Finding(start, end, "person", 0.7)
            date = date_after(text, end)
            if date is not None:
                yield Finding(*date, "dob", 0.74)


def _outside(words: list[Word], stretches: Iterable[tuple[int, int]]) -> list[bool]:
    """Return for each word whether it stands outside all stretches."""
    taken = list(stretches)
    return [not any(word.start < end and start < word.end for start, end in taken) for word in words]


def _held(
    text: str, words: list[Word], estimates: NDArray[np.float32], open_words: list[bool], bars: Bars
) -> list[bool]:
    """Return for each word whether it belongs to a name."""
    # What is surely part of a place must be as surely a name to be one.
    sure = [
        float(p) if p >= other or other < bars.place else 0.0
        for p, other in zip(estimates[:, 0], estimates[:, 1:].max(axis=1))
    ]
    kept = kept_words()
    free = [
        is_open and word.is_word and not _HAS_DIGIT.search(word.text) and word.text.lower() not in kept
        for word, is_open in zip(words, open_words)
    ]
    cues, everyday = cued(text), everyday_words()
    held = [
        is_free
        and (
            (p >= bars.first and word.text.lower() not in everyday)
            or any(word.start < end and start < word.end for start, end in cues)
        )
        for word, p, is_free in zip(words, sure, free)
    ]
    known = {
        word.text.lower() for word, p, is_held in zip(words, sure, held) if is_held and p >= 0.8 and len(word.text) > 2
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
        return []  # a letter alone, as in "w/ mum", points to nobody
    letters = "".join(word.text for word in name) if all(len(word.text) == 1 for word in name) else ""
    if letters and (letters.islower() or letters in _NO_INITIALS):
        return []  # "d.o.b.", "c/o", "D.V."
    return name
