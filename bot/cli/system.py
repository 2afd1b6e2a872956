"""A whole Signpost on free ports, for measurements and tests: started, waited for, and ended without a trace."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from bot.cli.errors import CommandError
from bot.cli.places import DOCUMENTS, INDEX, MODELS, ROOT

_HEALTHY_WITHIN_SECONDS = 900
_END_WITHIN_SECONDS = 20


@dataclass(frozen=True)
class RunningSystem:
    """A running Signpost: its address, its process, the seconds from start to healthy, the folder of its data, and the
    environment in which a command works on that data."""

    url: str
    process: subprocess.Popen[bytes]
    seconds_to_healthy: float
    folder: Path
    environment: Mapping[str, str]


@contextmanager
def running_system(*, models: Path = MODELS, published: bool = False) -> Iterator[RunningSystem]:
    """Start Signpost with a database of its own and the project's model and index; end it at the end.

    It serves the model of the present files; with `published` the one that is live in `models`.

    Raises:
        CommandError: It did not become healthy; the message holds the last lines that it printed.
    """
    web, rasa, action = free_ports(3)
    with tempfile.TemporaryDirectory(prefix="signpost-") as folder:
        log = Path(folder) / "run.log"
        environment = {
            **os.environ,
            "SIGNPOST_VAR": folder,
            "SIGNPOST_MODELS": str(models),
            "SIGNPOST_INDEX": str(INDEX),
            "SIGNPOST_DOCUMENTS": str(DOCUMENTS),
            # One client asks hundreds of questions here; the limit is for people.
            "SIGNPOST_CONVERSATIONS_PER_MINUTE": "100000",
        }
        command = [sys.executable, "-m", "bot.cli.main", "run", *([] if published else ["--unpublished"])]
        command += ["--port", str(web)]
        command += ["--rasa-port", str(rasa), "--action-port", str(action)]
        started = time.monotonic()
        with log.open("wb") as output:
            process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
        url = f"http://127.0.0.1:{web}"
        try:
            _wait(url, process, log, started)
            yield RunningSystem(url, process, time.monotonic() - started, Path(folder), environment)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=_END_WITHIN_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def free_ports(count: int) -> list[int]:
    """Return ports on the loopback address that nothing uses at this moment."""
    sockets = [socket.socket(socket.AF_INET, socket.SOCK_STREAM) for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]
    finally:
        for one in sockets:
            one.close()


def _wait(url: str, process: subprocess.Popen[bytes], log: Path, started: float) -> None:
    while time.monotonic() - started < _HEALTHY_WITHIN_SECONDS:
        if process.poll() is not None:
            break
        try:
            if httpx.get(f"{url}/api/v1/health", timeout=6, trust_env=False).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.3)
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-5:]
    raise CommandError("Signpost did not start:\n" + "\n".join(lines))
