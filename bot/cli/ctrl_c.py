"""The request to end, which nothing may swallow."""

from __future__ import annotations

import signal
from types import FrameType


class CtrlC:
    """Whether somebody has asked for the end: with Ctrl-C, or as a service manager does.

    The signal raises `KeyboardInterrupt` wherever the program is at that moment. Python drops what is raised inside a
    callback of its own, as around a fork, so the request is kept as well, and whoever loops calls `check`.
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

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self._asked = True
        raise KeyboardInterrupt
