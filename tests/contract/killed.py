"""Gateway processes that take one message each, and are killed in the middle of it: each a step further than the last.

Run by `test_killed.py` as `python -m tests.contract.killed DATABASE`, with the settings of the database as JSON. A step
is the moment before or after a statement to the database, or before or after a commit. For each process a line of JSON
goes to the standard output: the conversation, and the reference that the practitioner was told, null where it was
killed before that. The last process lives to the end.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import httpx

KEY = "the-only-message"
_MOST_STEPS = 500


class Steps:
    """Counts what happens and ends the process at one of them, as if the machine had lost its power."""

    def __init__(self, fatal: int) -> None:
        self._left = fatal

    def step(self) -> None:
        """Count one thing that happens."""
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def around_statement(self, execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        """Count before and after a statement."""
        self.step()
        result = execute(sql, parameters, many, context)
        self.step()
        return result

    def around(self, deed: Any) -> Any:
        """Return the deed with a step before and after it."""

        def counted(*arguments: Any) -> Any:
            self.step()
            result = deed(*arguments)
            self.step()
            return result

        return counted


def main() -> None:
    """Start one process after the other."""
    database = json.loads(sys.argv[1])
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.web_settings"
    from django.conf import settings

    settings.DATABASES["default"].update(database)
    import django

    django.setup()
    door = _door()
    for fatal in range(1, _MOST_STEPS):
        told, status = _in_a_process(door, fatal)
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        if os.WIFEXITED(status):
            sys.exit(os.WEXITSTATUS(status))


def _in_a_process(door: Any, fatal: int) -> tuple[dict[str, str | None], int]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        status = 1
        try:
            _take(door, fatal, writing)
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        lines = pipe.read().splitlines()
    _, status = os.waitpid(child, 0)
    return {"conversation": lines[0], "told": lines[1] if len(lines) > 1 else None}, status


def _take(door: Any, fatal: int, pipe: int) -> None:
    from django.db import connection

    from bot.web.gateway.models import Conversation
    from tests.canned import HOME_ALONE

    conversation = Conversation.objects.create()
    os.write(pipe, f"{conversation.pk}\n".encode())
    steps = Steps(fatal)
    connection._commit = steps.around(connection._commit)
    with connection.execute_wrapper(steps.around_statement):
        reply = door.take(conversation, HOME_ALONE, key=KEY)
    os.write(pipe, f"{reply.escalation.reference}\n".encode())


def _door() -> Any:
    from bot.publishing.live import LiveRasa, Serving
    from bot.web.gateway import guidance
    from bot.web.gateway.door import Door
    from bot.web.gateway.masking import masking
    from bot.web.gateway.rasa_client import RasaClient
    from tests.canned import Canned, from_rasa

    canned = from_rasa(Canned(guidance.pack()).mash())
    transport = httpx.MockTransport(lambda request: httpx.Response(200, json=canned))
    live = LiveRasa(Path("/nowhere"), Serving("http://rasa.test"))
    return Door(guidance.pack(), guidance.composer(), RasaClient(live, "a-token", 10, transport), masking())


if __name__ == "__main__":
    main()
