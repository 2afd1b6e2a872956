"""The guidance in service: loaded once, and again when other guidance was published.

Files that somebody changed by hand are not taken while a process runs: only what was published is.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from bot.content.errors import ContentError
from bot.content.pack import Pack, load_pack

logger = logging.getLogger(__name__)
GUIDANCE_FILE = "guidance.json"
"""In the data folder; written anew whenever guidance was published."""

Mark = tuple[int, int, int]


class LivePack:
    """The pack in a folder; `mark` is the file that is written anew when it is to be loaded again."""

    def __init__(self, folder: Path, mark: Path, load: Callable[[Path], Pack] = load_pack) -> None:
        self._folder = folder
        self._file = mark
        self._load = load
        self._lock = Lock()
        self._pack: Pack | None = None
        self._taken: Mark | None = None

    def mark(self) -> Mark | None:
        """Return what tells one publication of guidance from another; None before the first."""
        try:
            state = os.stat(self._file)
        except OSError:
            return None
        return (state.st_ino, state.st_mtime_ns, state.st_size)

    def current(self) -> Pack:
        """Return the pack in service. Whoever asks while another one is being loaded gets the one of before; one that
        cannot be loaded is not taken.

        Raises:
            ContentError: None could be loaded yet.
        """
        mark = self.mark()
        if self._pack is None:
            with self._lock:
                if self._pack is None:
                    self._pack, self._taken = self._load(self._folder), mark
        elif mark != self._taken and self._lock.acquire(blocking=False):
            try:
                self._take(mark)
            finally:
                self._lock.release()
        return self._pack

    def _take(self, mark: Mark | None) -> None:
        if mark == self._taken:
            return
        self._taken = mark
        try:
            self._pack = self._load(self._folder)
        except ContentError as error:
            logger.error("the guidance that was published is not taken: %s", error)
