"""What a message asks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reply.questions import MOST_QUESTIONS, leans_on_the_last, questions_in, with_the_last


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        pytest.param(
            "When do I ring the duty team? Who leads a strategy discussion?",
            ["When do I ring the duty team", "Who leads a strategy discussion"],
            id="two-marks",
        ),
        pytest.param(
            "how long does an assessment take and who decides on the next steps",
            ["how long does an assessment take", "who decides on the next steps"],
            id="joined-by-and",
        ),
        pytest.param(
            "what is the RAF for\nwhen do we use the neglect toolkit",
            ["what is the RAF for", "when do we use the neglect toolkit"],
            id="two-lines",
        ),
        pytest.param(
            "what goes into a referral, and also who gets feedback on a referral?",
            ["what goes into a referral", "who gets feedback on a referral"],
            id="comma-and-also",
        ),
        pytest.param(
            "what is a child in need plan? how often is it reviewed?",
            ["what is a child in need plan", "what is a child in need plan how often is it reviewed"],
            id="points-back",
        ),
        pytest.param(
            "how long does an assessment take and who leads it?",
            ["how long does an assessment take", "how long does an assessment take who leads it"],
            id="points-back-in-three-words",
        ),
    ],
)
def test_several_questions_are_told_apart(message: str, asked: list[str]) -> None:
    """Each question comes by itself; one that points back takes up the first."""
    assert questions_in(message) == asked


@pytest.mark.parametrize(
    "message",
    [
        "how long is an assessment?",
        "what is the difference between section 17 and section 47",
        "who decides and when",
        "mum and dad both drink, what should I do",
        "we have a family of four. dad is in prison. can he have visits?",
        "do I tell the parents before I refer and their consent",
        "referral timescales",
        "",
    ],
)
def test_one_question_stays_whole(message: str) -> None:
    """An "and" within a question, an account before it, or a heading is not a second question."""
    assert questions_in(message) == [message.strip()]


def test_there_are_never_more_than_a_few() -> None:
    """A page full of questions is answered in part, not with a page."""
    assert len(questions_in("what is a strategy meeting for? " * 9)) == MOST_QUESTIONS


@given(st.text(max_size=200))
def test_any_message_asks_at_least_one_thing(message: str) -> None:
    """Whatever is written, there is something to look up, and nothing is invented."""
    asked = questions_in(message)

    assert 1 <= len(asked) <= MOST_QUESTIONS
    assert all(set(part.split()) <= set(message.replace("?", " ").split()) | set(message.split()) for part in asked)


@pytest.mark.parametrize(
    "message", ["and for a disabled child?", "What about weekends", "is that in writing", "or at 17?"]
)
def test_a_follow_up_is_known_by_how_it_begins(message: str) -> None:
    """A short message that begins as the rest of another leans on it."""
    assert leans_on_the_last(message)


@pytest.mark.parametrize(
    "message",
    [
        "how long does an assessment take",
        "android phones at school",
        "and we have been worried about this family for months now since the new partner moved in with them",
    ],
)
def test_other_messages_stand_by_themselves(message: str) -> None:
    """A new question, a longer word, and a long account do not lean on anything."""
    assert not leans_on_the_last(message)


def test_a_follow_up_weighs_more_than_what_it_leans_on() -> None:
    """What is new is said twice, without the word that joins it."""
    assert (
        with_the_last("and for a disabled child?", "how long is an assessment?")
        == "how long is an assessment and for a disabled child? for a disabled child?"
    )
