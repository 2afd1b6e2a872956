"""Messages that lean on the question before them."""

from __future__ import annotations

import pytest

from bot.reply.follow_ups import adds_nothing, alone, asks_on, leans_on_the_last, with_the_last


@pytest.mark.parametrize(
    "message",
    [
        "and for a disabled child?",
        "What about weekends",
        "is that in writing",
        "or at 17?",
        "who pays for it?",
        "how long?",
        "since when?",
        "Which age?",
        "who decides",
        "how do I contact them?",
        "where is it published?",
        "so how long have they got",
        "and step 5?",
        "what about level 3",
    ],
)
def test_a_follow_up_is_known_by_its_words(message: str) -> None:
    """One that begins as the rest of another, has small words alone, or points back in a few words leans on it."""
    assert leans_on_the_last(message)


@pytest.mark.parametrize(
    "message",
    [
        "how long does an assessment take",
        "what is CAFCASS?",
        "who is the LADO",
        "android phones at school",
        "how many children live more than 20 miles away?",
        "do they tell the police when a child goes missing from a foster home?",
        "and we have been worried about this family for months now since the new partner moved in with them",
        "",
    ],
)
def test_other_messages_stand_by_themselves(message: str) -> None:
    """A question with a subject of its own, a longer word, and a long account do not lean on anything."""
    assert not leans_on_the_last(message)


@pytest.mark.parametrize("message", ["and the year before?", "who does it?", "since when", "and in England?"])
def test_what_plainly_asks_on_is_known_without_a_model(message: str) -> None:
    """A follow-up in the form of a question asks on, whatever a model takes it for."""
    assert asks_on(message)


@pytest.mark.parametrize("message", ["and dad drinks", "who are you?", "is that your job?", "but he hit her", "thanks"])
def test_an_account_or_a_question_to_the_assistant_does_not_ask_on(message: str) -> None:
    """What tells more, and what is asked of the assistant, stays what a model takes it for."""
    assert not asks_on(message)


def test_only_a_few_small_words_tell_nothing() -> None:
    """One word that names something, or many words, may tell something."""
    assert adds_nothing("and since when?")
    assert adds_nothing("and step 5?")
    assert not adds_nothing("since when is he missing?")
    assert not adds_nothing("how many of them are there who have been there for more than a year")
    assert not adds_nothing("?!")


def test_a_follow_up_weighs_more_than_what_it_leans_on() -> None:
    """What is new is said twice, without the word that joins it; where nothing is new, it is said once."""
    assert (
        with_the_last("and for a disabled child?", "how long is an assessment?")
        == "how long is an assessment and for a disabled child for a disabled child"
    )
    assert with_the_last("and step 5?", "what is step 4?") == "what is step 4 and step 5 step 5"
    assert with_the_last("who decides?", "what is a plan?") == "what is a plan who decides"
    assert with_the_last("how often is it reviewed?", "what is a plan?") == "what is a plan how often is it reviewed"


def test_a_follow_up_can_be_looked_up_by_itself() -> None:
    """Without the words that join it, it is a question of its own."""
    assert alone("and for a child who moves away?") == "for a child who moves away"
    assert alone("where is it published?") == "where is it published"
