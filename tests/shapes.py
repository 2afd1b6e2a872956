"""Checks that every answer and every error of the gateway must pass."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

DUTY_TEAM = "01472 326292"
PARTS = {"kind", "replies", "assessment", "steps", "guidance", "escalation", "masked", "said"}
# Words by which a reply would send somebody away.
NEVER = ("no action", "not serious", "below the threshold", "below any threshold", "nothing to worry", "no concern")


def assert_failure(response: HttpResponse, status: int, code: str) -> dict[str, Any]:
    """An error has its status, a code for programs, words for people, and whom to ring."""
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == "application/json"
    body = response.json()
    assert set(body) == {"error", "contacts"}
    assert set(body["error"]) == {"code", "message"}
    assert body["error"]["code"] == code
    assert len(body["error"]["message"]) > 20
    assert "{" not in body["error"]["message"]
    assert_contacts(body["contacts"])
    return body


def assert_contacts(contacts: dict[str, Any]) -> None:
    """The contacts name 999 and the duty team."""
    assert contacts["emergency"]["phone"] == "999"
    assert contacts["duty_team"]["phone"] == DUTY_TEAM
    assert contacts["duty_team"]["option"] == "5"
    assert contacts["hours"]
    assert contacts["state"]
    assert isinstance(contacts["open_now"], bool)


def assert_reply(reply: dict[str, Any], kind: str) -> None:
    """A reply has all of its parts, is of the kind, and says in words whom to ring."""
    assert set(reply) == PARTS
    assert reply["kind"] == kind
    for part in ("replies", "steps", "guidance", "masked"):
        assert isinstance(reply[part], list), part
    for text in reply["replies"]:
        assert set(text) == {"text", "about", "quick_replies"}
        assert text["text"].strip()
    words = said(reply)
    assert "999" in words
    assert DUTY_TEAM in words
    assert not any(phrase in words.lower() for phrase in NEVER)


def said(reply: dict[str, Any]) -> str:
    """Return all the words of a reply."""
    return "\n".join(text["text"] for text in reply["replies"])
