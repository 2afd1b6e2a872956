"""A command that goes on beside the web server and looks again and again whether there is something to do."""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Callable
from types import FrameType

logger = logging.getLogger(__name__)


def look_again(name: str, look: Callable[[], object], *, every_seconds: int) -> None:
    """Look, wait, and look again, until the process is asked to end; `name` says in the log which command failed."""
    signal.signal(signal.SIGTERM, _end)
    while True:
        try:
            look()
        except Exception as error:
            # Whatever is wrong here, the chat must go on: the supervisor would end all of it with this process.
            logger.error("%s: %s", name, type(error).__name__)
        time.sleep(every_seconds)


def _end(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)
