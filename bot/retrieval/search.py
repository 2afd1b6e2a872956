"""Search by meaning and by words, fused."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from bot.retrieval.dense import build_dense, search_dense
from bot.retrieval.embedder import Embedder, Vectors
from bot.retrieval.lexical import LexicalIndex
from bot.retrieval.passage import Hit, Passage


@dataclass(frozen=True)
class Fusion:
    """How the two searches are put together. `dense_share` is the weight of meaning against words, 0 to 1; each search
    contributes its best `pool` passages. `views` is how many of a passage's nearest views count."""

    dense_share: float = 0.55
    pool: int = 100
    views: int = 3


class PassageSearch:
    """Finds passages by the meaning and the words of a query."""

    def __init__(
        self,
        passages: Sequence[Passage],
        embedder: Embedder,
        fusion: Fusion | None = None,
        *,
        vectors: Vectors | None = None,
    ) -> None:
        """`vectors` are those of all views in order, where they were embedded before."""
        self._passages = tuple(passages)
        self._embedder = embedder
        self._fusion = fusion or Fusion()
        views = [(number, view) for number, passage in enumerate(self._passages) for view in passage.views]
        self._owner = np.array([number for number, _ in views], dtype=np.int64)
        self._view_counts = np.array([len(passage.views) for passage in self._passages], dtype=np.int64)
        self._dense = build_dense(embedder.encode([view for _, view in views]) if vectors is None else vectors)
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
        similarity, agreement = self._similarities(query, allowed)
        overlap = np.where(allowed, self._lexical.scores(query), np.float32(0.0))
        candidates = self._pool(similarity, overlap)
        if not candidates.size:
            return []
        fused = self._fuse(agreement[candidates], overlap[candidates])
        best = candidates[np.lexsort((candidates, -fused))][:top_k]
        by_number = dict(zip(candidates.tolist(), fused.tolist()))
        return [Hit(self._passages[n].id, by_number[n], float(similarity[n]), float(overlap[n])) for n in best.tolist()]

    def _similarities(self, query: str, allowed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return for each passage the cosine of its nearest view, and the mean of its nearest few.

        The mean orders passages: one view that happens to be near says less than several. Both are -1 for a passage
        that is not among the nearest allowed.
        """
        reach = self._fusion.pool * max(1, len(self._owner) // len(self._passages))
        among = None if allowed.all() else np.flatnonzero(allowed[self._owner])
        scores, rows = search_dense(self._dense, self._embedder.encode([query]), top_k=reach, among=among)
        found = rows[0] >= 0
        owners, near = self._owner[rows[0][found]], scores[0][found]
        similarity = np.full(len(self._passages), -1.0, dtype=np.float32)
        np.maximum.at(similarity, owners, near)
        order = np.argsort(owners, kind="stable")
        _, first, counts = np.unique(owners[order], return_index=True, return_counts=True)
        place = np.empty(len(owners), dtype=np.int64)
        place[order] = np.arange(len(owners)) - np.repeat(first, counts)
        few = place < self._fusion.views
        total = np.bincount(owners[few], weights=near[few], minlength=len(self._passages))
        seen = np.bincount(owners[few], minlength=len(self._passages))
        # A view out of reach is at most as near as the farthest within reach.
        wanted = np.minimum(self._view_counts, self._fusion.views)
        farthest = float(near.min()) if len(near) else -1.0
        mean = (total + (wanted - seen) * farthest) / wanted
        return similarity, np.where(similarity > -1.0, mean, -1.0).astype(np.float32)

    def _pool(self, similarity: np.ndarray, overlap: np.ndarray) -> np.ndarray:
        size = self._fusion.pool
        near = np.argsort(-similarity, kind="stable")[:size]
        alike = np.argsort(-overlap, kind="stable")[:size]
        alike = alike[overlap[alike] > 0]
        return np.union1d(near[similarity[near] > -1.0], alike)

    def _fuse(self, similarity: np.ndarray, overlap: np.ndarray) -> np.ndarray:
        share = self._fusion.dense_share
        floor = similarity[similarity > -1.0].min(initial=0.0)
        known = np.where(similarity > -1.0, similarity, floor)
        return share * _scaled(known) + (1 - share) * _scaled(overlap)

    def _allowed(self, authorities: Collection[str] | None, kinds: Collection[str] | None) -> np.ndarray:
        return np.array(
            [
                (authorities is None or passage.authority in authorities) and (kinds is None or passage.kind in kinds)
                for passage in self._passages
            ],
            dtype=bool,
        )


def _scaled(values: np.ndarray) -> np.ndarray:
    """Spread values over 0 to 1, so that the two searches speak in one measure; equal values all become 0."""
    low, high = float(values.min()), float(values.max())
    if high - low < 1e-9:
        return np.zeros_like(values)
    return (values - low) / (high - low)
