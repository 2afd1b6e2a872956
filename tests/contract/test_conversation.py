"""Conversations and replies, as docs/api.md promises them."""

from __future__ import annotations

import uuid

import pytest
from django.conf import settings

from bot.web.gateway.models import Conversation
from tests.canned import HOME_ALONE
from tests.shapes import PARTS, assert_contacts, assert_reply, said

pytestmark = pytest.mark.django_db

KINDS = ["mash", "early_help", "duty_team", "question", "emergency", "answer", "decline", "person"]


def test_a_conversation_starts_with_id_token_and_notice(gateway, rasa):
    """A conversation starts with 201, an id, a token and a notice that says whom to ring in danger."""
    response = gateway.post("/api/v1/conversations")

    assert response.status_code == 201
    body = response.json()
    assert set(body) == {"id", "token", "notice"}
    assert Conversation.objects.filter(pk=uuid.UUID(body["id"])).exists()
    assert "999" in body["notice"]
    assert "without names" in body["notice"]
    assert response.headers["Cache-Control"] == "no-store"


def test_two_conversations_never_share_an_id_or_a_token(start):
    """Each conversation has an id and a token of its own."""
    first, second = start(), start()

    assert first.id != second.id
    assert first.token != second.token


@pytest.mark.parametrize("sort", KINDS)
def test_a_reply_has_every_part_null_or_empty_never_missing(talk, rasa, canned, sort):
    """Every kind of reply has all seven parts, and says in words whom to ring."""
    held = getattr(canned, sort)()
    rasa.says(held)

    assert_reply(talk.reply("something about a child"), held.kind)


def test_the_parts_of_advice_are_those_of_the_design(talk, rasa, canned):
    """Advice names level, route, indicators with evidence and source, what was set aside, and the six steps."""
    rasa.says(canned.mash())

    reply = talk.reply(HOME_ALONE)

    assessment = reply["assessment"]
    assert set(assessment) == {
        "level",
        "route",
        "indicators",
        "set_aside",
        "uncertain",
        "children",
        "other_services",
        "despite_help",
    }
    assert set(assessment["route"]) == {"id", "name", "how", "how_soon", "sources"}
    indicator = assessment["indicators"][0]
    assert {"id", "label", "level", "evidence", "start", "end", "probability", "source"} <= set(indicator)
    assert HOME_ALONE[indicator["start"] : indicator["end"]] == indicator["evidence"]
    assert set(indicator["source"]) == {"document", "section", "date"}
    assert {"id", "evidence", "reason"} <= set(assessment["set_aside"][0])
    assert [step["n"] for step in reply["steps"]] == [1, 2, 3, 4, 5, 6]
    assert all(set(step) == {"n", "text", "source"} for step in reply["steps"])
    assert set(reply["escalation"]) == {"reference", "phone", "option", "open_now", "reason"}


def test_the_guidance_of_an_answer_carries_its_source(talk, rasa, canned):
    """An answer gives the entry's words, its score and its source."""
    rasa.says(canned.answer())

    item = talk.reply("how quickly do they get back to me")["guidance"][0]

    assert {"id", "title", "text", "score", "source"} <= set(item)
    assert item["text"]
    assert set(item["source"]) == {"document", "section", "date"}


def test_a_question_carries_its_buttons(talk, rasa, canned):
    """The deciding question has three buttons whose values are the words to send."""
    rasa.says(canned.question())

    reply = talk.reply("dad smashing things")

    asked = [text for text in reply["replies"] if text["quick_replies"]]
    assert len(asked) == 1
    assert [set(button) for button in asked[0]["quick_replies"]] == [{"title", "value"}] * 3
    assert asked[0]["quick_replies"][-1]["title"] == "Not sure"


def test_rasa_is_asked_with_the_conversations_id_and_the_message(talk, rasa):
    """Rasa gets the id that the gateway minted and the message without white space at its ends."""
    talk.reply("  she is often hungry\n")

    assert rasa.asked == [{"sender": talk.id, "message": "she is often hungry"}]


def test_two_conversations_ask_rasa_under_their_own_ids(start, rasa):
    """Messages of two conversations never reach Rasa under one id."""
    first, second = start(), start()

    first.reply("one")
    second.reply("two")
    first.reply("three")

    assert [asked["sender"] for asked in rasa.asked] == [first.id, second.id, first.id]


def test_a_repeat_with_the_same_key_gives_the_same_reply_and_asks_rasa_once(talk, rasa, canned):
    """The same message sent twice with one idempotency key is answered once."""
    rasa.says(canned.mash())
    first = talk.reply(HOME_ALONE, key="k-1")
    rasa.says(canned.decline())

    again = talk.reply(HOME_ALONE, key="k-1")

    assert again == first
    assert set(again) == PARTS
    assert len(rasa.asked) == 1


def test_two_conversations_may_use_the_same_key(start, rasa):
    """A key belongs to its conversation."""
    start().reply("one", key="k-1")
    start().reply("another", key="k-1")

    assert len(rasa.asked) == 2


def test_messages_without_a_key_are_all_asked(talk, rasa):
    """Without a key every message is a new one, even with the same words."""
    talk.reply("no change")
    talk.reply("no change")

    assert len(rasa.asked) == 2


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x" * 4000, id="the-longest"),
        pytest.param("x", id="the-shortest"),
        pytest.param("line one\nline two\r\n\tline three", id="lines-and-tabs"),
        pytest.param("\U0001f62d she was crying \u2013 \u201chelp\u201d", id="emoji-and-quotes"),
        pytest.param("n/a or maybe and/or", id="slash-inside"),
        pytest.param("Zażółć gęślą jaźń \u0645\u0631\u062d\u0628\u0627", id="other-scripts"),
    ],
)
def test_what_people_write_is_taken(talk, text):
    """Ordinary messages of any length up to the limit are answered."""
    assert_reply(talk.reply(text), "advice")


def test_contacts_are_given_without_a_conversation(gateway):
    """Anybody can ask whom to ring."""
    response = gateway.get("/api/v1/contacts")

    assert response.status_code == 200
    assert_contacts(response.json())


def test_a_page_that_is_configured_may_ask(gateway, rasa):
    """A page listed in the settings gets an answer, and its browser is told so."""
    origin = settings.CORS_ALLOWED_ORIGINS[0]

    response = gateway.post("/api/v1/conversations", headers={"Origin": origin})

    assert response.status_code == 201
    assert response.headers["Access-Control-Allow-Origin"] == origin


def test_a_browser_may_send_the_headers_that_the_api_needs(gateway):
    """The preflight of a configured page allows the token and the idempotency key."""
    response = gateway.options(
        "/api/v1/conversations",
        headers={
            "Origin": settings.CORS_ALLOWED_ORIGINS[0],
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "authorization,content-type,idempotency-key",
        },
    )

    allowed = response.headers["Access-Control-Allow-Headers"]
    assert response.status_code == 200
    assert all(name in allowed for name in ("authorization", "content-type", "idempotency-key"))


def test_our_own_page_may_ask(gateway, rasa):
    """The chat page's own origin is known without being configured."""
    response = gateway.post("/api/v1/conversations", headers={"Origin": "http://testserver"})

    assert response.status_code == 201


def test_the_failsafe_of_a_reply_is_never_advice(talk, rasa):
    """Where Rasa has nothing to say, no assessment is made up."""
    rasa.sends([])

    reply = talk.reply("something about a child")

    assert_reply(reply, "failsafe")
    assert reply["assessment"] is None
    assert reply["steps"] == []
    assert "Quote the reference" in said(reply)
