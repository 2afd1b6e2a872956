"""Programs of our own that are watched while they run: progress, cancelling, and an end that is put into words."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.content.orphans import die_with_parent

_LOOK_EVERY_SECONDS = 0.3
_END_WITHIN_SECONDS = 5
# Whoever waits for an answer goes first: at this niceness a program gets a tenth of what an answer gets.
_NICENESS = 10
# More would spin while they wait for a core that answers need.
FEW_THREADS = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
_FULL_DISK = ("No space left on device", "Errno 28", "disk is full", "database or disk is full")


class CancelledError(Exception):
    """Somebody asked for the end of it."""


@dataclass(frozen=True)
class Ended:
    """How a program ended: its exit code (negative: the signal that killed it), and the end of its log."""

    code: int
    log_end: str

    @property
    def filled_the_disk(self) -> bool:
        return any(sign in self.log_end for sign in _FULL_DISK)


def run_watched(
    command: Sequence[str],
    *,
    folder: Path,
    environment: Mapping[str, str],
    log: Path,
    cancelled: Callable[[], bool],
    seen: Callable[[str], None] = lambda line: None,
    given: Path | None = None,
    output: Path | None = None,
) -> Ended:
    """Run a program as politely as can be, and wait for its end.

    Args:
        log: What it says goes to the end of this file, and each line to `seen`.
        given: A file to read from; None reads nothing.
        output: A file for its standard output; None puts it into the log.

    Raises:
        CancelledError: `cancelled` became true; the program and all that it started have been ended.
    """
    with log.open("ab") as said, (given or Path(os.devnull)).open("rb") as source:
        start = said.tell()
        target = output.open("wb") if output else said
        try:
            process = subprocess.Popen(
                list(command),
                cwd=folder,
                env={**environment, **FEW_THREADS},
                stdin=source,
                stdout=target,
                stderr=said,
                start_new_session=True,
                preexec_fn=_step_back,
            )
        finally:
            if output:
                target.close()
    try:
        with log.open("rb") as reading:
            reading.seek(start)
            while process.poll() is None:
                _pass_on(reading.read(), seen)
                if cancelled():
                    raise CancelledError
                time.sleep(_LOOK_EVERY_SECONDS)
            _pass_on(reading.read(), seen)
    finally:
        _end(process)
    return Ended(process.returncode, _end_of(log, start))


def _step_back() -> None:
    # Without whoever watches, it would work on for nobody, and in the way of the next training.
    die_with_parent(signal.SIGKILL)
    step_back()


def step_back() -> None:
    """Let everybody who waits for an answer go before this process and what it starts."""
    niceness = max(_NICENESS, os.getpriority(os.PRIO_PROCESS, 0))
    os.setpriority(os.PRIO_PROCESS, 0, niceness)


def _pass_on(written: bytes, seen: Callable[[str], None]) -> None:
    for line in written.decode("utf-8", errors="replace").splitlines():
        seen(line)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program, and whatever it started and left behind."""
    if process.poll() is None:
        _signal(process, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=_END_WITHIN_SECONDS)
    _signal(process, signal.SIGKILL)
    process.wait()


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return


def _end_of(log: Path, start: int, most: int = 20_000) -> str:
    with log.open("rb") as file:
        file.seek(max(start, log.stat().st_size - most))
        return file.read().decode("utf-8", errors="replace")
