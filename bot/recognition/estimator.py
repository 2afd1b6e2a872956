"""How likely each label is: heads and neighbours together, calibrated."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.recognition.examples import Passage
from bot.recognition.heads import HeadsError, LabelHeads
from bot.recognition.neighbours import Neighbours, NeighboursError
from bot.retrieval.embedder import Embedder

Floats = NDArray[np.float32]


class UntrainedEstimatorError(Exception):
    """There is no trained estimator in a folder; the message says why."""


@dataclass(frozen=True)
class EstimatorSettings:
    """`strength` is the heads' inverse penalty; `neighbours` vote with `nearness`; `neighbour_share` is their weight
    against the heads, 0 to 1."""

    strength: float = 8.0
    neighbours: int = 12
    nearness: float = 0.05
    neighbour_share: float = 0.5


class Estimator:
    """Probabilities for every label, from vectors."""

    def __init__(self, heads: LabelHeads, neighbours: Neighbours, settings: EstimatorSettings) -> None:
        self.labels = heads.labels
        self._heads = heads
        self._neighbours = neighbours
        self._settings = settings

    @classmethod
    def train(
        cls, passages: Sequence[Passage], labels: Sequence[str], embedder: Embedder, settings: EstimatorSettings
    ) -> Estimator:
        """Learn from passages.

        Raises:
            HeadsError: A label has no example, or no counter-example.
        """
        vectors = embedder.encode([passage.text for passage in passages])
        held = [passage.labels for passage in passages]
        weights = [passage.weight for passage in passages]
        return cls(
            LabelHeads.train(vectors, held, labels, weights=weights, strength=settings.strength),
            Neighbours.of(vectors, held, labels, count=settings.neighbours, nearness=settings.nearness),
            settings,
        )

    def probabilities(self, vectors: Floats) -> Floats:
        """Return the probability of every label for every row, shape (n, labels)."""
        share = self._settings.neighbour_share
        return (1 - share) * self._heads.probabilities(vectors) + share * self._neighbours.probabilities(vectors)

    def save(self, folder: Path) -> None:
        """Write everything into a folder."""
        self._heads.save(folder)
        self._neighbours.save(folder)

    @classmethod
    def load(cls, folder: Path, settings: EstimatorSettings) -> Estimator:
        """Read an estimator that was saved.

        Raises:
            UntrainedEstimatorError: The folder does not hold one whole.
        """
        try:
            heads = LabelHeads.load(folder)
            neighbours = Neighbours.load(folder, count=settings.neighbours, nearness=settings.nearness)
        except (HeadsError, NeighboursError) as error:
            raise UntrainedEstimatorError(str(error)) from error
        return cls(heads, neighbours, settings)


@dataclass(frozen=True)
class Calibration:
    """Turns an estimate into a probability: logistic in its log-odds, fitted on voices that were left out."""

    slope: float = 1.0
    intercept: float = 0.0

    def __call__(self, estimate: Floats) -> Floats:
        clipped = np.clip(estimate, 1e-4, 1 - 1e-4)
        log_odds = np.log(clipped / (1 - clipped))
        return (1.0 / (1.0 + np.exp(-(self.slope * log_odds + self.intercept)))).astype(np.float32)

    @classmethod
    def fit(cls, estimates: Floats, held: NDArray[np.bool_]) -> Calibration:
        """Fit on estimates and truth of the same shape, from messages that the estimator has not seen."""
        from sklearn.linear_model import LogisticRegression

        clipped = np.clip(estimates.reshape(-1, 1), 1e-4, 1 - 1e-4)
        model = LogisticRegression(C=1e6).fit(np.log(clipped / (1 - clipped)), held.reshape(-1))
        return cls(float(model.coef_[0, 0]), float(model.intercept_[0]))

    @classmethod
    def read(cls, path: Path) -> Calibration:
        """Return the calibration of a file; without a file, none is done."""
        if not path.exists():
            return cls()
        record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return cls(float(record["slope"]), float(record["intercept"]))
