"""Tells many intents apart, of any data set: what the vector says, and what words and parts of words say.

The vector knows what words mean; words tell apart intents that mean almost the same; parts of words outlast typing
errors. The two are mixed as logarithms of probabilities, so that what one of them rules out stays ruled out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.recognition.softmax import fit_softmax, log_softmax

Floats = NDArray[np.float32]
_WORD_ITERATIONS = 40
# Weights for more terms than this would take gigabytes with 150 intents.
_MOST_WORDS = 20_000
_MOST_PARTS = 30_000


@dataclass(frozen=True)
class ManyIntentSettings:
    """`strength` and `word_strength` are inverse penalties; `word_share` is the weight of the words against the vector,
    0 to 1."""

    strength: float = 16.0
    word_strength: float = 15.0
    word_share: float = 0.4


class ManyIntents:
    """Gives each intent a probability."""

    def __init__(
        self,
        intents: tuple[str, ...],
        by_vector: tuple[Floats, Floats],
        by_words: tuple[Floats, Floats],
        vectorisers: tuple[Any, ...],
        settings: ManyIntentSettings,
    ) -> None:
        self.intents = intents
        self._by_vector = by_vector
        self._by_words = by_words
        self._vectorisers = vectorisers
        self._settings = settings

    @classmethod
    def train(
        cls, texts: Sequence[str], vectors: Floats, intents: Sequence[str], settings: ManyIntentSettings | None = None
    ) -> ManyIntents:
        """Learn from messages, their vectors (n, d) of unit length, and their intents.

        Raises:
            ValueError: There are fewer than two intents.
        """
        settings = settings or ManyIntentSettings()
        names, classes = np.unique(np.asarray(intents), return_inverse=True)
        if len(names) < 2:
            raise ValueError(f"expected two intents or more, found {len(names)}")
        vectorisers = (
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, max_features=_MOST_WORDS).fit(texts),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, max_features=_MOST_PARTS).fit(
                texts
            ),
        )
        words = _terms(vectorisers, texts)
        return cls(
            tuple(str(name) for name in names),
            fit_softmax(np.asarray(vectors, np.float32), classes, len(names), settings.strength),
            fit_softmax(words, classes, len(names), settings.word_strength, most_iterations=_WORD_ITERATIONS),
            vectorisers,
            settings,
        )

    def log_probabilities(self, texts: Sequence[str], vectors: Floats) -> Floats:
        """Return the logarithm of the probability of each intent for each message, shape (n, intents)."""
        meant = log_softmax(vectors @ self._by_vector[0].T + self._by_vector[1])
        said = log_softmax(_terms(self._vectorisers, texts) @ self._by_words[0].T + self._by_words[1])
        share = self._settings.word_share
        return log_softmax((1 - share) * meant + share * said)


def _terms(vectorisers: Sequence[Any], texts: Sequence[str]) -> csr_matrix:
    return hstack([vectoriser.transform(texts) for vectoriser in vectorisers]).tocsr().astype(np.float32)
