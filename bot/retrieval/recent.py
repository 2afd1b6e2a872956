"""The last texts kept as they were read, so that a message is read once however many components look at it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from hashlib import blake2b

import numpy as np

from bot.retrieval.embedder import Reader, Vectors
from bot.retrieval.read_text import ReadText

_DIGEST_BYTES = 16


class RecentReader:
    """A reader that remembers the vectors of the last `keep` single texts it read, but not the texts themselves.

    With `parts` it remembers those too that it was asked for several at once, which are the parts of something: for
    whoever has the same messages read by several models.
    """

    def __init__(self, reader: Reader, *, keep: int = 16, parts: bool = False) -> None:
        self._reader = reader
        self._keep = keep
        self._parts = parts
        self._held: OrderedDict[bytes, ReadText] = OrderedDict()

    @property
    def dimension(self) -> int:
        return self._reader.dimension

    @property
    def fingerprint(self) -> str:
        return self._reader.fingerprint

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row of unit length for each text, shape (n, dimension), float32."""
        if len(texts) == 1 or (self._parts and texts):
            return np.vstack([one.vector for one in self.read(texts)])
        known = {row: self._held[key] for row, key in enumerate(map(_key, texts)) if key in self._held}
        missing = [row for row in range(len(texts)) if row not in known]
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, read in known.items():
            vectors[row] = read.vector
        if missing:
            vectors[missing] = self._reader.encode([texts[row] for row in missing])
        return vectors

    def read(self, texts: Sequence[str]) -> list[ReadText]:
        """Return each text with the vectors of its word pieces."""
        keys = [_key(text) for text in texts]
        found = {key: self._held[key] for key in keys if key in self._held}
        new = {key: text for key, text in zip(keys, texts) if key not in found}
        if new:
            found.update(zip(new, self._reader.read(list(new.values()))))
        for key in keys:
            self._held[key] = found[key]
            self._held.move_to_end(key)
        while len(self._held) > self._keep:
            self._held.popitem(last=False)
        return [found[key] for key in keys]


def _key(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=_DIGEST_BYTES).digest()
