"""The action server: loopback only, behind a token, with everything loaded before the first message."""

from __future__ import annotations

import hmac
import logging
import os

from rasa_sdk.endpoint import create_app
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from actions import wiring

HOST = "127.0.0.1"
PORT_VARIABLE = "SIGNPOST_ACTION_PORT"
TOKEN_VARIABLE = "SIGNPOST_ACTION_TOKEN"  # noqa: S105 - the name of a variable


def application(token: str) -> Sanic:
    """Return the server's application; every request but the health check needs the token that Rasa sends."""
    app = create_app("actions", cors_origins=[])

    @app.middleware("request")
    async def refuse_strangers(request: Request) -> HTTPResponse | None:
        if request.path == "/health" or hmac.compare_digest(request.args.get("token", "").encode(), token.encode()):
            return None
        return response.json({"error": "this server answers Rasa alone"}, status=401)

    return app


def main() -> None:
    """Serve until stopped."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    token = os.environ.get(TOKEN_VARIABLE, "")
    if not token:
        raise SystemExit(f"{TOKEN_VARIABLE} is not set; use `make run`, which sets it")
    wiring.conversation()
    application(token).run(HOST, int(os.environ.get(PORT_VARIABLE, "5055")), access_log=False, workers=1)


if __name__ == "__main__":
    main()
