"""`signpost ask`, over a gateway that is not there or is a few lines of the test."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from bot.cli import ask
from bot.cli.main import main
from tests import builders
from tests.builders import finding, reading

Answers = Callable[[httpx.Request], httpx.Response]
STARTED = {"id": "abc", "token": "t", "notice": "n"}
REPLY = builders.composer().emergency(reading(finding("home_alone"))).model_dump(mode="json")
QUESTION = (
    builders.conversation()
    .concern("x", reading(finding("domestic_abuse_present_not_injured")), builders.Case())
    .reply.model_dump(mode="json")
)


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> Callable[[Answers], None]:
    """Put a few lines in the place of the gateway, and `ask` on the command line."""
    client = httpx.Client
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr("sys.argv", ["signpost", "ask", "left alone"])

    def behind(answers: Answers) -> None:
        monkeypatch.setattr(
            ask.httpx, "Client", lambda **options: client(transport=httpx.MockTransport(answers), **options)
        )

    return behind


def answering(*replies: dict[str, Any], sent: list[httpx.Request] | None = None) -> Answers:
    """Return a gateway that starts a conversation and gives these replies in turn."""
    left = list(replies)

    def answers(request: httpx.Request) -> httpx.Response:
        if sent is not None:
            sent.append(request)
        if request.url.path == "/api/v1/conversations":
            return httpx.Response(201, json=STARTED)
        return httpx.Response(200, json=left.pop(0))

    return answers


def test_the_advice_is_printed(gateway: Callable[[Answers], None], capsys: pytest.CaptureFixture[str]) -> None:
    """A concern gets its reply on the terminal, steps and contacts included."""
    gateway(answering(REPLY))

    assert main() == 0
    out = capsys.readouterr().out
    assert "Ring 999 now." in out
    assert "6. If you are unsure what to do, ring the duty team on 01472 326292" in out


def test_a_conversation_goes_on_under_its_token(
    gateway: Callable[[Answers], None], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Further messages are sent in the same conversation, and a question shows its answers."""
    sent: list[httpx.Request] = []
    gateway(answering(QUESTION, REPLY, sent=sent))
    monkeypatch.setattr("sys.argv", ["signpost", "ask", "dad hits mum", "--then", "yes"])

    assert main() == 0
    assert "- Not sure" in capsys.readouterr().out
    assert [request.url.path for request in sent[1:]] == ["/api/v1/conversations/abc/messages"] * 2
    assert [json.loads(request.content)["text"] for request in sent[1:]] == ["dad hits mum", "yes"]
    assert {request.headers["Authorization"] for request in sent[1:]} == {"Bearer t"}


def test_replies_can_be_had_as_json(
    gateway: Callable[[Answers], None], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """For programs every reply is a line of JSON as the gateway gave it."""
    gateway(answering(QUESTION, REPLY))
    monkeypatch.setattr("sys.argv", ["signpost", "ask", "x", "--then", "y", "--json"])

    assert main() == 0
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [QUESTION, REPLY]


def away(request: httpx.Request) -> httpx.Response:
    """Nobody listens."""
    raise httpx.ConnectError("refused", request=request)


def slow(request: httpx.Request) -> httpx.Response:
    """Nobody answers in time."""
    raise httpx.ReadTimeout("slow", request=request)


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param(away, id="away"),
        pytest.param(slow, id="slow"),
        pytest.param(lambda _: httpx.Response(502, text="<html>"), id="a-proxy-in-between"),
        pytest.param(lambda _: httpx.Response(404, json={"detail": "Not Found"}), id="another-program"),
        pytest.param(lambda _: httpx.Response(200, json=["x"]), id="something-else"),
        pytest.param(lambda _: httpx.Response(201, json={"id": "abc"}), id="no-token"),
    ],
)
def test_where_signpost_does_not_answer_the_contacts_do(
    gateway: Callable[[Answers], None], capsys: pytest.CaptureFixture[str], answers: Answers
) -> None:
    """Whatever stands at the address, a failure shows the duty team's number, 999 and what to start."""
    gateway(answers)

    assert main() == 1
    err = capsys.readouterr().err
    assert "ring the duty team on 01472 326292, option 5" in err
    assert "999" in err
    assert "does not answer at http://127.0.0.1:8000; start it with `make run`" in err


def test_a_refusal_shows_its_words_and_the_contacts(
    gateway: Callable[[Answers], None], capsys: pytest.CaptureFixture[str]
) -> None:
    """What the gateway refuses is told in its own words, with whom to ring."""
    contacts = builders.composer().wording.contacts().model_dump(mode="json")
    body = {"error": {"code": "too_many", "message": "Wait a minute."}, "contacts": contacts}
    gateway(lambda _: httpx.Response(429, json=body))

    assert main() == 1
    err = capsys.readouterr().err
    assert err.splitlines() == ["Wait a minute.", "Emergency services: 999. Duty team: 01472 326292, option 5."]
