"""What stands in for the parts around the gateway: a Rasa, and a client that holds a conversation."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
from django.http import HttpResponse
from django.test import Client

from bot.reply.shape import Reply
from tests.canned import from_rasa

Answer = Callable[[httpx.Request], httpx.Response]


@dataclass
class FakeRasa:
    """Stands where Rasa stands: gives one answer to everything, and remembers what it was asked."""

    answer: Answer
    asked: list[dict[str, Any]] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            self.asked.append(json.loads(request.content))
        return self.answer(request)

    def says(self, reply: Reply) -> None:
        """Give this reply from now on."""
        self.sends(from_rasa(reply))

    def sends(self, body: object, status: int = 200) -> None:
        """Send this as JSON from now on."""
        self.answer = lambda request: httpx.Response(status, json=body)

    def fails(self, error: type[httpx.HTTPError]) -> None:
        """Fail in this way from now on."""

        def raises(request: httpx.Request) -> httpx.Response:
            raise error("not for anybody's eyes")

        self.answer = raises


@dataclass
class Talk:
    """A conversation as a client holds it."""

    client: Client
    id: str
    token: str

    def send(self, text: str, *, key: str | None = None, **headers: str) -> HttpResponse:
        """Send a message and return the raw response."""
        if key is not None:
            headers["Idempotency-Key"] = key
        return self.client.post(
            f"/api/v1/conversations/{self.id}/messages",
            {"text": text},
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.token}", **headers},
        )

    def reply(self, text: str, **headers: str) -> dict[str, Any]:
        """Send a message and return the reply, which must be one."""
        response = self.send(text, **headers)
        assert response.status_code == 200, response.content
        return response.json()

    def get(self, address: str) -> HttpResponse:
        """Read an address of the conversation and return the raw response."""
        return self.client.get(
            f"/api/v1/conversations/{self.id}{address}", headers={"Authorization": f"Bearer {self.token}"}
        )

    def post(self, address: str, body: object = None) -> HttpResponse:
        """Post to an address of the conversation, with JSON or with nothing, and return the raw response."""
        return self.client.post(
            f"/api/v1/conversations/{self.id}{address}",
            body if body is not None else b"",
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.token}"},
        )

    def transcript(self) -> dict[str, Any]:
        """Return the whole conversation."""
        response = self.get("")
        assert response.status_code == 200, response.content
        return response.json()

    def updates(self, after: int) -> dict[str, Any]:
        """Return what came after a turn."""
        response = self.get(f"/updates?after={after}")
        assert response.status_code == 200, response.content
        return response.json()
