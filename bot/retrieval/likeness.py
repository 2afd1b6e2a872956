"""A measure of nearness learnt from the ways in which passages are asked for.

What the views of one passage differ in (length, manner, spelling) says nothing about which passage is meant; what sets
passages apart does. Linear discriminant analysis finds that out from the views themselves, in closed form.
"""

from __future__ import annotations

import numpy as np

from bot.retrieval.embedder import Vectors

# Fewer views say too little about what does not matter; with more passages than this the gain was not measured.
LEAST_VIEWS = 4
MOST_PASSAGES = 20_000
# How far the spread that was seen is drawn towards a spread that is the same in all directions.
_SHRINKAGE = 0.3


class Likeness:
    """How like a query is to the middle of each passage's views."""

    def __init__(self, vectors: Vectors, owner: np.ndarray, passages: int) -> None:
        """`vectors` has one row of unit length for each view, `owner` the number of the passage of each."""
        counts = np.bincount(owner, minlength=passages)[:, None]
        middles = np.zeros((passages, vectors.shape[1]))
        np.add.at(middles, owner, vectors)
        middles /= counts
        within = vectors - middles[owner]
        spread = within.T @ within / len(vectors)
        dimension = vectors.shape[1]
        even = np.trace(spread) / dimension * np.eye(dimension)
        values, directions = np.linalg.eigh((1 - _SHRINKAGE) * spread + _SHRINKAGE * even)
        self._centre = vectors.mean(axis=0)
        self._map = (directions / np.sqrt(np.maximum(values, 1e-12))) @ directions.T
        self._middles = _unit((middles - self._centre) @ self._map).astype(np.float32)

    def to(self, query: Vectors, passages: np.ndarray) -> Vectors:
        """Return the likeness of these passages to one query of shape (1, d), -1 to 1."""
        seen = _unit((query - self._centre) @ self._map).astype(np.float32)
        return np.asarray(self._middles[passages] @ seen[0], dtype=np.float32)


def learnt_from(vectors: Vectors, owner: np.ndarray, passages: int) -> Likeness | None:
    """Return the measure where there is enough to learn it from, or None."""
    if not 2 <= passages <= MOST_PASSAGES or len(vectors) < LEAST_VIEWS * passages:
        return None
    return Likeness(vectors, owner, passages)


def _unit(rows: np.ndarray) -> np.ndarray:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9))
