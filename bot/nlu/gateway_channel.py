"""The one door into Rasa: a channel that only answers the gateway, which holds the token.

Beside messages it answers what the live model makes of texts, for editors: no conversation comes about by that, nothing
is kept, and between two texts messages of people go first.
"""

import asyncio
from typing import Any, Awaitable, Callable, Dict, List, Optional

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from rasa.shared.exceptions import InvalidConfigException
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

MOST_TEXTS = 32
_LONGEST = 4000
_EXPECTED = f'expected {{"texts": [...]}} with 1 to {MOST_TEXTS} texts of 1 to {_LONGEST} characters'


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

        @routes.route("/readings", methods=["POST"])
        async def readings(request: Request) -> HTTPResponse:
            texts = texts_of(request)
            if texts is None:
                return response.json({"error": _EXPECTED}, status=400)
            return response.json({"readings": [await _reading(request.app.ctx.agent, text) for text in texts]})

        @routes.route("/vectors", methods=["POST"])
        async def vectors(request: Request) -> HTTPResponse:
            texts = texts_of(request)
            if texts is None:
                return response.json({"error": _EXPECTED}, status=400)
            # In a thread, so that messages of people are answered meanwhile.
            found = await asyncio.get_running_loop().run_in_executor(None, _encoded, request.app.ctx.agent, texts)
            return response.json(found)

        return routes


def texts_of(request: Request) -> Optional[List[str]]:
    """Return the texts of a request `{"texts": [...]}`, or None where it is no such request or asks for too many."""
    body = request.json if isinstance(request.json, dict) else {}
    texts = body.get("texts")
    if not isinstance(texts, list) or not 1 <= len(texts) <= MOST_TEXTS:
        return None
    if not all(isinstance(text, str) and 0 < len(text) <= _LONGEST for text in texts):
        return None
    # A text that begins with a slash would be taken for a command.
    return [text.lstrip("/") or "-" for text in texts]


async def _reading(agent: Any, text: str) -> Dict[str, Any]:
    """Return the intent and the reading of one text."""
    from bot.nlu.concern_recogniser import READING

    await asyncio.sleep(0)
    parsed = await agent.parse_message(text)
    intent = parsed.get("intent") or {}
    return {
        "intent": str(intent.get("name") or ""),
        "confidence": float(intent.get("confidence") or 0.0),
        "reading": parsed.get(READING),
    }


def _encoded(agent: Any, texts: List[str]) -> Dict[str, Any]:
    """Return the vectors of texts as the model's own encoder makes them, and the name of that encoder."""
    from bot.nlu.shared_embedder import embedder

    nodes = agent.processor.model_metadata.predict_schema.nodes.values()
    adapters = sorted({str(node.config["adapter"]) for node in nodes if node.config.get("adapter")})
    encoder = embedder(adapters[0] if adapters else None)
    return {"encoder": encoder.fingerprint, "vectors": encoder.encode(texts).tolist()}
