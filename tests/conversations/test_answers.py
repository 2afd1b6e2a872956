"""What the real assistant makes of the answer to its question, and that conversations keep apart."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.conversations.test_first_replies import ATTENDANCE, KNIFE, SMASHING, STEPDAD, assert_route, buttons, shown
from tests.shapes import assert_reply


@pytest.fixture
def asked(talk):
    """A conversation in which the deciding question about domestic abuse has just been asked."""
    assert_reply(talk.say(SMASHING), "question")
    return talk


@pytest.mark.parametrize("words", ["yes", "Yes, at least one of these", "yes she is pregnant", "Yeah."])
def test_yes_raises_the_level(asked, words):
    """A yes, typed or pressed, makes it complex and severe."""
    reply = asked.say(words)

    assert_reply(reply, "advice")
    assert "domestic_abuse_pregnant_or_risk" in shown(reply)
    assert_route(reply, "complex_severe", "mash")


@pytest.mark.parametrize("words", ["no", "No, none of these", "No."])
def test_no_keeps_early_help(asked, words):
    """A no, typed or pressed, keeps early help, and the question is not asked again."""
    reply = asked.say(words)

    assert_reply(reply, "advice")
    assert "domestic_abuse_present_not_injured" in shown(reply)
    assert_route(reply, "early_help", "early_help")
    assert buttons(reply) == []


@pytest.mark.parametrize("words", ["not sure", "Not sure", "I don't know", "hard to say"])
def test_not_sure_means_the_duty_team(asked, words):
    """Where the fact is not known the duty team decides."""
    reply = asked.say(words)

    assert_reply(reply, "advice")
    assert reply["assessment"]["route"]["id"] == "duty_team"
    assert reply["assessment"]["uncertain"]
    assert reply["escalation"]["reference"]


def test_a_second_unclear_answer_means_the_duty_team(asked):
    """A question that gets no answer twice is left to the duty team."""
    first = asked.say("they live near the school")
    second = asked.say("the neighbour has a dog")

    assert first["kind"] in {"question", "advice"}
    assert second["kind"] == "advice"
    assert second["assessment"]["route"]["id"] in {"duty_team", "mash"}


def test_danger_comes_before_a_pending_question(asked):
    """Danger told instead of an answer gets 999 first."""
    assert_reply(asked.say(KNIFE), "emergency")


def test_a_level_is_never_lowered_by_what_comes_later(talk):
    """After a disclosure, small talk and small signs do not lower the level."""
    first = talk.say(STEPDAD)
    later = talk.say(ATTENDANCE)

    assert_route(later, "complex_severe", "mash")
    assert "disclosure_of_abuse" in shown(later)
    assert later["escalation"]["reference"] == first["escalation"]["reference"]


def test_two_conversations_do_not_mix(signpost):
    """What is said in one conversation neither answers a question of another nor shows in its replies."""
    first, second = signpost.talk(), signpost.talk()
    assert_reply(first.say(SMASHING), "question")

    other = second.say(ATTENDANCE)
    yes = second.say("yes")
    answered = first.say("not sure")

    assert shown(other) == {"attendance"}
    assert "domestic_abuse_pregnant_or_risk" not in shown(yes)
    assert yes["assessment"]["level"] == "early_help"
    assert answered["assessment"]["route"]["id"] == "duty_team"
    assert "attendance" not in shown(answered)


def test_many_at_once_each_get_their_own_reply(signpost):
    """Eight people who write at the same moment get the reply to their own message."""
    messages = [ATTENDANCE, STEPDAD, KNIFE, "what's the weather"] * 2
    talks = [signpost.talk() for _ in messages]

    with ThreadPoolExecutor(len(messages)) as people:
        kinds = [reply["kind"] for reply in people.map(lambda pair: pair[0].say(pair[1]), zip(talks, messages))]

    assert kinds == ["advice", "advice", "emergency", "decline"] * 2
