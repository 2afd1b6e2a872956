"""A client of the gateway's API, for commands."""

from __future__ import annotations

from types import TracebackType

import httpx

from bot.reply.shape import Reply


class GatewayClient:
    """Starts conversations and sends messages."""

    def __init__(self, url: str, *, timeout_seconds: float = 12) -> None:
        self._client = httpx.Client(base_url=f"{url}/api/v1", timeout=timeout_seconds, trust_env=False)

    def __enter__(self) -> GatewayClient:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def start(self) -> Conversation:
        """Return a new conversation.

        Raises:
            httpx.HTTPError: The gateway is away or refuses.
        """
        response = self._client.post("/conversations")
        response.raise_for_status()
        body = response.json()
        return Conversation(self._client, body["id"], body["token"])


class Conversation:
    """One conversation with the gateway."""

    def __init__(self, client: httpx.Client, conversation_id: str, token: str) -> None:
        self._client = client
        self._address = f"/conversations/{conversation_id}/messages"
        self._headers = {"Authorization": f"Bearer {token}"}

    def send(self, text: str) -> httpx.Response:
        """Send a message and return the answer as it came.

        Raises:
            httpx.HTTPError: The gateway is away.
        """
        return self._client.post(self._address, json={"text": text}, headers=self._headers)

    def ask(self, text: str) -> Reply:
        """Send a message and return the reply to it.

        Raises:
            httpx.HTTPError: The gateway is away or refuses.
        """
        response = self.send(text)
        response.raise_for_status()
        return Reply.model_validate(response.json())
