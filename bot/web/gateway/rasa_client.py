"""The gateway's line to Rasa."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx
from pydantic import ValidationError

from bot.publishing.live import LiveRasa
from bot.reply.shape import Reply

REPLY_KEY = "signpost"
_LOOK_UP_SECONDS = 60
# Rasa is on this machine.
_CONNECT_SECONDS = 1


@dataclass(frozen=True)
class Spoken:
    """A reply, and the name of the model that made it; empty where no model was asked."""

    reply: Reply
    model_version: str = ""


class AssistantError(Exception):
    """Rasa gave no reply that can be shown. The message holds nothing that anyone wrote."""


class RasaClient:
    """Asks the Rasa that is in service over its gateway channel; one connection pool for all threads."""

    def __init__(
        self, live: LiveRasa, token: str, timeout_seconds: float, transport: httpx.BaseTransport | None = None
    ) -> None:
        self.timeout_seconds = timeout_seconds
        self._live = live
        self._looked_up = ("", "", float("-inf"))
        self._client = httpx.Client(
            headers={"Authorization": f"Bearer {token}"},
            timeout=timeout_seconds,
            transport=transport,
            trust_env=False,
        )

    def ask(self, conversation_id: str, text: str, *, patience_seconds: float) -> Spoken:
        """Return the assistant's reply to a message, waiting for so many seconds at most.

        Raises:
            AssistantError: Rasa is away or slow, or what it sent is no reply.
        """
        if patience_seconds <= 0:
            raise AssistantError("there was no time left to ask Rasa")
        serving = self._live.now()
        try:
            response = self._client.post(
                f"{serving.url}/webhooks/gateway/webhook",
                json={"sender": conversation_id, "message": text},
                timeout=_timeout(patience_seconds),
            )
            response.raise_for_status()
            utterances = response.json()
        except httpx.TimeoutException as error:
            raise AssistantError("Rasa did not answer in time") from error
        except (httpx.HTTPError, ValueError) as error:
            raise AssistantError(f"Rasa could not be asked ({type(error).__name__})") from error
        return Spoken(_reply_among(utterances), serving.model or self._model_at(serving.url))

    def _model_at(self, url: str) -> str:
        """Return the model of a Rasa whose model nobody has said, looked up once a minute at most."""
        at, name, looked_at = self._looked_up
        if at != url or time.monotonic() - looked_at > _LOOK_UP_SECONDS:
            name = self.model_name() or ""
            self._looked_up = (url, name, time.monotonic())
        return name

    def model_name(self) -> str | None:
        """Return the name of the model that Rasa has loaded, or None where it has none or is away."""
        try:
            response = self._client.get(f"{self._live.now().url}/status", params={"token": self._token()}, timeout=2)
        except httpx.HTTPError:
            return None
        name = _mapping(response).get("model_file") if response.status_code == 200 else None
        return str(name) if name else None

    def _token(self) -> str:
        return self._client.headers["Authorization"].removeprefix("Bearer ")


def _timeout(seconds: float) -> httpx.Timeout:
    """Return limits that together are no longer than about the seconds: what connects at all does so at once."""
    return httpx.Timeout(seconds, connect=min(seconds, _CONNECT_SECONDS), pool=min(seconds, _CONNECT_SECONDS))


def _mapping(response: httpx.Response) -> Mapping[str, Any]:
    try:
        body = response.json()
    except ValueError:
        return {}
    return body if isinstance(body, Mapping) else {}


def _reply_among(utterances: object) -> Reply:
    if not isinstance(utterances, list):
        raise AssistantError("Rasa sent something that is no list of replies")
    parts = [utterance.get("custom") for utterance in utterances if isinstance(utterance, dict)]
    found = [part[REPLY_KEY] for part in parts if isinstance(part, dict) and REPLY_KEY in part]
    if not found:
        raise AssistantError("Rasa sent no reply")
    try:
        return Reply.model_validate(found[-1])
    except ValidationError as error:
        raise AssistantError(f"Rasa sent a reply with {error.error_count()} faults") from error
