"""A real web server in a process of its own, to be killed and starved, with a fake Rasa behind it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psutil

from bot.cli.system import free_ports

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 11
_UP_WITHIN_SECONDS = 90


@dataclass
class WebServer:
    """The web server of `signpost run`, alone."""

    folder: Path
    rasa_url: str
    port: int = field(default_factory=lambda: free_ports(1)[0])
    process: psutil.Popen | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def environment(self, **more: str) -> dict[str, str]:
        """Return the environment of the server: a folder of its own, and a Rasa that is a fake."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("SIGNPOST_", "DJANGO_"))}
        return {
            **inherited,
            "DJANGO_SETTINGS_MODULE": "tests.faults.web_settings",
            "PYTHONPATH": str(ROOT),
            "SIGNPOST_VAR": str(self.folder),
            "SIGNPOST_SECRET_KEY": "for-tests-alone",
            "SIGNPOST_RASA_TOKEN": "a-token",
            "SIGNPOST_RASA_URL": self.rasa_url,
            "SIGNPOST_CONVERSATIONS_PER_MINUTE": "10000",
            **more,
        }

    def migrate(self) -> None:
        """Make the database."""
        command = [sys.executable, "manage.py", "migrate", "--no-input", "-v", "0"]
        subprocess.run(command, cwd=ROOT, env=self.environment(), check=True)

    def start(self, **environment: str) -> WebServer:
        """Start it and wait until it answers."""
        command = [sys.executable, "-m", "gunicorn", "bot.web.wsgi", "--bind", f"127.0.0.1:{self.port}"]
        command += ["--workers", "1", "--threads", "16", "--no-control-socket", "--config", "python:bot.web.server"]
        with (self.folder / "web.log").open("ab") as log:
            self.process = psutil.Popen(command, cwd=ROOT, env=self.environment(**environment), stdout=log, stderr=log)
        ends = time.monotonic() + _UP_WITHIN_SECONDS
        while time.monotonic() < ends:
            try:
                if httpx.get(f"{self.url}/api/v1/contacts", timeout=5, trust_env=False).status_code < 600:
                    return self
            except httpx.HTTPError:
                time.sleep(0.1)
        raise AssertionError(f"the web server did not start; see {self.folder / 'web.log'}")

    def kill(self) -> None:
        """Kill it and all that it started, without a chance to tidy up."""
        if self.process is None or not self.process.is_running():
            return
        everything = [*self.process.children(recursive=True), self.process]
        for one in everything:
            one.kill()
        psutil.wait_procs(everything, timeout=5)

    def worker(self) -> psutil.Process:
        """Return the process that answers requests."""
        assert self.process is not None
        return self.process.children()[0]

    def talk(self) -> Talk:
        """Start a conversation."""
        body = httpx.post(f"{self.url}/api/v1/conversations", timeout=PATIENCE_SECONDS, trust_env=False).json()
        return Talk(self, body["id"], body["token"])


@dataclass(frozen=True)
class Talk:
    """A conversation as a page holds it: it outlives the server."""

    server: WebServer
    id: str
    token: str

    def send(self, text: str, key: str | None = None, *, seconds: float = PATIENCE_SECONDS) -> httpx.Response:
        """Send a message; a page gives up after 11 seconds, and so does this."""
        headers = {"Authorization": f"Bearer {self.token}", **({"Idempotency-Key": key} if key else {})}
        return httpx.post(
            f"{self._address}/messages", json={"text": text}, headers=headers, timeout=seconds, trust_env=False
        )

    def turns(self) -> list[dict[str, Any]]:
        """Return what was said."""
        headers = {"Authorization": f"Bearer {self.token}"}
        response = httpx.get(self._address, headers=headers, timeout=PATIENCE_SECONDS, trust_env=False)
        assert response.status_code == 200, response.text
        return response.json()["messages"]

    @property
    def _address(self) -> str:
        return f"{self.server.url}/api/v1/conversations/{self.id}"
