"""Follows the index on disk, so that imported documents are answered from without a restart."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Lock, Thread
from typing import Generic, TypeVar

ValueT = TypeVar("ValueT")

logger = logging.getLogger(__name__)
_LOOK_EVERY_SECONDS = 1.0


def in_background(work: Callable[[], None]) -> None:
    """Do the work in a thread: nobody waits for an index to be read."""
    Thread(target=work, name="live-index", daemon=True).start()


class LiveIndex(Generic[ValueT]):
    """What is made of the index in service; made again when another index is put into service.

    `name` says which index is in service, None where there is none. `first` makes the value at the start, `make` each
    later one. Until a later one is ready, and where it cannot be made, the earlier one stays.
    """

    def __init__(
        self,
        name: Callable[[], str | None],
        first: Callable[[], ValueT],
        make: Callable[[], ValueT],
        *,
        start: Callable[[Callable[[], None]], None] = in_background,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._name = name
        self._make = make
        self._start = start
        self._clock = clock
        self._lock = Lock()
        self._loading = False
        self._said: str | None = None
        self._looked = clock()
        # Before reading: an index that is swapped meanwhile is then noticed at the next look.
        self._held = name()
        self._value = first()

    def current(self) -> ValueT:
        """Return the value; looks at the name at most once a second, and never waits."""
        with self._lock:
            now = self._clock()
            if self._loading or now - self._looked < _LOOK_EVERY_SECONDS:
                return self._value
            self._looked = now
            name = self._name()
            if name is None or name == self._held:
                return self._value
            self._loading = True
        self._start(lambda: self._load(name))
        return self._value

    def _load(self, name: str) -> None:
        try:
            value = self._make()
        except Exception as error:
            # Whatever is wrong with it, answers go on out of the old one, and the next look tries again.
            if self._said != name:
                logger.error("the new index is not taken: %s", error)
            self._said = name
            with self._lock:
                self._loading = False
            return
        with self._lock:
            self._value, self._held, self._loading = value, name, False
        logger.info("answers come from the index %s now", name)
