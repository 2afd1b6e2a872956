"""The vectors that one search looks at: all of an index, or a part of it."""

from __future__ import annotations

from typing import Any

import numpy as np

from bot.retrieval import dense
from bot.retrieval.dense import build_dense, is_exact, search_dense
from bot.retrieval.embedder import Vectors


class Rows:
    """Rows of unit length, searched exactly where they are few and by a shared index where they are many."""

    def __init__(self, vectors: Vectors, *, shared: Any = None, numbers: np.ndarray | None = None) -> None:
        """`shared` is an index that was built before, and `numbers` the rising numbers that these rows have in it."""
        self._vectors = vectors
        self._numbers: np.ndarray | None = None
        if shared is None or len(vectors) <= dense.EXACT_UP_TO:
            # A part that is small is searched exactly, however large the whole is.
            self._index = build_dense(vectors)
        else:
            self._index = shared
            if numbers is not None and len(numbers) < shared.ntotal:
                self._numbers = numbers

    def nearest(self, query: Vectors, *, top_k: int, among: np.ndarray | None = None) -> tuple[Vectors, np.ndarray]:
        """Return the similarities and the numbers of the nearest rows to one query of shape (1, d), nearest first.

        `among` holds the numbers of the rows that are allowed, all where it is None. There may be fewer than `top_k`.
        """
        if among is not None and not is_exact(self._index) and len(among) <= dense.EXACT_UP_TO:
            return self._compared(query, top_k, among)
        allowed = among
        if self._numbers is not None:
            allowed = self._numbers if among is None else self._numbers[among]
        similarities, rows = search_dense(self._index, query, top_k=top_k, among=allowed)
        found = rows[0] >= 0
        numbers = rows[0][found]
        if self._numbers is not None:
            numbers = np.searchsorted(self._numbers, numbers)
        return similarities[0][found], numbers

    def similarities(self, query: Vectors, numbers: np.ndarray) -> Vectors:
        """Return the cosine of each of these rows with one query of shape (1, d)."""
        return np.asarray(self._vectors[numbers] @ query[0], dtype=np.float32)

    def _compared(self, query: Vectors, top_k: int, among: np.ndarray) -> tuple[Vectors, np.ndarray]:
        near = self.similarities(query, among)
        best = np.argsort(-near, kind="stable")[:top_k]
        return near[best], among[best]
