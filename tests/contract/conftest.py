"""The gateway as its clients meet it, with a fake Rasa behind it and no socket anywhere."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator

import httpx
import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from bot.publishing.live import LiveRasa, Serving
from bot.web.gateway import api, guidance
from bot.web.gateway.door import Door
from bot.web.gateway.masking import masking
from bot.web.gateway.rasa_client import RasaClient
from tests.canned import Canned, from_rasa
from tests.contract.fakes import FakeRasa, Talk

pytest.register_assert_rewrite("tests.shapes")


@pytest.fixture(autouse=True)
def _fresh_counts() -> Iterator[None]:
    """Start every test with no message counted."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(scope="session")
def canned() -> Canned:
    """Replies as the action server makes them."""
    return Canned(guidance.pack())


@pytest.fixture
def rasa(monkeypatch: pytest.MonkeyPatch, canned: Canned) -> FakeRasa:
    """A fake Rasa in the gateway's line; at first it advises early help."""
    fake = FakeRasa(lambda request: httpx.Response(200, json=from_rasa(canned.early_help())))
    live = LiveRasa(settings.LIVE_FILE, Serving("http://rasa.test"))
    line = RasaClient(live, settings.RASA_TOKEN, 10, transport=httpx.MockTransport(fake))
    monkeypatch.setattr(api, "rasa_client", lambda: line)
    monkeypatch.setattr(api, "door", lambda: Door(guidance.pack(), guidance.composer(), line, masking()))
    return fake


@pytest.fixture
def gateway() -> Client:
    """A client that sees errors as a browser would."""
    return Client(raise_request_exception=False)


@pytest.fixture
def start(gateway: Client, db: None, rasa: FakeRasa) -> Callable[[], Talk]:
    """Start a conversation."""

    def started() -> Talk:
        body = gateway.post("/api/v1/conversations").json()
        return Talk(gateway, body["id"], body["token"])

    return started


@pytest.fixture
def talk(start: Callable[[], Talk]) -> Talk:
    """A conversation that has just been started."""
    return start()


@pytest.fixture
def stranger() -> str:
    """An id that no conversation has."""
    return str(uuid.uuid4())
