"""One logistic regression per label over sentence vectors."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.recognition.logistic import fit_logistic
from bot.recognition.odds import probability_of

Floats = NDArray[np.float32]


class HeadsError(Exception):
    """The heads cannot be trained or loaded; the message says why."""


class LabelHeads:
    """Weights of shape (labels, d) and biases of shape (labels,); the labels' order is that of `labels`."""

    def __init__(self, labels: Sequence[str], weights: Floats, biases: Floats) -> None:
        if weights.shape[0] != len(labels) or biases.shape != (len(labels),):
            raise HeadsError(f"{len(labels)} labels, but weights {weights.shape} and biases {biases.shape}")
        self.labels = tuple(labels)
        self._weights = weights
        self._biases = biases

    @classmethod
    def train(
        cls,
        vectors: Floats,
        held: Sequence[frozenset[str]],
        labels: Sequence[str],
        *,
        weights: Sequence[float] | None = None,
        strength: float = 4.0,
    ) -> LabelHeads:
        """Fit every label's head.

        Args:
            vectors: Shape (n, d), rows of unit length.
            held: The labels of each row.
            labels: Every label to learn; each needs at least one row with it and one without.
            weights: How much each row counts; all the same where None.
            strength: The inverse of the penalty on large weights.

        Raises:
            HeadsError: A label has no example, or no counter-example.
        """
        truth = np.array([[label in one for label in labels] for one in held], dtype=bool)
        check_taught(truth, labels)
        counts = np.asarray(weights if weights is not None else np.ones(len(held)), dtype=np.float32)
        return cls(labels, *fit_logistic(vectors, truth, counts, strength))

    def logits(self, vectors: Floats) -> Floats:
        """Return the score of every label for every row, shape (n, labels)."""
        return vectors @ self._weights.T + self._biases

    def probabilities(self, vectors: Floats) -> Floats:
        """Return the probability of every label for every row, shape (n, labels)."""
        return probability_of(self.logits(vectors))

    def save(self, folder: Path) -> None:
        """Write the heads into a folder."""
        (folder / "labels.json").write_text(json.dumps(self.labels), encoding="utf-8")
        np.savez(folder / "heads.npz", weights=self._weights, biases=self._biases)

    @classmethod
    def load(cls, folder: Path) -> LabelHeads:
        """Read heads that were saved.

        Raises:
            HeadsError: The folder does not hold them whole.
        """
        try:
            labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
            with np.load(folder / "heads.npz", allow_pickle=False) as arrays:
                return cls(labels, arrays["weights"], arrays["biases"])
        except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
            raise HeadsError(f"{folder}: no trained heads ({error}); train the model again") from error


def check_taught(truth: NDArray[np.bool_], labels: Sequence[str]) -> None:
    """Raise `HeadsError` where a label has no example or no counter-example; `truth` has shape (n, labels)."""
    for label, column in zip(labels, truth.T):
        if column.all() or not column.any():
            raise HeadsError(
                f"label {label!r}: expected examples with and without it, found {int(column.sum())} of {len(column)}"
            )
