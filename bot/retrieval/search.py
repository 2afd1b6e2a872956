"""Search by meaning and by words, fused. Why so: docs/decisions/0006-search.md."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.retrieval.embedder import Embedder, Vectors
from bot.retrieval.lexical import LexicalIndex
from bot.retrieval.passage import Hit, Passage
from bot.retrieval.rows import Rows


@dataclass(frozen=True)
class Fusion:
    """How the two searches are put together. `dense_share` is the weight of meaning against words, 0 to 1; each search
    contributes its best `pool` passages. `views` is how many of a passage's nearest views count."""

    dense_share: float = 0.5
    pool: int = 100
    views: int = 3


class _Labels:
    """One label for each passage, held as numbers, so that filtering a million takes no loop."""

    def __init__(self, labels: Sequence[str]) -> None:
        places = {label: place for place, label in enumerate(dict.fromkeys(labels))}
        self._names = list(places)
        self._places = np.array([places[label] for label in labels], dtype=np.int32)

    def among(self, wanted: Collection[str]) -> np.ndarray:
        """Return for each passage whether its label is wanted."""
        return np.array([name in wanted for name in self._names], dtype=bool)[self._places]


class PassageSearch:
    """Finds passages by the meaning and the words of a query."""

    def __init__(
        self,
        passages: Sequence[Passage],
        embedder: Embedder,
        fusion: Fusion | None = None,
        *,
        vectors: Vectors | None = None,
        shared: Any = None,
        numbers: np.ndarray | None = None,
    ) -> None:
        """`vectors` are those of all views in order, where they were embedded before; `shared` and `numbers` an index
        which holds them, and under which numbers (see `Rows`)."""
        self._passages = tuple(passages)
        self._embedder = embedder
        self._fusion = fusion or Fusion()
        if vectors is None:
            vectors = embedder.encode([view for passage in self._passages for view in passage.views])
        self._rows = Rows(vectors, shared=shared, numbers=numbers)
        counts = np.array([len(passage.views) for passage in self._passages], dtype=np.int64)
        self._ends = np.cumsum(counts)
        self._starts = self._ends - counts
        self._owner = np.repeat(np.arange(len(counts)), counts)
        self._authorities = _Labels([passage.authority for passage in self._passages])
        self._kinds = _Labels([passage.kind for passage in self._passages])
        self._lexical = LexicalIndex([passage.lexical for passage in self._passages])

    def search(
        self,
        query: str,
        *,
        top_k: int = 5,
        authorities: Collection[str] | None = None,
        kinds: Collection[str] | None = None,
    ) -> list[Hit]:
        """Return the best passages, best first; fewer than `top_k` where fewer are allowed by the filters."""
        if not self._passages or not query.strip():
            return []
        allowed = self._allowed(authorities, kinds)
        vector = self._embedder.encode([query])
        overlap = self._lexical.scores(query)
        candidates = self._candidates(vector, overlap, allowed, max(top_k, self._fusion.pool))
        if not candidates.size:
            return []
        similarity, agreement = self._similarities(vector, candidates)
        shared = overlap[candidates]
        share = self._fusion.dense_share
        fused = share * _scaled(agreement) + (1 - share) * _scaled(shared)
        best = np.lexsort((candidates, -fused))[:top_k]
        return [
            Hit(self._passages[candidates[n]].id, float(fused[n]), float(similarity[n]), float(shared[n])) for n in best
        ]

    def _candidates(self, vector: Vectors, overlap: np.ndarray, allowed: np.ndarray | None, size: int) -> np.ndarray:
        """Return the numbers of the nearest passages and of those that share most words, each `size` at most."""
        among = None if allowed is None else np.flatnonzero(allowed[self._owner])
        # A passage with many near views must not fill the pool alone.
        reach = size * max(1, len(self._owner) // len(self._passages))
        _, near = self._rows.nearest(vector, top_k=reach, among=among)
        _, first = np.unique(self._owner[near], return_index=True)
        nearest = self._owner[near][np.sort(first)][:size]
        matching = np.flatnonzero(overlap > 0 if allowed is None else (overlap > 0) & allowed)
        if len(matching) > size:
            # The last place is given to the first of equals, so that the same question has the same answer.
            matching = matching[np.argsort(-overlap[matching], kind="stable")[:size]]
        return np.union1d(nearest, matching)

    def _similarities(self, vector: Vectors, candidates: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return for each passage the cosine of its nearest view, and the mean of its nearest few.

        The mean orders passages: one view that happens to be near says less than several.
        """
        views = [np.arange(self._starts[number], self._ends[number]) for number in candidates]
        cosines = self._rows.similarities(vector, np.concatenate(views))
        parts = np.split(cosines, np.cumsum([len(part) for part in views])[:-1])
        few = [np.sort(part)[::-1][: self._fusion.views] for part in parts]
        return np.array([part[0] for part in few]), np.array([part.mean() for part in few], dtype=np.float32)

    def _allowed(self, authorities: Collection[str] | None, kinds: Collection[str] | None) -> np.ndarray | None:
        """Return which passages the filters allow; None where they allow all."""
        allowed = np.ones(len(self._passages), dtype=bool)
        if authorities is not None:
            allowed &= self._authorities.among(authorities)
        if kinds is not None:
            allowed &= self._kinds.among(kinds)
        return None if allowed.all() else allowed


def _scaled(values: np.ndarray) -> np.ndarray:
    """Spread values over 0 to 1, so that the two searches speak in one measure; equal values all become 0."""
    low, high = float(values.min()), float(values.max())
    if high - low < 1e-9:
        return np.zeros_like(values)
    return (values - low) / (high - low)
