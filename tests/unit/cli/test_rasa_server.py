"""Rasa gets its token without anybody else reading it."""

from __future__ import annotations

import sys

import pytest

from bot.cli import rasa_server


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Stands in for Rasa; what it was started with."""
    calls: list[list[str]] = []
    monkeypatch.setattr(sys, "argv", ["rasa_server.py", "--port", "1"])
    monkeypatch.setattr(rasa_server.runpy, "run_module", lambda name, run_name: calls.append([name, *sys.argv]))
    return calls


@pytest.mark.parametrize("token", ["abc", "-begins-with-a-dash", "--help"])
def test_the_token_of_the_environment_is_given_to_rasa(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    """Rasa's interface is switched on behind the token of the environment, whatever that begins with."""
    monkeypatch.setenv("SIGNPOST_RASA_TOKEN", token)

    rasa_server.main()

    assert started == [["rasa", "rasa", "run", "--port", "1", "--enable-api", f"--auth-token={token}"]]


@pytest.mark.parametrize("token", [None, ""])
def test_without_a_token_rasa_is_not_started(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch, token: str | None
) -> None:
    """A Rasa without a token would answer everybody, so there is none."""
    monkeypatch.delenv("SIGNPOST_RASA_TOKEN", raising=False)
    if token is not None:
        monkeypatch.setenv("SIGNPOST_RASA_TOKEN", token)

    with pytest.raises(SystemExit, match="SIGNPOST_RASA_TOKEN"):
        rasa_server.main()

    assert started == []
