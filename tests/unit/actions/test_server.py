"""The action server, without serving."""

from __future__ import annotations

import asyncio
import uuid
from types import SimpleNamespace
from typing import Any

import pytest
from sanic import Sanic

from actions import server, wiring

TOKEN = "a-token"


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> Sanic:
    """The application, over an app that has no actions to load."""
    monkeypatch.setattr(server, "create_app", lambda *_, **__: Sanic(f"test-{uuid.uuid4().hex}"))
    return server.application(TOKEN)


def asked(app: Sanic, path: str, **arguments: str) -> Any:
    """Return what the check before every request answers, or None where it lets the request through."""
    (check,) = app.request_middleware
    request = SimpleNamespace(path=path, args=arguments)
    return asyncio.run(check(request))


def test_rasa_is_let_in_by_its_token(app: Sanic) -> None:
    """A request with the token goes through."""
    assert asked(app, "/webhook", token=TOKEN) is None


@pytest.mark.parametrize("given", [{}, {"token": ""}, {"token": "another"}, {"token": "\u20ac"}])
def test_a_stranger_is_turned_away(app: Sanic, given: dict[str, str]) -> None:
    """Without the right token no action runs."""
    assert asked(app, "/webhook", **given).status == 401
    assert asked(app, "/actions", **given).status == 401


def test_the_health_check_is_open(app: Sanic) -> None:
    """Whether the server is up may be asked without the token."""
    assert asked(app, "/health") is None


def test_without_a_token_the_server_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that would answer anybody does not start, and says what to do."""
    monkeypatch.delenv(server.TOKEN_VARIABLE, raising=False)

    with pytest.raises(SystemExit, match="SIGNPOST_ACTION_TOKEN is not set; use `make run`, which sets it"):
        server.main()


def test_everything_is_loaded_before_the_first_message(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server listens on the loopback address alone, and only after its parts are loaded."""
    done: list[Any] = []
    monkeypatch.setenv(server.TOKEN_VARIABLE, TOKEN)
    monkeypatch.setenv(server.PORT_VARIABLE, "5999")
    monkeypatch.setattr(wiring, "conversation", lambda: done.append("loaded"))
    runs = SimpleNamespace(run=lambda host, port, **_: done.append((host, port)))
    monkeypatch.setattr(server, "application", lambda token: runs if token == TOKEN else None)

    server.main()

    assert done == ["loaded", ("127.0.0.1", 5999)]
