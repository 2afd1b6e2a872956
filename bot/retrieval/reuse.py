"""Embeds only what was not embedded before, and says how far it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from bot.retrieval.embedder import Embedder, Vectors
from bot.retrieval.errors import RetrievalError
from bot.retrieval.store import IndexStore

Progress = Callable[[int, int], None]
_AT_ONCE = 64


class ReusingEmbedder:
    """An embedder that takes the vectors of the index in service where it holds the same text.

    `progress` is told after each batch how many texts have a vector and how many there are.
    """

    def __init__(self, embedder: Embedder, store: IndexStore, progress: Progress | None = None) -> None:
        self._embedder = embedder
        self._progress = progress or (lambda done, total: None)
        self._known = _vectors_in_service(store, embedder)

    @property
    def dimension(self) -> int:
        return self._embedder.dimension

    @property
    def fingerprint(self) -> str:
        return self._embedder.fingerprint

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row of unit length for each text, shape (n, dimension), float32."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        missing = []
        for row, text in enumerate(texts):
            if text in self._known:
                vectors[row] = self._known[text]
            else:
                missing.append(row)
        self._progress(len(texts) - len(missing), len(texts))
        for start in range(0, len(missing), _AT_ONCE):
            rows = missing[start : start + _AT_ONCE]
            vectors[rows] = self._embedder.encode([texts[row] for row in rows])
            self._progress(len(texts) - len(missing) + start + len(rows), len(texts))
        return vectors


def _vectors_in_service(store: IndexStore, embedder: Embedder) -> dict[str, Vectors]:
    try:
        stored = store.read(embedder)
    except RetrievalError:
        # None yet, damaged, or of another encoder: everything is embedded.
        return {}
    views = [view for passage in stored.passages for view in passage.views]
    return dict(zip(views, stored.vectors))
