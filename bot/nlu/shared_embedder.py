"""One encoder for all components of the process: loading it twice would cost memory and start-up time."""

import os
from functools import lru_cache
from pathlib import Path
from typing import Optional

from bot.retrieval.embedder import MiniLmEmbedder
from bot.retrieval.recent import RecentReader
from bot.retrieval.vector_cache import CachedEmbedder

ROOT = Path(__file__).resolve().parents[2]
_remembering = False
# More messages than any program reads in one go.
_MANY = 20_000


@lru_cache(maxsize=4)
def training_embedder(adapter: Optional[str] = None) -> CachedEmbedder:
    """Return the same encoder for training: it remembers every text that it has embedded, over trainings."""
    return CachedEmbedder(embedder(adapter), Path(os.environ.get("SIGNPOST_VECTORS", ROOT / "var" / "vectors")))


@lru_cache(maxsize=4)
def embedder(adapter: Optional[str] = None) -> RecentReader:
    """Return the encoder, with the adapter of that folder (relative to the project) merged in where one is named."""
    plain = MiniLmEmbedder(ROOT / adapter if adapter else None)
    # Two components look at every message: the second finds it read.
    return RecentReader(plain, keep=_MANY, parts=True) if _remembering else RecentReader(plain)


def remember_from_now_on() -> None:
    """Make every encoder from now on remember every message: for programs that read many and end."""
    global _remembering
    _remembering = True
