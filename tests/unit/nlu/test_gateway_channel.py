"""Rasa's one open channel answers the gateway alone."""

from __future__ import annotations

import asyncio
import uuid
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from rasa.core.channels.channel import UserMessage, register
from rasa.shared.exceptions import InvalidConfigException
from sanic import Sanic

from bot.nlu.gateway_channel import GatewayChannel

TOKEN = "a-token"
WEBHOOK = "/webhooks/gateway/webhook"
READINGS = "/webhooks/gateway/readings"
MESSAGE = {"sender": "someone", "message": "she is six"}


@pytest.fixture(scope="module")
def channel() -> tuple[Sanic, list[UserMessage]]:
    """A server with this channel, made as Rasa makes it, in front of a Rasa that says what it heard; and what it heard.

    One for all tests, as a server of this kind can be made ready once in a process.
    """
    heard: list[UserMessage] = []

    async def take(message: UserMessage) -> None:
        heard.append(message)
        await message.output_channel.send_text_message(message.sender_id, f"heard {message.text}")

    async def parse(text: str) -> dict[str, Any]:
        return {"intent": {"name": "greet", "confidence": 0.5}, "reading": {"read": text}, "entities": []}

    app = Sanic(f"test-{uuid.uuid4().hex}")
    app.ctx.agent = SimpleNamespace(handle_message=take, parse_message=parse)
    register([GatewayChannel.from_credentials({"token": TOKEN})], app, route="/webhooks/")
    asyncio.run(app._startup())
    return app, heard


@pytest.fixture
def app(channel: tuple[Sanic, list[UserMessage]]) -> Sanic:
    """The server."""
    return channel[0]


@pytest.fixture
def heard(channel: tuple[Sanic, list[UserMessage]]) -> list[UserMessage]:
    """What gets through to Rasa in this test."""
    channel[1].clear()
    return channel[1]


def asked(app: Sanic, method: str, address: str, **options: Any) -> httpx.Response:
    """Send a request into the application, without a socket."""

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://rasa.test") as client:
            return await client.request(method, address, **options)

    return asyncio.run(ask())


def test_the_gateway_is_answered(app: Sanic, heard: list[UserMessage]) -> None:
    """A message with the token reaches Rasa under its conversation, and the answer comes back."""
    response = asked(app, "POST", WEBHOOK, json=MESSAGE, headers={"Authorization": f"Bearer {TOKEN}"})

    assert response.status_code == 200
    assert response.json() == [{"recipient_id": "someone", "text": "heard she is six"}]
    assert [(message.sender_id, message.text, message.input_channel) for message in heard] == [
        ("someone", "she is six", "gateway")
    ]


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="none"),
        pytest.param({"Authorization": ""}, id="empty"),
        pytest.param({"Authorization": "Bearer "}, id="no-token"),
        pytest.param({"Authorization": TOKEN}, id="no-scheme"),
        pytest.param({"Authorization": f"Basic {TOKEN}"}, id="other-scheme"),
        pytest.param({"Authorization": "Bearer another"}, id="another"),
        pytest.param({"Authorization": f"Bearer {TOKEN}x"}, id="longer"),
        pytest.param({"Authorization": f"Bearer {TOKEN[:-1]}"}, id="shorter"),
        pytest.param({"Authorization": "Bearer \u20ac".encode()}, id="not-ascii"),
        pytest.param({"X-Authorization": f"Bearer {TOKEN}"}, id="other-header"),
    ],
)
@pytest.mark.parametrize(
    ("method", "address"),
    [("POST", WEBHOOK), ("GET", "/webhooks/gateway/"), ("POST", READINGS), ("POST", "/webhooks/gateway/vectors")],
)
def test_nobody_else_is_answered(
    app: Sanic, heard: list[UserMessage], headers: dict[str, Any], method: str, address: str
) -> None:
    """Without the very token no address of the channel answers, and Rasa hears nothing."""
    options = {"json": MESSAGE} if method == "POST" else {}

    response = asked(app, method, address, headers=headers, **options)

    assert response.status_code == 401
    assert heard == []
    assert TOKEN not in response.text


def test_texts_are_read_without_a_conversation(app: Sanic, heard: list[UserMessage]) -> None:
    """Editors see what the model makes of words; Rasa hears no message, and a command is no command."""
    response = asked(
        app, "POST", READINGS, json={"texts": ["she is six", "/restart"]}, headers={"Authorization": f"Bearer {TOKEN}"}
    )

    assert response.json() == {
        "readings": [
            {"intent": "greet", "confidence": 0.5, "reading": {"read": "she is six"}},
            {"intent": "greet", "confidence": 0.5, "reading": {"read": "restart"}},
        ]
    }
    assert heard == []


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"texts": []}, id="no-text"),
        pytest.param({"texts": "she is six"}, id="no-list"),
        pytest.param({"texts": [6]}, id="no-words"),
        pytest.param({"texts": [""]}, id="empty"),
        pytest.param({"texts": ["x" * 4001]}, id="too-long"),
        pytest.param({"texts": ["x"] * 33}, id="too-many"),
        pytest.param(["she is six"], id="no-record"),
    ],
)
@pytest.mark.parametrize("address", [READINGS, "/webhooks/gateway/vectors"])
def test_what_is_no_list_of_texts_is_refused(app: Sanic, address: str, body: Any) -> None:
    """With what was expected, and before anything is read."""
    response = asked(app, "POST", address, json=body, headers={"Authorization": f"Bearer {TOKEN}"})

    assert response.status_code == 400
    assert "texts" in response.json()["error"]


def test_the_token_may_not_stand_in_the_address(app: Sanic, heard: list[UserMessage]) -> None:
    """A token in the address, where logs would keep it, opens nothing."""
    assert asked(app, "POST", f"{WEBHOOK}?token={TOKEN}", json=MESSAGE).status_code == 401

    assert heard == []


@pytest.mark.parametrize("credentials", [None, {}, {"token": ""}, {"token": None}])
def test_a_channel_without_a_token_is_not_made(credentials: dict[str, Any] | None) -> None:
    """A channel that would answer everybody is refused, and the error says what to do."""
    with pytest.raises(InvalidConfigException, match="SIGNPOST_RASA_TOKEN"):
        GatewayChannel.from_credentials(credentials)
