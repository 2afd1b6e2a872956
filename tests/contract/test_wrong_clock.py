"""A clock that is wrong, or that is put right in mid-conversation, leaves nobody without an answer or the contacts."""

from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone
from types import SimpleNamespace

import pytest
from django.core import signing
from django.utils import timezone as django_timezone

from bot.web.gateway import guidance, limits, tokens
from bot.web.gateway.models import Message
from tests.canned import KNIFE
from tests.shapes import assert_failure, assert_reply

pytestmark = pytest.mark.django_db
REAL = time.time
HOUR, DAY = 3600, 24 * 3600


@pytest.fixture
def clock(monkeypatch):
    """Puts the machine's clock forward or back by so many seconds."""

    def put(seconds: float) -> None:
        shifted = SimpleNamespace(time=lambda: REAL() + seconds)
        now = datetime.now(timezone.utc) + timedelta(seconds=seconds)
        monkeypatch.setattr(signing, "time", shifted)
        monkeypatch.setattr(tokens, "time", shifted)
        monkeypatch.setattr(limits, "time", shifted)
        monkeypatch.setattr(django_timezone, "now", lambda: now)
        for writer in (guidance.composer(),):
            monkeypatch.setattr(writer.wording, "_clock", lambda: now)

    return put


@pytest.mark.parametrize("seconds", [-50 * 365 * DAY, -3 * HOUR, 3 * HOUR, 70 * 365 * DAY])
def test_under_a_wrong_clock_messages_are_answered(clock, start, seconds):
    """However wrong the clock is all along, a conversation starts, is answered, and names the contacts."""
    clock(seconds)
    talk = start()

    assert_reply(talk.reply("he is often late"), "advice")
    assert_reply(talk.reply(KNIFE), "emergency")
    assert [turn["n"] for turn in talk.transcript()["messages"]] == [1, 2, 3, 4]


@pytest.mark.parametrize("seconds", [-20 * HOUR, -HOUR, HOUR, 20 * HOUR])
def test_a_clock_that_is_put_right_by_hours_locks_nobody_out(clock, talk, seconds):
    """Where the clock jumps by less than a day the conversation goes on, in its order."""
    talk.reply("first")
    clock(seconds)

    assert_reply(talk.reply("second"), "advice")
    assert [turn["text"] for turn in talk.transcript()["messages"] if turn["from"] == "practitioner"] == [
        "first",
        "second",
    ]


@pytest.mark.parametrize("seconds", [-400 * DAY, -2 * DAY, 2 * DAY, 400 * DAY])
def test_a_jump_of_days_shuts_the_conversation_in_words(clock, talk, start, seconds):
    """A token that is days away from the clock, either way, opens nothing; the error says what to do and whom to ring,
    what was stored stays, and a new conversation works."""
    talk.reply("first")
    clock(seconds)

    assert_failure(talk.send("second"), 401, "not_yours")
    assert Message.objects.count() == 1
    assert_reply(start().reply("again"), "advice")
