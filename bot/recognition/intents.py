"""Which intent a message has: a logistic regression over its vector and one over its words, averaged.

The vector knows what words mean; the words themselves tell apart intents that mean almost the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

Floats = NDArray[np.float32]
_STRENGTHS = (4.0, 16.0, 64.0)
_FOLDS = 3
# Choosing the strength on more rows than this costs minutes and changes nothing.
_ENOUGH_TO_CHOOSE = 3000


@dataclass(frozen=True)
class IntentSettings:
    """`word_share` is the weight of the words against the vector, 0 to 1. `strength` None chooses one by
    cross-validation. `balanced` counts rare intents as much as frequent ones."""

    word_share: float = 0.3
    strength: float | None = None
    balanced: bool = True
    seed: int = 20261122


class IntentModel:
    """Gives each intent a probability."""

    def __init__(
        self,
        by_vector: LogisticRegression,
        by_words: LogisticRegression,
        words: TfidfVectorizer,
        settings: IntentSettings,
    ) -> None:
        self._by_vector = by_vector
        self._by_words = by_words
        self._words = words
        self._settings = settings

    @property
    def intents(self) -> tuple[str, ...]:
        """The intents in the order of the probabilities' columns."""
        return tuple(self._by_vector.classes_)

    @classmethod
    def train(
        cls, texts: Sequence[str], vectors: Floats, intents: Sequence[str], settings: IntentSettings | None = None
    ) -> IntentModel:
        """Learn from messages, their vectors (n, d) of unit length, and their intents.

        Raises:
            ValueError: There are fewer than two intents.
        """
        settings = settings or IntentSettings()
        weighting = "balanced" if settings.balanced else None
        strength = settings.strength or _best_strength(vectors, intents, weighting, settings.seed)
        words = TfidfVectorizer(sublinear_tf=True, strip_accents="unicode")
        by_words = LogisticRegression(C=20.0, max_iter=150, tol=1e-3, class_weight=weighting)
        by_vector = LogisticRegression(C=strength, max_iter=200, tol=1e-3, class_weight=weighting)
        by_words.fit(words.fit_transform(texts), intents)
        by_vector.fit(vectors, intents)
        return cls(by_vector, by_words, words, settings)

    def probabilities(self, texts: Sequence[str], vectors: Floats) -> Floats:
        """Return the probability of each intent for each message, shape (n, intents)."""
        share = self._settings.word_share
        meant = self._by_vector.predict_proba(vectors)
        said = self._by_words.predict_proba(self._words.transform(texts))
        return ((1 - share) * meant + share * said).astype(np.float32)


def _best_strength(vectors: Floats, intents: Sequence[str], weighting: str | None, seed: int) -> float:
    """Return the strength with the best accuracy in cross-validation; the middle one where a class is too small."""
    truth = np.asarray(intents)
    rows = np.arange(len(truth))
    if len(rows) > _ENOUGH_TO_CHOOSE:
        rows = np.random.default_rng(seed).permutation(rows)[:_ENOUGH_TO_CHOOSE]
    _, counts = np.unique(truth[rows], return_counts=True)
    if counts.min() < _FOLDS:
        return _STRENGTHS[1]
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=seed)
    scores = {}
    for strength in _STRENGTHS:
        model = LogisticRegression(C=strength, max_iter=300, class_weight=weighting)
        predicted = cross_val_predict(model, vectors[rows], truth[rows], cv=folds)
        scores[strength] = float((predicted == truth[rows]).mean())
    return max(scores, key=lambda strength: scores[strength])
