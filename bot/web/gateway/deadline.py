"""One end for everything that a request waits for: other writers of the database too."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection

# Somebody who writes for a moment is always waited for.
_LEAST_SECONDS = 0.3


@dataclass(frozen=True)
class Deadline:
    """A moment, as `time.monotonic` counts."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """Return the moment so many seconds from now."""
        return cls(time.monotonic() + seconds)

    def left(self) -> float:
        """Return the seconds until then; less than nothing where it is past."""
        return self.at - time.monotonic()


@contextmanager
def waiting_until(deadline: Deadline) -> Iterator[None]:
    """Wait for other writers of the database no longer than that, wherever something is written inside.

    The database's own limit holds where it is shorter. What waited in vain raises Django's `OperationalError`.
    """
    usual = _usual_seconds()
    seconds = max(deadline.left(), _LEAST_SECONDS)
    if usual is not None and seconds >= usual:
        yield
        return
    _limit(seconds)
    try:
        yield
    finally:
        _limit(usual)


def _usual_seconds() -> float | None:
    """Return how long a writer waits by the settings; None where there is no end."""
    if connection.vendor != "sqlite":
        return None
    return float(connection.settings_dict.get("OPTIONS", {}).get("timeout", 5))


def _limit(seconds: float | None) -> None:
    milliseconds = round((seconds or 0) * 1000)
    with connection.cursor() as cursor:
        # A number, and neither of the two takes a parameter.
        name = "PRAGMA busy_timeout" if connection.vendor == "sqlite" else "SET lock_timeout"
        cursor.execute(f"{name} = {milliseconds:d}")
