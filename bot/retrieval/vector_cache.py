"""Vectors kept on disk, so that a text is embedded once: this makes retraining after a small edit quick."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from bot.retrieval.embedder import Embedder, Vectors


class CachedEmbedder:
    """An embedder that remembers, in a folder or, where there is none, for as long as the program runs.

    A cache that cannot be read counts as empty; not being able to write is no loss.
    """

    def __init__(self, embedder: Embedder, folder: Path | None) -> None:
        self._embedder = embedder
        name = hashlib.sha256(embedder.fingerprint.encode()).hexdigest()[:16]
        self._path = folder and folder / f"vectors-{name}.npz"
        self._held = self._read()

    @property
    def dimension(self) -> int:
        return self._embedder.dimension

    @property
    def fingerprint(self) -> str:
        return self._embedder.fingerprint

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row of unit length for each text, shape (n, dimension), float32."""
        keys = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
        new = {key: text for key, text in zip(keys, texts) if key not in self._held}
        if new:
            for key, vector in zip(new, self._embedder.encode(list(new.values()))):
                self._held[key] = vector
            self._write()
        if not keys:
            return self._embedder.encode([])
        return np.vstack([self._held[key] for key in keys]).astype(np.float32)

    def _read(self) -> dict[str, Vectors]:
        return {} if self._path is None else self.kept_in(self._path)

    @staticmethod
    def kept_in(path: Path) -> dict[str, Vectors]:
        """Return the vectors in a file, by the SHA-256 of their texts; none where it cannot be read."""
        try:
            with np.load(path, allow_pickle=False) as arrays:
                return dict(zip(arrays["keys"].tolist(), arrays["vectors"]))
        except (OSError, EOFError, ValueError, KeyError, BadZipFile):
            return {}

    def _write(self) -> None:
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            part = self._path.with_suffix(f".{os.getpid()}.part.npz")
            np.savez(part, keys=np.array(list(self._held)), vectors=np.vstack(list(self._held.values())))
            os.replace(part, self._path)
        except OSError:
            return
