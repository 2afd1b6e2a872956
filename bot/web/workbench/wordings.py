"""Every taught example with its vector, kept in memory: for near-duplicates, conflicts, and what is far from all."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock

import numpy as np
from django.conf import settings

from bot.retrieval.embedder import Vectors
from bot.retrieval.vector_cache import CachedEmbedder
from bot.teaching.similar import Wordings
from bot.teaching.taught import Taught
from bot.web.workbench.live_model import LiveModel, ModelAwayError, live_model

# More new examples than this at once means that the vectors of the training are not at hand.
_MOST_NEW = 2000
_WIDTH = 384


class RemoteEncoder:
    """The live model's encoder as an embedder. It remembers what it has encoded, and begins with what the training
    has left in its folder of vectors."""

    def __init__(self, model: LiveModel, vectors: Path) -> None:
        self._model = model
        self._folder = vectors
        self._held: dict[str, Vectors] = {}
        self._name = ""
        self._lock = Lock()

    @property
    def dimension(self) -> int:
        return _WIDTH

    @property
    def fingerprint(self) -> str:
        """The name of the encoder, empty before the first text."""
        return self._name

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row of unit length for each text.

        Raises:
            ModelAwayError: The live model cannot be asked, or far too much is new.
        """
        if not texts:
            return np.zeros((0, _WIDTH), dtype=np.float32)
        keys = [_key(text) for text in texts]
        with self._lock:
            if not self._name:
                self._begin(texts[0])
            new = {key: text for key, text in zip(keys, texts) if key not in self._held}
            if len(new) > _MOST_NEW:
                raise ModelAwayError("the vectors of the training are not at hand; they are there after the next one")
            if new:
                name, rows = self._model.encoded(list(new.values()))
                if name != self._name:
                    # Another encoder is live now: what was remembered does not compare with it.
                    self._held, self._name = {}, ""
                    raise ModelAwayError("the encoder has just changed; try again")
                self._held.update(zip(new, rows))
            return np.vstack([self._held[key] for key in keys])

    def _begin(self, text: str) -> None:
        name, rows = self._model.encoded([text])
        file = self._folder / f"vectors-{hashlib.sha256(name.encode()).hexdigest()[:16]}.npz"
        self._held = {**CachedEmbedder.kept_in(file), _key(text): rows[0]}
        self._name = name


class Known:
    """The wordings of the present files, made once for each state of them."""

    def __init__(self, encoder: RemoteEncoder) -> None:
        self._encoder = encoder
        self._lock = Lock()
        self._state = ""
        self._wordings: Wordings | None = None

    def wordings(self, examples: Sequence[Taught]) -> Wordings:
        """Return the wordings of these examples.

        Raises:
            ModelAwayError: They cannot be encoded just now.
        """
        state = _state(examples)
        with self._lock:
            if self._wordings is None or state != self._state:
                self._wordings = Wordings(examples, self._encoder)
                self._state = state
            return self._wordings


def _state(examples: Sequence[Taught]) -> str:
    digest = hashlib.sha256()
    for example in examples:
        digest.update(f"{example.intent}\n{example.raw}\n".encode())
    return digest.hexdigest()


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@lru_cache(maxsize=1)
def encoder() -> RemoteEncoder:
    """Return this process's encoder."""
    return RemoteEncoder(live_model(), Path(settings.VECTORS_DIR))


@lru_cache(maxsize=1)
def known() -> Known:
    """Return this process's wordings."""
    return Known(encoder())
