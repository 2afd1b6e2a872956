"""Search by meaning and by words, fused. Why so: docs/decisions/0007-search.md."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.retrieval.embedder import Embedder, Vectors
from bot.retrieval.lexical import LexicalIndex
from bot.retrieval.likeness import learnt_from
from bot.retrieval.passage import Hit, Passage
from bot.retrieval.rows import Rows

# From this similarity on two questions say nearly the same.
NEARLY_THE_SAME = 0.8


@dataclass(frozen=True)
class Fusion:
    """How the searches are put together. `dense_share` is the weight of meaning against words, 0 to 1; of meaning,
    `likeness_share` goes to the learnt measure where there is one. `own_share` is added for the words of a passage's
    own text, apart from those of the questions it answers. `sameness` is added for what a passage's nearest view
    is nearer than `NEARLY_THE_SAME`, for a question that is listed nearly so. Each search contributes its best `pool`
    passages; `views` is how many of a passage's nearest views count. `k1` and `b` are those of BM25."""

    dense_share: float = 0.5
    likeness_share: float = 0.0
    own_share: float = 0.0
    sameness: float = 0.0
    pool: int = 100
    views: int = 3
    k1: float = 1.5
    b: float = 0.75


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
        rewrite: Callable[[str], str] | None = None,
    ) -> None:
        """`vectors` are those of all views in order, where they were embedded before; `shared` and `numbers` an index
        which holds them, and under which numbers (see `Rows`). `rewrite` goes before the search by words."""
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
        fusion = self._fusion
        self._likeness = learnt_from(vectors, self._owner, len(counts)) if fusion.likeness_share else None
        self._lexical, self._own = (
            LexicalIndex(texts, rewrite=rewrite, k1=fusion.k1, b=fusion.b)
            for texts in (
                [passage.lexical for passage in self._passages],
                [passage.own for passage in self._passages] if fusion.own_share else [],
            )
        )

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
        fused = self._fused(vector, candidates, agreement, shared)
        fused = fused + self._fusion.sameness * np.maximum(0.0, similarity - NEARLY_THE_SAME)
        if self._fusion.own_share:
            fused = fused + self._fusion.own_share * _scaled(self._own.scores(query)[candidates])
        best = np.lexsort((candidates, -fused))[:top_k]
        return [
            Hit(self._passages[candidates[n]].id, float(fused[n]), float(similarity[n]), float(shared[n])) for n in best
        ]

    def _fused(self, vector: Vectors, candidates: np.ndarray, agreement: Vectors, shared: np.ndarray) -> np.ndarray:
        share, learnt = self._fusion.dense_share, self._fusion.likeness_share
        if self._likeness is None:
            return share * _scaled(agreement) + (1 - share) * _scaled(shared)
        likeness = _scaled(self._likeness.to(vector, candidates))
        meaning = (1 - learnt) * _scaled(agreement) + learnt * likeness
        return share * meaning + (1 - share) * _scaled(shared)

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
        counts = self._ends[candidates] - self._starts[candidates]
        first = np.cumsum(counts) - counts
        place = np.arange(counts.sum()) - np.repeat(first, counts)
        cosines = self._rows.similarities(vector, np.repeat(self._starts[candidates], counts) + place)
        owner = np.repeat(np.arange(len(candidates)), counts)
        # The views of a passage stay together, the nearest first.
        cosines = cosines[np.lexsort((-cosines, owner))]
        few = place < self._fusion.views
        total = np.bincount(owner[few], weights=cosines[few])
        return cosines[first], (total / np.minimum(counts, self._fusion.views)).astype(np.float32)

    def _allowed(self, authorities: Collection[str] | None, kinds: Collection[str] | None) -> np.ndarray | None:
        """Return which passages the filters allow; None where they allow all."""
        allowed = np.ones(len(self._passages), dtype=bool)
        if authorities is not None:
            allowed &= self._authorities.among(authorities)
        if kinds is not None:
            allowed &= self._kinds.among(kinds)
        return None if allowed.all() else allowed


def _scaled(values: np.ndarray) -> np.ndarray:
    """Set values to mean 0 and spread 1, so that the searches speak in one measure; equal values all become 0."""
    spread = float(values.std())
    if spread < 1e-9:
        return np.zeros_like(values)
    return np.asarray((values - values.mean()) / spread)
