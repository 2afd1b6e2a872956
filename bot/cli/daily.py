"""A command that is run now and then beside the processes that always run, such as deleting what is over."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bot.content.orphans import die_with_parent

logger = logging.getLogger(__name__)
# Something was in the way: the disk, the database, an update. The day is not lost.
_AGAIN_AFTER_SECONDS = 3600.0
_END_WITHIN_SECONDS = 8


class NowAndThen:
    """Runs one command every so many seconds, one at a time.

    When it last ended well stands in a file, so that a Signpost that is started again and again neither runs it at each
    start nor puts it off for ever. `look` has to be called often; it never waits.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        every_seconds: float,
        done_at: Path,
        folder: Path,
        environment: Mapping[str, str],
        log: Path,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.command, self.every_seconds = list(command), every_seconds
        self._name = name
        self._done_at, self._folder, self._environment, self._log = done_at, folder, dict(environment), log
        self._clock = clock
        self._process: subprocess.Popen[bytes] | None = None
        self._not_before = 0.0

    def look(self) -> None:
        """Start the command where it is due, and note how it ended where it has."""
        if self._process is not None:
            self._note_end(self._process)
        elif self._is_due():
            self._start()

    def stop(self) -> None:
        """End the command where it runs; what it has begun it begins anew another time."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=_END_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def _is_due(self) -> bool:
        now = self._clock()
        if now < self._not_before:
            return False
        try:
            last = self._done_at.stat().st_mtime
        except OSError:
            return True
        # A file of the future was written by a clock that was wrong.
        return last > now or now - last >= self.every_seconds

    def _start(self) -> None:
        self._not_before = self._clock() + _AGAIN_AFTER_SECONDS
        try:
            with self._log.open("ab") as output:
                self._process = subprocess.Popen(
                    self.command,
                    cwd=self._folder,
                    env=self._environment,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                    start_new_session=True,
                    preexec_fn=lambda: die_with_parent(signal.SIGTERM),
                )
        except OSError as error:
            logger.error("%s could not be started (%s); it is tried again in an hour", self._name, type(error).__name__)

    def _note_end(self, process: subprocess.Popen[bytes]) -> None:
        code = process.poll()
        if code is None:
            return
        self._process = None
        if code != 0:
            logger.error("%s failed with code %s; %s says why. It is tried again.", self._name, code, self._log)
            return
        try:
            self._done_at.touch()
            os.utime(self._done_at, (self._clock(), self._clock()))
        except OSError as error:
            logger.error("%s: %s cannot be written (%s)", self._name, self._done_at, type(error).__name__)
