"""The request to end, which nothing may swallow."""

from __future__ import annotations

import signal
import time
from types import FrameType

_LOOK_EVERY_SECONDS = 0.2


class CtrlC:
    """Whether somebody has asked for the end: with Ctrl-C, or as a service manager does.

    Raising from the handler itself would lose some requests: Python drops what is raised inside a callback of its own,
    as around a fork. So the request is kept, and whoever loops calls `check`.
    """

    def __init__(self) -> None:
        self._asked = False

    def listen(self) -> None:
        """Take SIGTERM and SIGINT from now on."""
        # SIGINT too: a shell that starts us in the background leaves it ignored.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask)

    def check(self) -> None:
        """Raise `KeyboardInterrupt` where somebody has asked."""
        if self._asked:
            raise KeyboardInterrupt

    def sleep(self, seconds: float) -> None:
        """Wait; raise `KeyboardInterrupt` as soon as somebody has asked."""
        ends = time.monotonic() + seconds
        self.check()
        while (left := ends - time.monotonic()) > 0:
            time.sleep(min(left, _LOOK_EVERY_SECONDS))
            self.check()

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self._asked = True
