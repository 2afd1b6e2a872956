"""An index on disk that is swapped whole: a crash at any moment leaves the old one in service.

<folder>/current            the name of the index in service
<folder>/<name>/passages.json, vectors.npy, about.json, and dense.faiss where there are too many for exact search
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.retrieval import dense
from bot.retrieval.embedder import Embedder, Vectors
from bot.retrieval.errors import IndexDamagedError, IndexMismatchError, IndexMissingError
from bot.retrieval.passage import Passage

_CURRENT = "current"
_DENSE = "dense.faiss"
_REMEDY = "run `signpost index build`"


@dataclass(frozen=True)
class StoredIndex:
    """Passages with the vectors of their views, in order; `dense` is an index of them all where they are many."""

    passages: tuple[Passage, ...]
    vectors: Vectors
    dense: Any = None


class IndexStore:
    """The index of one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, passages: Sequence[Passage], embedder: Embedder) -> None:
        """Embed the passages, write a new index beside the old one and put it into service at one stroke.

        Raises:
            OSError: It cannot be written; the old one stays in service and nothing of the new one is left.
            IndexUnmadeError: It cannot be made; likewise.
            EmbedderError: The encoder failed; likewise.
        """
        vectors = embedder.encode([view for passage in passages for view in passage.views])
        name = uuid.uuid4().hex
        target, pointer = self._folder / name, self._folder / f"{_CURRENT}.{name}"
        try:
            self._write_parts(target, passages, vectors, embedder.fingerprint)
            pointer.write_text(name, encoding="utf-8")
            # On disk before the pointer names them: a power cut must not leave a pointer to nothing.
            for path in (*target.iterdir(), target, pointer):
                _sync(path)
            os.replace(pointer, self._folder / _CURRENT)
        except Exception:
            # On a full disk what was begun would keep it full.
            shutil.rmtree(target, ignore_errors=True)
            pointer.unlink(missing_ok=True)
            raise
        _sync(self._folder)
        self._remove_others(name)

    def _write_parts(self, target: Path, passages: Sequence[Passage], vectors: Vectors, fingerprint: str) -> None:
        target.mkdir(parents=True)
        np.save(target / "vectors.npy", vectors)
        by_clusters = len(vectors) > dense.EXACT_UP_TO
        if by_clusters:
            # Built once and here: it takes a minute for a million, and exact search takes none.
            dense.write_dense(dense.build_dense(vectors), target / _DENSE)
        text = json.dumps([asdict(passage) for passage in passages])
        (target / "passages.json").write_text(text, encoding="utf-8")
        about = {
            "embedder": fingerprint,
            "content": content_hash(passages),
            "views": len(vectors),
            "dense": by_clusters,
        }
        (target / "about.json").write_text(json.dumps(about), encoding="utf-8")

    def read(self, embedder: Embedder) -> StoredIndex:
        """Return the index in service.

        Raises:
            IndexMissingError: None has been built.
            IndexDamagedError: Its files cannot be read or do not fit each other.
            IndexMismatchError: It was built with another embedder.
        """
        folder = self._in_service()
        try:
            about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
            records = json.loads((folder / "passages.json").read_text(encoding="utf-8"))
            by_clusters = bool("dense" in about and about["dense"])
            # Left on disk where they are many: only the rows that are looked at are read.
            vectors = np.load(folder / "vectors.npy", allow_pickle=False, mmap_mode="r" if by_clusters else None)
            passages = tuple(Passage(**{**record, "views": tuple(record["views"])}) for record in records)
            built_with = about["embedder"]
        except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
            raise IndexDamagedError(
                f"{folder}: the index cannot be read ({type(error).__name__}); {_REMEDY}"
            ) from error
        if built_with != embedder.fingerprint:
            raise IndexMismatchError(f"{folder}: built with another encoder; {_REMEDY}")
        expected = (sum(len(passage.views) for passage in passages), embedder.dimension)
        if vectors.shape != expected:
            raise IndexDamagedError(f"{folder}: vectors of shape {vectors.shape}, expected {expected}; {_REMEDY}")
        index = dense.read_dense(folder / _DENSE) if by_clusters else None
        if index is not None and index.ntotal != len(vectors):
            raise IndexDamagedError(f"{folder}: {_DENSE} holds {index.ntotal} rows, not {len(vectors)}; {_REMEDY}")
        return StoredIndex(passages, vectors, index)

    def name(self) -> str | None:
        """Return the name of the index in service, which every new one changes; None where there is none."""
        try:
            return self._in_service().name
        except IndexMissingError:
            return None

    def holds(self, passages: Sequence[Passage], embedder: Embedder) -> bool:
        """Return whether the index in service was built from these passages with this embedder."""
        try:
            about = json.loads((self._in_service() / "about.json").read_text(encoding="utf-8"))
        except (OSError, ValueError, IndexMissingError):
            return False
        return about.get("content") == content_hash(passages) and about.get("embedder") == embedder.fingerprint

    def tidy_up(self) -> None:
        """Delete what interrupted writes left beside the index in service."""
        name = self.name()
        if name is not None:
            self._remove_others(name)

    def _in_service(self) -> Path:
        try:
            name = (self._folder / _CURRENT).read_text(encoding="utf-8").strip()
        except OSError:
            raise IndexMissingError(f"{self._folder}: no index; {_REMEDY}") from None
        return self._folder / name

    def _remove_others(self, kept: str) -> None:
        for path in self._folder.iterdir():
            if path.is_dir() and path.name != kept:
                shutil.rmtree(path, ignore_errors=True)
            elif path.name.startswith(f"{_CURRENT}."):
                # The pointer of a write that was interrupted.
                path.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def content_hash(passages: Sequence[Passage]) -> str:
    """Return a hash over everything in the passages."""
    return hashlib.sha256(json.dumps([asdict(p) for p in passages], sort_keys=True).encode()).hexdigest()
