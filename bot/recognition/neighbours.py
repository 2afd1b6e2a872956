"""What the nearest training examples say: a second opinion beside the heads."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class NeighboursError(Exception):
    """The examples cannot be loaded; the message says why."""


class Neighbours:
    """Training vectors, shape (n, d), rows of unit length, with the labels of each, shape (n, labels)."""

    def __init__(self, vectors: Floats, held: NDArray[np.bool_], *, count: int = 12, nearness: float = 0.05) -> None:
        """`count` neighbours vote; one that is `nearness` less alike than the nearest counts a third (1/e)."""
        if len(vectors) != len(held):
            raise NeighboursError(f"{len(vectors)} vectors, but labels for {len(held)}")
        self._vectors = vectors
        self._held = held
        self._count = min(count, len(vectors))
        self._nearness = nearness
        # Exact search over half precision, as the examples are saved: reading them is what takes the time.
        halves = faiss.ScalarQuantizer.QT_fp16
        self._index = faiss.IndexScalarQuantizer(vectors.shape[1], halves, faiss.METRIC_INNER_PRODUCT)
        self._index.add(np.ascontiguousarray(vectors, dtype=np.float32))

    @classmethod
    def of(
        cls, vectors: Floats, held: Sequence[frozenset[str]], labels: Sequence[str], *, count: int, nearness: float
    ) -> Neighbours:
        """Return the neighbours for examples whose labels are given as sets."""
        matrix = np.array([[label in one for label in labels] for one in held], dtype=bool)
        return cls(vectors.astype(np.float32), matrix, count=count, nearness=nearness)

    def probabilities(self, vectors: Floats) -> Floats:
        """Return for every row and label the share of its neighbours' votes, shape (n, labels)."""
        alike, rows = self._index.search(np.ascontiguousarray(vectors, dtype=np.float32), self._count)
        votes = np.exp((alike - alike[:, :1]) / self._nearness)
        votes /= votes.sum(axis=1, keepdims=True)
        return np.einsum("nk,nkl->nl", votes, self._held[rows].astype(np.float32)).astype(np.float32)

    def save(self, folder: Path) -> None:
        """Write the examples into a folder, in half precision."""
        np.savez_compressed(folder / "neighbours.npz", vectors=self._vectors.astype(np.float16), held=self._held)

    @classmethod
    def load(cls, folder: Path, *, count: int, nearness: float) -> Neighbours:
        """Read examples that were saved.

        Raises:
            NeighboursError: The folder does not hold them whole.
        """
        try:
            with np.load(folder / "neighbours.npz", allow_pickle=False) as arrays:
                vectors = arrays["vectors"].astype(np.float32)
                return cls(vectors, arrays["held"], count=count, nearness=nearness)
        except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
            raise NeighboursError(f"{folder}: no examples to compare with ({error}); train the model again") from error
