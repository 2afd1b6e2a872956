"""Which Rasa answers now: one small file, written by what starts the processes and read for every message."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from bot.teaching.whole_files import UnreadableFileError, read_record, write_record

logger = logging.getLogger(__name__)
LIVE_FILE = "live.json"


@dataclass(frozen=True)
class Serving:
    """A Rasa that answers: its address, and the name of its model (None where nobody has said)."""

    url: str
    model: str | None = None


def put_in_service(file: Path, serving: Serving) -> None:
    """Send every message from now on to this Rasa.

    Raises:
        OSError: The file cannot be written; messages go where they went before.
    """
    write_record(file, {"url": serving.url, "model": serving.model})


class LiveRasa:
    """Where to send the next message.

    Asking costs one look at the file's date. Without a file it is `otherwise`; with one that cannot be read it is
    what was read last, because an answer from the Rasa of a moment ago beats none.
    """

    def __init__(self, file: Path, otherwise: Serving) -> None:
        self._file = file
        self._otherwise = otherwise
        self._lock = Lock()
        self._seen: tuple[int, int, int] | None = None
        self._serving = otherwise

    def now(self) -> Serving:
        """Return the Rasa to ask."""
        seen = _state_of(self._file)
        with self._lock:
            if seen is None:
                self._seen, self._serving = None, self._otherwise
            elif seen != self._seen:
                self._seen, self._serving = seen, self._read()
            return self._serving

    def _read(self) -> Serving:
        try:
            record = read_record(self._file)
        except UnreadableFileError as error:
            logger.error("%s; messages go to the Rasa of before", error)
            return self._serving
        if record is None:
            return self._otherwise
        url, model = record.get("url"), record.get("model")
        if not isinstance(url, str) or not url.startswith("http"):
            logger.error("%s: expected the address of a Rasa; messages go to the Rasa of before", self._file)
            return self._serving
        return Serving(url, model if isinstance(model, str) else None)


def _state_of(file: Path) -> tuple[int, int, int] | None:
    try:
        state = os.stat(file)
    except OSError:
        return None
    return (state.st_ino, state.st_mtime_ns, state.st_size)
