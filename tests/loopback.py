"""A small web server on the loopback address, for as long as a test needs it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Answers(BaseHTTPRequestHandler):
    """Base of what such a server answers."""

    def answer(self, body: bytes, content_type: str, status: int = 200, **headers: str) -> None:
        """Send a whole answer; in the names of further headers `_` stands for a hyphen."""
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def sent(self) -> bytes:
        """Return what came with the request."""
        return self.rfile.read(int(self.headers["Content-Length"]))

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def serving_on_loopback(answers: type[Answers]) -> Iterator[str]:
    """Serve on a free port and give the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), answers)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
