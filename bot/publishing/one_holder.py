"""A lock that one process holds, and that goes with it, however it ends."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Whoever only looks whether a lock is held holds it for a moment, hence more than one try.
_TRIES = 5
_BETWEEN_TRIES_SECONDS = 0.05


@contextmanager
def hold(path: Path) -> Iterator[bool]:
    """Hold the lock of a file, and give whether that could be done; False where another process holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as lock:
        for _ in range(_TRIES):
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(_BETWEEN_TRIES_SECONDS)
            else:
                yield True
                return
        yield False


def is_held(path: Path) -> bool:
    """Return whether a process holds the lock of a file."""
    if not path.exists():
        return False
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
