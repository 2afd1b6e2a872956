"""Tests of the guidance that is shipped."""

from __future__ import annotations

import pytest

from bot.content.pack import Pack
from tests.builders import real_pack


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The pack that is shipped."""
    return real_pack()
