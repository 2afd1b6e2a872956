"""What is passed on at second hand."""

from __future__ import annotations

import pytest
from hypothesis import given

from bot.language.clauses import clauses
from bot.language.hearsay import hearsay_in
from tests.strategies import messages


def passed_on(message: str) -> bool:
    """Return whether any clause of a message is passed on."""
    return any(hearsay_in(message, clauses(message)))


@pytest.mark.parametrize(
    "message",
    [
        "Apparently the children are left alone.",
        "A neighbour said that he hits her.",
        "Another mum told me she sleeps in the car.",
        "People say he is dealing from the garages.",
        "I heard that she is meeting men in hotels.",
        "He told his teacher, who told me, that his mum locks him in the shed.",
        "Somebody put on Facebook that the baby is left screaming.",
        "There is talk on the estate that the boy carries a knife.",
        "I was told by a customer that the girl next door has a black eye.",
        "A pupil told me that another girl is being hit at home.",
        "According to a neighbour there is screaming every night.",
        "Her best friend told us she has stopped eating.",
    ],
)
def test_what_others_say_is_passed_on(message: str) -> None:
    """Rumour, what others say, and what came through somebody else are known as such."""
    assert passed_on(message)


@pytest.mark.parametrize(
    "message",
    [
        "She told me that her stepdad hits her.",
        "The girl told me other girls hit her and took her phone.",
        "He told his teacher, that is me, that he gets no tea.",
        "I heard screaming from the flat every night this week.",
        "I saw a message on her phone from a man offering money.",
        "The health visitor says the baby has lost weight again.",
        "Mum has told us she hits him when he will not sleep.",
        "He posted on Instagram that he is going to end it.",
        "Neighbours were shouting and the children stood there in pyjamas.",
        "Can someone tell me what to do about the burns on his arm?",
    ],
)
def test_first_hand_words_are_not(message: str) -> None:
    """A child's or parent's own words to the writer, what a colleague found and what was seen are no hearsay."""
    assert not passed_on(message)


def test_a_sentence_is_passed_on_whole_and_the_next_is_not() -> None:
    """What stands in the same sentence was heard too; what follows was not."""
    message = "Apparently she is hit at home, and he drinks all day. I saw the bruise on her arm today."

    assert hearsay_in(message, clauses(message)) == [True, True, False]


@given(message=messages())
def test_any_message_can_be_read(message: str) -> None:
    """No words stop the reading, and every clause gets one answer."""
    assert len(hearsay_in(message, clauses(message))) == len(clauses(message))
