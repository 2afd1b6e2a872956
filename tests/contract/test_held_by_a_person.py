"""While a person of the duty team holds a conversation, the assistant is silent."""

from __future__ import annotations

import pytest

from bot.web.gateway.models import Conversation
from tests.canned import KNIFE
from tests.shapes import assert_reply, said


@pytest.fixture
def held(talk):
    """A conversation that somebody of the duty team has taken."""
    Conversation.objects.update(held_by_person=True)
    return talk


@pytest.mark.django_db
def test_rasa_is_not_asked_while_a_person_holds_the_conversation(held, rasa):
    """The message is kept, Rasa hears nothing of it, and the person is told who will answer."""
    reply = held.reply("he came in with a mark on his neck")

    assert_reply(reply, "answer")
    assert rasa.asked == []
    assert "person from the duty team" in said(reply)


@pytest.mark.django_db
def test_danger_is_answered_even_then(held, rasa):
    """Signs of danger now get 999 at once, whoever holds the conversation."""
    assert_reply(held.reply(KNIFE), "emergency")

    assert rasa.asked == []
