"""How well the finder does on names, places, sentences and messages that were kept apart from learning.

The bar is chosen by these figures alone, never by a test set.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.language.masking.learning.example import Example
from bot.language.masking.learning.texts import Portions, round_of
from bot.language.masking.learning.train import Recipe
from bot.language.masking.names.finder import Bars, NameFinder, Network
from bot.language.masking.names.words import Word, words_of

HELD_OUT = Portions(plain=600, inserted=600, framed=600, placed=600, ordinary=200)
TRIED = {
    "person": (0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5),
    "address": (0.1, 0.2, 0.3, 0.4, 0.5, 0.7),
    "identifying_school": (0.1, 0.2, 0.3, 0.4, 0.5, 0.7),
}


@dataclass(frozen=True)
class Measured:
    """Shares, 0 to 1, at one bar: of identifiers of a kind that were found whole, and of other words taken for one."""

    kind: str
    bar: float
    identifiers: int
    recall: float
    ordinary_words: int
    masked: float


def held_out_texts() -> list[Example]:
    """Return the texts to measure on; they are the same each time."""
    return round_of(Recipe().seed - 1, HELD_OUT, held_out=True)


def measure(
    network: Network, examples: Sequence[Example], tried: Mapping[str, Sequence[float]] = TRIED
) -> list[Measured]:
    """Return one measurement for each bar, taken with the cues and the kept words that stand beside the network."""
    remembered = _Remembered(network)
    return [_at(kind, bar, remembered, examples) for kind, bars in tried.items() for bar in bars]


def bars_at(bar: float) -> Bars:
    """Return the bars that go with a bar for a word by itself."""
    return Bars(first=bar, beside=round(0.7 * bar, 4), again=round(0.3 * bar, 4))


class _Remembered:
    """Asks the network once for each text, however many bars are tried."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._known: dict[tuple[Word, ...], NDArray[np.float32]] = {}

    def estimates(self, words: list[Word]) -> NDArray[np.float32]:
        key = tuple(words)
        if key not in self._known:
            self._known[key] = self._network.estimates(words)
        return self._known[key]


def _at(kind: str, bar: float, network: Network, examples: Sequence[Example]) -> Measured:
    finder = NameFinder(network, bars_at(bar) if kind == "person" else Bars(place=bar))
    identifiers = found = ordinary = masked = 0
    for example in examples:
        spans = [(one.start, one.end) for one in finder(example.text) if one.type == kind]
        hidden = [(word, _meets(word, spans)) for word in words_of(example.text) if word.is_word]
        for one in example.of_kind(kind):
            identifiers += 1
            found += all(is_hidden for word, is_hidden in hidden if _meets(word, [one]))
        whole = [(start, end) for start, end, _ in example.spans]
        outside = [is_hidden for word, is_hidden in hidden if not _meets(word, whole)]
        ordinary += len(outside)
        masked += sum(outside)
    return Measured(kind, bar, identifiers, found / identifiers, ordinary, masked / ordinary)


def _meets(word: Word, spans: Sequence[tuple[int, int]]) -> bool:
    return any(word.start < end and start < word.end for start, end in spans)
