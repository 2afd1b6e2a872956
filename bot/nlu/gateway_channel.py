"""The one door into Rasa: a channel that only answers the gateway, which holds the token."""

from typing import Any, Awaitable, Callable, Dict, Optional

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from rasa.shared.exceptions import InvalidConfigException
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse


class GatewayChannel(RestInput):
    """Rasa's REST channel at `/webhooks/gateway/webhook`, with `Authorization: Bearer <token>` on every request."""

    @classmethod
    def name(cls) -> str:
        """Return the channel's name, which is part of its address."""
        return "gateway"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> "GatewayChannel":
        """Return the channel for the entry in `credentials.yml`.

        Raises:
            InvalidConfigException: The entry has no token.
        """
        token = (credentials or {}).get("token")
        if not token:
            raise InvalidConfigException(
                "credentials.yml: the gateway channel has no token; set SIGNPOST_RASA_TOKEN, or use `make run`"
            )
        return cls(str(token))

    def __init__(self, token: str) -> None:
        self._expected = f"Bearer {token}"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[None]]) -> Blueprint:
        """Return Rasa's REST routes behind the check of the token."""
        routes = super().blueprint(on_new_message)

        @routes.middleware("request")
        async def refuse_strangers(request: Request) -> Optional[HTTPResponse]:
            from hmac import compare_digest

            given = request.headers.get("authorization", "")
            if compare_digest(given.encode(), self._expected.encode()):
                return None
            return response.json({"error": "this channel answers the gateway alone"}, status=401)

        return routes
