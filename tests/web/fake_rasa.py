"""A Rasa that is a small web server with canned replies."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bot.reply.shape import Reply
from tests.canned import from_rasa
from tests.loopback import Answers, serving_on_loopback


@dataclass
class FakeRasa:
    """Gives the reply held for a message, or `otherwise`; with `silent` set it does not answer before it is ended.
    `slow` is how many seconds it thinks."""

    otherwise: Reply
    replies: dict[str, Reply] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    silent: bool = False
    slow: float = 0
    ended: threading.Event = field(default_factory=threading.Event)
    url: str = ""


@contextmanager
def serving(rasa: FakeRasa) -> Iterator[FakeRasa]:
    """Serve on a free port of the loopback address."""

    class Handler(Answers):
        def do_POST(self) -> None:
            asked = json.loads(self.sent())
            rasa.asked.append(asked["message"])
            if rasa.silent:
                rasa.ended.wait()
                return
            rasa.ended.wait(rasa.slow)
            body = json.dumps(from_rasa(rasa.replies.get(asked["message"], rasa.otherwise)))
            self.answer(body.encode(), "application/json")

    with serving_on_loopback(Handler) as rasa.url:
        try:
            yield rasa
        finally:
            rasa.ended.set()
