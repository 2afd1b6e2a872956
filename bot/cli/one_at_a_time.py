"""Two commands that write the same files would delete each other's work."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from bot.cli.errors import CommandError


@contextmanager
def only_one(index: Path) -> Iterator[None]:
    """Hold the lock of an index; it goes with the process, however that ends.

    Raises:
        CommandError: Another command holds it.
    """
    try:
        index.parent.mkdir(parents=True, exist_ok=True)
        lock = (index.parent / f"{index.name}.lock").open("w")
    except OSError as error:
        raise CommandError(f"{index.parent} cannot be written to ({type(error).__name__}).") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError("Another command is changing the guidance; try again when it has ended.") from None
        yield


@contextmanager
def in_turn(lock_file: Path, words: str) -> Iterator[None]:
    """Hold the lock of a file, waiting for whoever holds it and saying so in these words.

    Raises:
        CommandError: The file cannot be written to.
    """
    try:
        lock_file.parent.mkdir(parents=True, exist_ok=True)
        lock = lock_file.open("w")
    except OSError as error:
        raise CommandError(f"{lock_file.parent} cannot be written to ({type(error).__name__}).") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            Console(highlight=False).print(words)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
