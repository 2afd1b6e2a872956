"""What the words themselves say: one logistic regression per label over single words and pairs of words.

The encoder reads meaning and may pass by the one word that matters ("lock", "pimped", "28/40"); this reads words and
knows no meaning. Each is wrong where the other is not.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from bot.recognition.heads import HeadsError, check_taught
from bot.recognition.odds import probability_of

Floats = NDArray[np.float32]
_WORDS = "words.json"
_NUMBERS = "words.npz"
# Single letters and what stands between them count too: "A&E", "y/o", "won't" and "wont" are words of their own.
_TERM = r"[\w'/&]+"
# With fewer texts than this, as in a new authority's first data, every word counts.
_FEW = 200


class WordHeads:
    """Weights of shape (labels, terms) and biases of shape (labels,) over weighted counts of terms."""

    def __init__(self, vectoriser: Any, weights: Floats, biases: Floats) -> None:
        self._vectoriser = vectoriser
        self._weights = weights
        # As the counts are kept, so that no message pays for turning them round.
        self._by_term = np.ascontiguousarray(weights.T, dtype=np.float64)
        self._biases = biases

    @classmethod
    def train(
        cls,
        texts: Sequence[str],
        held: Sequence[frozenset[str]],
        labels: Sequence[str],
        *,
        weights: Sequence[float],
        strength: float = 30.0,
    ) -> WordHeads:
        """Fit every label's head; `held` and `weights` belong to `texts` row by row.

        Raises:
            HeadsError: A label has no example or no counter-example, or no word stands in two texts.
        """
        truth = np.array([[label in one for label in labels] for one in held], dtype=bool)
        check_taught(truth, labels)
        # Words that stand in one text alone say nothing about any other.
        vectoriser = _vectoriser(min_df=2 if len(texts) > _FEW else 1)
        try:
            counts = vectoriser.fit_transform(texts)
        except ValueError as error:
            raise HeadsError(f"no words to learn from in {len(texts)} texts ({error})") from error
        # Threads: the solver lets other threads run.
        fitted = Parallel(n_jobs=-1, prefer="threads")(
            delayed(_fit)(counts, column, np.asarray(weights, dtype=np.float64), strength) for column in truth.T
        )
        return cls(
            vectoriser,
            np.vstack([model.coef_[0] for model in fitted]).astype(np.float32),
            np.array([model.intercept_[0] for model in fitted], dtype=np.float32),
        )

    def probabilities(self, texts: Sequence[str]) -> Floats:
        """Return the probability of every label for every text, shape (n, labels)."""
        scores = self._vectoriser.transform(texts) @ self._by_term + self._biases
        return probability_of(scores)

    def save(self, folder: Path) -> None:
        """Write the heads into a folder; the weights in half precision."""
        terms = sorted(self._vectoriser.vocabulary_, key=self._vectoriser.vocabulary_.__getitem__)
        (folder / _WORDS).write_text(json.dumps(terms, ensure_ascii=False), encoding="utf-8")
        np.savez_compressed(
            folder / _NUMBERS,
            rarity=self._vectoriser.idf_.astype(np.float32),
            weights=self._weights.astype(np.float16),
            biases=self._biases,
        )

    @classmethod
    def load(cls, folder: Path) -> WordHeads:
        """Read heads that were saved.

        Raises:
            HeadsError: The folder does not hold them whole.
        """
        try:
            terms = json.loads((folder / _WORDS).read_text(encoding="utf-8"))
            with np.load(folder / _NUMBERS, allow_pickle=False) as arrays:
                rarity, weights, biases = arrays["rarity"], arrays["weights"].astype(np.float32), arrays["biases"]
            if weights.shape != (len(biases), len(terms)) or rarity.shape != (len(terms),):
                raise ValueError(f"{len(terms)} words, but weights {weights.shape} and rarity {rarity.shape}")
        except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
            raise HeadsError(f"{folder}: no trained heads over words ({error}); train the model again") from error
        vectoriser = _vectoriser(vocabulary={term: place for place, term in enumerate(terms)})
        vectoriser.idf_ = rarity.astype(np.float64)
        return cls(vectoriser, weights, biases)


def _vectoriser(**options: Any) -> TfidfVectorizer:
    return TfidfVectorizer(token_pattern=_TERM, ngram_range=(1, 2), sublinear_tf=True, **options)


def _fit(
    counts: csr_matrix, column: NDArray[np.bool_], weights: NDArray[np.float64], strength: float
) -> LogisticRegression:
    # A fixed seed: the solver shuffles, and the same data must give the same model.
    model = LogisticRegression(C=strength, solver="liblinear", max_iter=50, random_state=0)
    return model.fit(counts, column, sample_weight=weights)
