"""What a message asks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reply.questions import MOST_QUESTIONS, asked_beside, questions_in, told_in


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
        pytest.param(
            "She moved in May. What is the RAF for? who decides?",
            ["What is the RAF for", "What is the RAF for who decides"],
            id="account-before-and-small-words-after",
        ),
        pytest.param(
            "She may be cut abroad. What do I do? How long does an assessment take?",
            ["She may be cut abroad. What do I do", "How long does an assessment take"],
            id="about-what-was-told",
        ),
        pytest.param(
            "Dad is in prison. Can he have visits? Who decides on contact?",
            ["Dad is in prison. Can he have visits", "Who decides on contact"],
            id="account-that-is-needed",
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
    ("message", "told"),
    [
        pytest.param("She has a bruise. Who do I ring?", ["She has a bruise."], id="before"),
        pytest.param("what is a TAF? he has two phones", ["he has two phones"], id="after"),
        pytest.param("who do I ring about a bruise", [], id="nothing-without-a-mark"),
        pytest.param("Hello, is a bruise on a baby severe?", [], id="nothing-behind-a-greeting"),
        pytest.param("", [], id="silence"),
    ],
)
def test_what_is_told_beside_a_question_is_known(message: str, told: list[str]) -> None:
    """Sentences that ask nothing tell something."""
    assert [message[start:end].strip() for start, end in told_in(message)] == told


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        pytest.param(
            "He hit her again. How long does an assessment take?", ["How long does an assessment take?"], id="one"
        ),
        pytest.param(
            "Bruise on a baby. who do I ring and what is a strategy meeting for?",
            ["what is a strategy meeting for"],
            id="two",
        ),
        pytest.param("He hit her again, what should I do?", [], id="within-the-account"),
        pytest.param("He hit her again. Is that severe? Should I report it?", [], id="of-the-concern"),
        pytest.param("He hit her again.", [], id="none"),
        pytest.param("", [], id="silence"),
    ],
)
def test_what_is_asked_beside_a_concern_is_known(message: str, asked: list[str]) -> None:
    """Questions that the advice answers by itself are not looked up."""
    assert asked_beside(message) == asked
