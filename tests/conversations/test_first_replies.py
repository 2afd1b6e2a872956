"""What the real assistant says first: the table of messages that it must get right."""

from __future__ import annotations

import re

import pytest

from tests.shapes import assert_reply, said

BLACK_EYE = "Reception child came in with a black eye, says he fell, mum says the dog did it"
STEPDAD = "She told the TA that her stepdad touches her at night"
ATTENDANCE = "Pupil at 68% attendance since September, no reasons given"
WITHDRAWN = "Parents split up in the summer and since then he has been withdrawn, and his gran died last month"
SMASHING = "Neighbour heard dad smashing things, the 6 year old was upstairs, nobody hurt"
KNIFE = "He's in the playground now with a knife threatening the others"
MOVED_CLASS = "No bruises, no marks, attendance is good, just telling you she has moved class"
HOW_QUICKLY = "How quickly do they have to get back to me after a referral?"
WEATHER = "what's the weather"


def shown(reply):
    """Return the ids of the indicators of a reply."""
    return {item["id"] for item in reply["assessment"]["indicators"]}


def buttons(reply):
    """Return the words of the buttons of a reply."""
    return [button["value"] for text in reply["replies"] for button in text["quick_replies"]]


def assert_route(reply, level, route):
    """The reply has the level and the route, and a reference where somebody is to be rung."""
    assert reply["assessment"]["level"] == level
    assert reply["assessment"]["route"]["id"] == route
    assert (reply["escalation"] is None) == (route == "early_help")
    if reply["escalation"] is not None:
        assert reply["escalation"]["reference"] in said(reply)


@pytest.mark.parametrize(
    ("message", "indicator"),
    [
        pytest.param(BLACK_EYE, "unexplained_injury", id="black-eye-with-two-stories"),
        pytest.param(STEPDAD, "disclosure_of_abuse", id="told-the-teaching-assistant"),
    ],
)
def test_a_severe_sign_goes_to_the_front_door(talk, message, indicator):
    """A severe sign gets the complex and severe level and the front door in the first reply."""
    reply = talk.say(message)

    assert_reply(reply, "advice")
    assert indicator in shown(reply)
    assert_route(reply, "complex_severe", "mash")


def test_low_attendance_gets_early_help(talk):
    """Low attendance by itself gets early help."""
    reply = talk.say(ATTENDANCE)

    assert_reply(reply, "advice")
    assert shown(reply) == {"attendance"}
    assert_route(reply, "early_help", "early_help")


def test_two_signs_in_one_message_are_both_found(talk):
    """A loss and a change in behaviour are both found, and get early help or more, never less."""
    reply = talk.say(WITHDRAWN)

    assert reply["kind"] in {"advice", "question"}
    assert_reply(reply, reply["kind"])
    assert {"bereavement_separation", "development_behaviour"} <= shown(reply)
    assert reply["assessment"]["level"] == "early_help"
    assert reply["assessment"]["route"]["id"] in {"early_help", "duty_team"}


def test_a_row_at_home_gets_the_deciding_question(talk):
    """Domestic abuse without an injury gets early help for the meanwhile and the question that decides."""
    reply = talk.say(SMASHING)

    assert_reply(reply, "question")
    assert "domestic_abuse_present_not_injured" in shown(reply)
    assert_route(reply, "early_help", "early_help")
    assert buttons(reply) == ["Yes, at least one of these", "No, none of these", "Not sure"]
    assert "pregnant" in said(reply)


def test_a_knife_in_the_playground_is_an_emergency(talk):
    """Danger now gets 999 in the first words, then the front door."""
    reply = talk.say(KNIFE)

    assert_reply(reply, "emergency")
    assert "violent_or_criminal" in shown(reply)
    assert_route(reply, "emergency", "emergency")
    assert reply["replies"][0]["text"].startswith("Ring 999 now.")


def test_a_message_without_a_sign_still_gets_somebody_to_ring(talk):
    """With nothing recognised the duty team is offered, and nobody is told that nothing is needed."""
    reply = talk.say(MOVED_CLASS)

    assert_reply(reply, "advice")
    assert shown(reply) == set()
    assert_route(reply, None, "duty_team")


def test_a_question_about_time_is_answered_in_the_first_sentence(talk):
    """The question how soon a referral is answered gets one working day at once, with its source."""
    reply = talk.say(HOW_QUICKLY)

    assert_reply(reply, "answer")
    first = re.split(r"(?<=[.!?])\s", reply["replies"][0]["text"])[0]
    assert "one working day" in first.lower()
    assert reply["guidance"][0]["source"]["document"] in said(reply)
    assert reply["assessment"] is None
    assert reply["escalation"] is None


def test_what_signpost_is_not_for_is_declined_with_contacts(talk):
    """The weather is declined, with whom to ring."""
    reply = talk.say(WEATHER)

    assert_reply(reply, "decline")
    assert reply["assessment"] is None


@pytest.mark.parametrize("message", [BLACK_EYE, STEPDAD, ATTENDANCE, WITHDRAWN, SMASHING])
def test_evidence_is_the_practitioners_own_words(talk, message):
    """Every indicator shows words that stand in the message, at the place it names, and a source."""
    for item in talk.say(message)["assessment"]["indicators"]:
        assert message[item["start"] : item["end"]] == item["evidence"]
        assert item["evidence"].strip()
        assert item["source"]["document"]
        assert 0 < item["probability"] <= 1
