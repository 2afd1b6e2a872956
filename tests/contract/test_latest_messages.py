"""What a comparison is given of the messages that people wrote."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.web.gateway.models import DUTY_TEAM, Conversation, Message
from bot.web.latest_messages import latest_conversations
from tests.contract.fakes import Talk


def test_messages_come_by_conversation(start: Callable[[], Talk]) -> None:
    """Each under its key, as it is stored, in the order in which it was written."""
    first, second = start(), start()
    first.reply("he is left alone")
    second.reply("another concern")
    first.reply("not sure")

    found = latest_conversations()

    assert [[message.text for message in one] for one in found] == [
        ["he is left alone", "not sure"],
        ["another concern"],
    ]
    assert {message.key for one in found for message in one} == {str(m.pk) for m in Message.objects.all()}


@pytest.mark.django_db
def test_lines_of_the_duty_team_and_withheld_words_are_left_out() -> None:
    """Only what a practitioner wrote, and only what could be masked, is asked again."""
    conversation = Conversation.objects.create()
    Message.objects.create(conversation=conversation, n=1, text="kept")
    Message.objects.create(conversation=conversation, n=2, text="a duty worker's line", speaker=DUTY_TEAM)
    Message.objects.create(conversation=conversation, n=3, text="withheld", withheld=True)

    assert [[message.text for message in one] for one in latest_conversations()] == [["kept"]]


@pytest.mark.django_db
def test_only_the_latest_are_taken() -> None:
    """A busy year does not make a training slow."""
    conversation = Conversation.objects.create()
    for n in range(5):
        Message.objects.create(conversation=conversation, n=n, text=f"message {n}")

    assert [message.text for message in latest_conversations(most=2)[0]] == ["message 3", "message 4"]
