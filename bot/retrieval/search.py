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
    contributes its best `pool` passages."""

    dense_share: float = 0.6
    pool: int = 100


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
        similarity = self._similarities(query)
        overlap = self._lexical.scores(query)
        candidates = self._pool(similarity, overlap, allowed)
        if not candidates.size:
            return []
        fused = self._fuse(similarity[candidates], overlap[candidates])
        best = candidates[np.lexsort((candidates, -fused))][:top_k]
        by_number = dict(zip(candidates.tolist(), fused.tolist()))
        return [Hit(self._passages[n].id, by_number[n], float(similarity[n]), float(overlap[n])) for n in best.tolist()]

    def _similarities(self, query: str) -> np.ndarray:
        """Return for each passage the cosine of its nearest view, -1 where it is not among the nearest."""
        reach = self._fusion.pool * max(1, len(self._owner) // len(self._passages))
        scores, rows = search_dense(self._dense, self._embedder.encode([query]), top_k=reach)
        similarity = np.full(len(self._passages), -1.0, dtype=np.float32)
        found = rows[0] >= 0
        np.maximum.at(similarity, self._owner[rows[0][found]], scores[0][found])
        return similarity

    def _pool(self, similarity: np.ndarray, overlap: np.ndarray, allowed: np.ndarray) -> np.ndarray:
        size = self._fusion.pool
        near = np.argsort(-similarity, kind="stable")[:size]
        alike = np.argsort(-overlap, kind="stable")[:size]
        alike = alike[overlap[alike] > 0]
        pool = np.union1d(near[similarity[near] > -1.0], alike)
        return pool[allowed[pool]]

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
