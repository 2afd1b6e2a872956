"""A Rasa that is a small web server with canned replies."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from bot.reply.shape import Reply
from tests.canned import from_rasa


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

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            rasa.asked.append(asked["message"])
            if rasa.silent:
                rasa.ended.wait()
                return
            rasa.ended.wait(rasa.slow)
            body = json.dumps(from_rasa(rasa.replies.get(asked["message"], rasa.otherwise))).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    rasa.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield rasa
    finally:
        rasa.ended.set()
        server.shutdown()
        server.server_close()
