"""A whole Signpost, started as its users start it, and a client that talks with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil

from bot.cli.system import free_ports

ROOT = Path(__file__).resolve().parents[2]
# Model and index take minutes to make and belong to their inputs, so all that run here share the project's.
MODELS = Path(os.environ.get("SIGNPOST_MODELS", ROOT / "var" / "models"))
INDEX = Path(os.environ.get("SIGNPOST_INDEX", ROOT / "var" / "index"))
COMMAND = [sys.executable, "-m", "bot.cli.main"]
# The index may have to be built and the model trained first.
HEALTHY_WITHIN_SECONDS = 900
ENDED_WITHIN_SECONDS = 25
# What `signpost run` starts, and the words of its command line.
PARTS = {"actions": "actions.server", "rasa": "bot.cli.rasa_server", "web": "gunicorn"}


@dataclass(frozen=True)
class Signpost:
    """A running Signpost."""

    url: str
    process: psutil.Popen
    log: Path

    def talk(self) -> Talk:
        """Start a conversation."""
        client = httpx.Client(base_url=f"{self.url}/api/v1", timeout=12, trust_env=False)
        started = client.post("/conversations")
        assert started.status_code == 201, started.text
        return Talk(client, started.json()["id"], started.json()["token"])

    def is_healthy(self) -> bool:
        """Return whether every part says that it is up."""
        try:
            return httpx.get(f"{self.url}/api/v1/health", timeout=6, trust_env=False).status_code == 200
        except httpx.HTTPError:
            return False

    def wait_until_healthy(self, seconds: float = HEALTHY_WITHIN_SECONDS) -> None:
        """Wait until every part is up; fail with the last lines of the log where that takes too long."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends and self.process.poll() is None:
            if self.is_healthy():
                return
            time.sleep(0.3)
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:]
        raise AssertionError("Signpost is not healthy:\n" + "\n".join(lines))

    def part(self, name: str) -> psutil.Process:
        """Return the first process of a part, the one that the supervisor started."""
        (found,) = [child for child in self.process.children() if PARTS[name] in child.cmdline()]
        return found

    def everything(self) -> list[psutil.Process]:
        """Return every process that belongs to it."""
        return [*self.process.children(recursive=True), self.process]

    def end(self) -> tuple[int, list[psutil.Process]]:
        """Press Ctrl-C; return the exit code and the processes that are left."""
        everything = self.everything()
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(timeout=ENDED_WITHIN_SECONDS)
        _, left = psutil.wait_procs(everything, timeout=2)
        return code, [process for process in left if not _is_over(process)]


def _is_over(process: psutil.Process) -> bool:
    """Return whether nothing is left of a process but an entry that nobody has collected yet."""
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


@dataclass(frozen=True)
class Talk:
    """A conversation with a running Signpost."""

    client: httpx.Client
    id: str
    token: str

    def say(self, text: str) -> dict[str, Any]:
        """Send a message and return the reply, which must be one."""
        response = self.client.post(
            f"/conversations/{self.id}/messages",
            json={"text": text},
            headers={"Authorization": f"Bearer {self.token}"},
        )
        assert response.status_code == 200, response.text
        return response.json()

    def timed(self, text: str) -> tuple[dict[str, Any], float]:
        """Send a message; return the reply and the seconds until it was there."""
        began = time.monotonic()
        return self.say(text), time.monotonic() - began

    def transcript(self) -> list[dict[str, Any]]:
        """Return the turns of the conversation, as the page shows them after a reload."""
        response = self.client.get(f"/conversations/{self.id}", headers={"Authorization": f"Bearer {self.token}"})
        assert response.status_code == 200, response.text
        return response.json()["messages"]


@contextmanager
def running(folder: Path, *, models: Path = MODELS, index: Path = INDEX, published: bool = False) -> Iterator[Signpost]:
    """Run Signpost on free ports, with everything it writes in the folder but for model and index, which are shared.

    It serves the model of the files as they are; with `published` the one that is live in `models`.
    """
    options = [] if published else ["--unpublished"]
    with started(folder / "run.log", environment(folder, models, index), *options) as signpost:
        yield signpost


@contextmanager
def started(log: Path, environment: Mapping[str, str], *options: str, root: Path = ROOT) -> Iterator[Signpost]:
    """Run Signpost on free ports in an environment, out of the project in `root`."""
    web, rasa, actions = free_ports(3)
    ports = ["--port", str(web), "--rasa-port", str(rasa), "--action-port", str(actions)]
    with log.open("wb") as output:
        process = psutil.Popen(
            [*COMMAND, "run", *options, *ports], cwd=root, env=dict(environment), stdout=output, stderr=output
        )
    signpost = Signpost(f"http://127.0.0.1:{web}", process, log)
    try:
        yield signpost
    finally:
        # Whatever a test did, nothing of what was started here outlives it.
        for left in signpost.everything() if process.is_running() else []:
            left.kill()
        process.wait()


def environment(folder: Path, models: Path = MODELS, index: Path = INDEX) -> dict[str, str]:
    """Return the environment of a Signpost that keeps to itself."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("SIGNPOST_", "DJANGO_"))}
    return {
        **inherited,
        "SIGNPOST_VAR": str(folder),
        "SIGNPOST_MODELS": str(models),
        "SIGNPOST_INDEX": str(index),
        # The tests are one client that starts a conversation for each of them.
        "SIGNPOST_CONVERSATIONS_PER_MINUTE": "10000",
        # Plain lines, however wide the terminal is in which the tests run.
        "COLUMNS": "200",
        "NO_COLOR": "1",
    }


def command(*arguments: str, folder: Path, patience: float = 60) -> subprocess.CompletedProcess[str]:
    """Run a command of `signpost` to its end."""
    return subprocess.run(
        [*COMMAND, *arguments], cwd=ROOT, env=environment(folder), capture_output=True, text=True, timeout=patience
    )
