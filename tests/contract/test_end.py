"""The end of a chat."""

from __future__ import annotations

import pytest

from bot.web.gateway.models import Conversation
from tests.shapes import assert_failure

pytestmark = pytest.mark.django_db


def test_after_the_end_nothing_more_is_taken(talk, rasa):
    """A chat that was ended takes no message and makes no case; it says so in words."""
    talk.reply("first")

    assert talk.post("/end").status_code == 204

    assert_failure(talk.send("second"), 410, "ended")
    assert_failure(talk.post("/escalation", {}), 410, "ended")
    assert len(rasa.asked) == 1


def test_an_ended_chat_can_be_read_and_complained_about(talk):
    """After the end the transcript says so, and advice can still be called wrong."""
    talk.reply("first")
    talk.post("/end")

    assert talk.transcript()["ended"] is True
    assert talk.updates(2)["ended"] is True
    assert talk.post("/feedback", {"n": 2, "kind": "too_low", "text": ""}).status_code == 201


def test_ending_twice_is_no_error_and_keeps_the_first_moment(talk):
    """The second end changes nothing."""
    talk.post("/end")
    ended_at = Conversation.objects.get().ended_at

    assert talk.post("/end").status_code == 204
    assert Conversation.objects.get().ended_at == ended_at


def test_another_conversation_goes_on(start):
    """The end of one conversation ends no other."""
    first, second = start(), start()
    first.post("/end")

    assert second.send("hello").status_code == 200


def test_only_its_owner_ends_a_conversation(start):
    """Another conversation's token ends nothing."""
    first, second = start(), start()

    response = first.client.post(
        f"/api/v1/conversations/{first.id}/end", headers={"Authorization": f"Bearer {second.token}"}
    )

    assert_failure(response, 401, "not_yours")
    assert Conversation.objects.get(pk=first.id).ended_at is None


def test_a_conversation_that_is_gone_cannot_be_ended(talk):
    """A conversation that was deleted gets 404."""
    Conversation.objects.all().delete()

    assert_failure(talk.post("/end"), 404, "not_yours")
