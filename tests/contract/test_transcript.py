"""What a conversation gives back of itself: the transcript and what is new in it."""

from __future__ import annotations

import httpx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bot.web.gateway.guidance import pack
from bot.web.gateway.models import Conversation, Message
from tests.canned import HOME_ALONE
from tests.shapes import assert_failure, assert_reply

pytestmark = pytest.mark.django_db
TURN = {"n", "at", "from", "text", "reply", "state", "key"}


def test_a_new_conversation_is_empty(talk):
    """Before the first message there is nothing, and nobody holds the conversation."""
    assert talk.transcript() == {
        "id": talk.id,
        "ended": False,
        "held_by": None,
        "escalation": None,
        "messages": [],
    }


def test_message_and_reply_are_two_turns_in_order(talk, rasa, canned):
    """What was written and what was replied come back as two turns, with growing numbers and the message's key."""
    rasa.says(canned.mash())
    reply = talk.reply(HOME_ALONE, key="k-1")

    wrote, answered = talk.transcript()["messages"]

    assert set(wrote) == set(answered) == TURN
    assert (wrote["n"], wrote["from"], wrote["text"], wrote["state"]) == (1, "practitioner", HOME_ALONE, "answered")
    assert (answered["n"], answered["from"]) == (2, "assistant")
    assert wrote["reply"] is None
    assert answered["reply"] == reply
    assert reply["replies"][0]["text"] in answered["text"]
    assert wrote["key"] == answered["key"] == "k-1"
    assert_reply(answered["reply"], "advice")


def test_the_case_is_named_with_its_reference(talk, rasa, canned):
    """A conversation with a case gives its reference and whom to ring."""
    rasa.says(canned.mash())
    reference = talk.reply(HOME_ALONE)["escalation"]["reference"]

    case = talk.transcript()["escalation"]

    assert case["reference"] == reference
    assert set(case) == {"reference", "phone", "option", "open_now", "reason"}


def test_a_message_without_a_reply_is_waiting(talk, rasa):
    """A message that a killed process left behind is shown as waiting, and nothing stands in for its reply."""
    Message.objects.create(
        conversation_id=talk.id, n=Conversation.objects.get().next_n(), text="abc", idempotency_key="k"
    )

    (turn,) = talk.transcript()["messages"]

    assert (turn["state"], turn["key"], turn["reply"]) == ("waiting", "k", None)


def test_a_line_of_the_duty_team_is_a_turn_of_its_own(talk):
    """What a duty worker writes stands among the turns, and waits for no reply."""
    talk.reply("first")
    Message.objects.create(
        conversation_id=talk.id, n=Conversation.objects.get().next_n(), text="I am here", speaker="duty_team"
    )
    Conversation.objects.update(held_by_person=True)

    transcript = talk.transcript()

    assert [(turn["n"], turn["from"]) for turn in transcript["messages"]] == [
        (1, "practitioner"),
        (2, "assistant"),
        (3, "duty_team"),
    ]
    assert transcript["messages"][-1]["state"] == "answered"
    assert transcript["held_by"] == "duty_team"


def test_updates_are_what_came_after_a_turn(talk):
    """Asked for what is new, the gateway gives the turns with larger numbers and no other."""
    talk.reply("first")
    talk.reply("second")

    assert [turn["n"] for turn in talk.updates(0)["messages"]] == [1, 2, 3, 4]
    assert [turn["n"] for turn in talk.updates(1)["messages"]] == [2, 3, 4]
    assert [turn["n"] for turn in talk.updates(3)["messages"]] == [4]
    assert talk.updates(4) == {"messages": [], "held_by": None, "ended": False}


def test_a_reply_that_comes_late_is_new_although_its_message_is_not(talk):
    """A line of the duty team between a message and its reply does not hide the reply from who polls."""
    conversation = Conversation.objects.get()
    waiting = Message.objects.create(conversation=conversation, n=conversation.next_n(), text="abc")
    Message.objects.create(conversation=conversation, n=conversation.next_n(), text="line", speaker="duty_team")
    talk.updates(2)
    waiting.reply = {"kind": "answer", "replies": [{"text": "late"}]}
    waiting.reply_n, waiting.replied_at = conversation.next_n(), waiting.sent_at
    waiting.save()

    assert [(turn["n"], turn["text"]) for turn in talk.updates(2)["messages"]] == [(3, "late")]


def test_asking_for_updates_is_cheap(talk):
    """Polling costs two queries, however long the conversation is."""
    for number in range(5):
        talk.reply(f"message {number}")

    with CaptureQueriesContext(connection) as queries:
        talk.updates(0)

    assert len(queries) == 2


@pytest.mark.parametrize("after", ["-1", "x", "", "9" * 30, "1.5", "null"])
def test_a_turn_that_is_no_number_is_refused(talk, after):
    """`after` must be a whole number from nought."""
    assert_failure(talk.get(f"/updates?after={after}"), 422, "malformed")


def test_the_message_says_what_it_was_answered_with(talk, rasa, canned):
    """Each reply is kept with the versions of model and guidance that made it; the failsafe with no model."""

    def answers(request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            return httpx.Response(200, json={"model_file": "signpost-1.tar.gz"})
        return rasa_reply(request)

    rasa.says(canned.early_help())
    rasa_reply, rasa.answer = rasa.answer, answers
    talk.reply("first")
    rasa.fails(httpx.ConnectError)
    talk.reply("second")

    assert [(held.model_version, held.knowledge_version) for held in Message.objects.all()] == [
        ("signpost-1.tar.gz", pack().version),
        ("", pack().version),
    ]


def test_the_reply_says_which_words_it_is_about(talk, rasa, canned):
    """`said` is the message as it was read, to which the offsets of the evidence refer."""
    rasa.says(canned.mash())

    reply = talk.reply(f"  {HOME_ALONE}\n")

    assert reply["said"] == HOME_ALONE
    indicator = reply["assessment"]["indicators"][0]
    assert reply["said"][indicator["start"] : indicator["end"]] == indicator["evidence"]


@pytest.mark.parametrize("address", ["", "/updates?after=0"])
def test_another_conversations_token_reads_nothing(start, address):
    """A conversation is read with its own token alone."""
    first, second = start(), start()
    first.reply("not for others")

    response = first.client.get(
        f"/api/v1/conversations/{first.id}{address}", headers={"Authorization": f"Bearer {second.token}"}
    )

    assert_failure(response, 401, "not_yours")
    assert_failure(first.client.get(f"/api/v1/conversations/{first.id}{address}"), 401, "not_yours")


@pytest.mark.parametrize("address", ["", "/updates?after=0"])
def test_a_conversation_that_is_gone_reads_as_gone(talk, address):
    """A conversation that was deleted gets 404."""
    Conversation.objects.all().delete()

    assert_failure(talk.get(address), 404, "not_yours")
