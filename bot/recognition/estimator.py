"""How likely each label is: heads, neighbours and words together, calibrated."""

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
from bot.recognition.learnt_facts import SEVERE_NEGLECT
from bot.recognition.neighbours import Neighbours, NeighboursError
from bot.recognition.odds import log_odds_of, probability_of
from bot.recognition.words import WordHeads
from bot.retrieval.embedder import Embedder

Floats = NDArray[np.float32]
_MENTIONS = "mentions"


class UntrainedEstimatorError(Exception):
    """There is no trained estimator in a folder; the message says why."""


@dataclass(frozen=True)
class EstimatorSettings:
    """`strength` is the heads' inverse penalty; `neighbours` vote with `nearness`; `neighbour_share` is their weight
    against the heads, 0 to 1. `word_strength` is the inverse penalty of the heads over words, `word_share` their weight
    against the two others, in log-odds. `neglect_strength` is the inverse penalty of the head for severe neglect."""

    strength: float = 8.0
    neighbours: int = 12
    nearness: float = 0.05
    neighbour_share: float = 0.5
    word_strength: float = 30.0
    word_share: float = 0.45
    neglect_strength: float = 4.0


class Estimator:
    """Probabilities for every label, from texts and their vectors."""

    def __init__(
        self,
        heads: LabelHeads,
        neighbours: Neighbours,
        words: WordHeads,
        settings: EstimatorSettings,
        mentions: LabelHeads | None = None,
        severe: LabelHeads | None = None,
    ) -> None:
        self.labels = heads.labels
        self._heads = heads
        self._neighbours = neighbours
        self._words = words
        self._settings = settings
        self._mentions = mentions
        self._severe = severe

    @classmethod
    def train(
        cls,
        passages: Sequence[Passage],
        labels: Sequence[str],
        embedder: Embedder,
        settings: EstimatorSettings,
        mentions: Sequence[Passage] = (),
        severe: Sequence[Passage] = (),
    ) -> Estimator:
        """Learn from passages; `mentions` teach which labels words speak of, in whatever sense, and `severe` which
        messages tell of severe neglect.

        Raises:
            HeadsError: A label has no example, or no counter-example.
        """
        texts = [passage.text for passage in passages]
        vectors = embedder.encode(texts)
        held = [passage.labels for passage in passages]
        weights = [passage.weight for passage in passages]
        return cls(
            LabelHeads.train(vectors, held, labels, weights=weights, strength=settings.strength),
            Neighbours.of(vectors, held, labels, count=settings.neighbours, nearness=settings.nearness),
            WordHeads.train(texts, held, labels, weights=weights, strength=settings.word_strength),
            settings,
            _mention_heads(mentions, embedder, settings.strength),
            _severe_head(severe, embedder, settings.neglect_strength),
        )

    def mentions(self, vectors: Floats) -> Floats:
        """Return for every row how likely it speaks of each label, stated or not; shape (n, labels).

        Zero for labels that no mention was learnt of.
        """
        found = np.zeros((len(vectors), len(self.labels)), dtype=np.float32)
        if self._mentions is not None and len(vectors):
            columns = [self.labels.index(label) for label in self._mentions.labels]
            found[:, columns] = self._mentions.probabilities(vectors)
        return found

    def severe_neglect(self, vector: Floats) -> float:
        """Return how likely a message tells of severe neglect, by its vector of shape (d,); 0 if none was learnt."""
        return float(self._severe.probabilities(vector[None, :])[0, 0]) if self._severe is not None else 0.0

    def probabilities(self, texts: Sequence[str], vectors: Floats) -> Floats:
        """Return the probability of every label for every text, whose vectors are the rows of `vectors`; shape
        (n, labels)."""
        nearer = self._settings.neighbour_share
        meaning = (1 - nearer) * self._heads.probabilities(vectors) + nearer * self._neighbours.probabilities(vectors)
        share = self._settings.word_share
        mixed = (1 - share) * log_odds_of(meaning) + share * log_odds_of(self._words.probabilities(texts))
        return probability_of(mixed)

    def save(self, folder: Path) -> None:
        """Write everything into a folder."""
        self._heads.save(folder)
        self._neighbours.save(folder)
        self._words.save(folder)
        for name, heads in ((_MENTIONS, self._mentions), (SEVERE_NEGLECT, self._severe)):
            if heads is not None:
                (folder / name).mkdir(exist_ok=True)
                heads.save(folder / name)

    @classmethod
    def load(cls, folder: Path, settings: EstimatorSettings) -> Estimator:
        """Read an estimator that was saved.

        Raises:
            UntrainedEstimatorError: The folder does not hold one whole.
        """
        try:
            heads = LabelHeads.load(folder)
            neighbours = Neighbours.load(folder, count=settings.neighbours, nearness=settings.nearness)
            words = WordHeads.load(folder)
            mentions, severe = (
                LabelHeads.load(folder / name) if (folder / name).exists() else None
                for name in (_MENTIONS, SEVERE_NEGLECT)
            )
        except (HeadsError, NeighboursError) as error:
            raise UntrainedEstimatorError(str(error)) from error
        return cls(heads, neighbours, words, settings, mentions, severe)


def _mention_heads(mentions: Sequence[Passage], embedder: Embedder, strength: float) -> LabelHeads | None:
    spoken_of = sorted({label for passage in mentions for label in passage.labels})
    if len(spoken_of) < 2:  # noqa: PLR2004 - a head needs words that speak of something else
        return None
    vectors = embedder.encode([passage.text for passage in mentions])
    return LabelHeads.train(vectors, [passage.labels for passage in mentions], spoken_of, strength=strength)


def _severe_head(severe: Sequence[Passage], embedder: Embedder, strength: float) -> LabelHeads | None:
    held = [passage.labels for passage in severe]
    if not any(held) or all(held):  # a small project's data may hold no such message
        return None
    vectors = embedder.encode([passage.text for passage in severe])
    return LabelHeads.train(vectors, held, [SEVERE_NEGLECT], strength=strength)


@dataclass(frozen=True)
class Calibration:
    """Turns an estimate into a probability: logistic in its log-odds, fitted on voices that were left out."""

    slope: float = 1.0
    intercept: float = 0.0

    def __call__(self, estimate: Floats) -> Floats:
        return probability_of(self.slope * log_odds_of(estimate) + self.intercept)

    @classmethod
    def fit(cls, estimates: Floats, held: NDArray[np.bool_]) -> Calibration:
        """Fit on estimates and truth of the same shape, from messages that the estimator has not seen."""
        from sklearn.linear_model import LogisticRegression

        model = LogisticRegression(C=1e6).fit(log_odds_of(estimates.reshape(-1, 1)), held.reshape(-1))
        return cls(float(model.coef_[0, 0]), float(model.intercept_[0]))

    @classmethod
    def read(cls, path: Path) -> Calibration:
        """Return the calibration of a file; without a file, none is done."""
        if not path.exists():
            return cls()
        record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return cls(float(record["slope"]), float(record["intercept"]))
