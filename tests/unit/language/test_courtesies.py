"""What is said for politeness alone."""

from __future__ import annotations

import pytest

from bot.language.courtesies import without_courtesies

FACT = "He is thirteen, carries a knife to school."


@pytest.mark.parametrize(
    "message",
    [
        f"Hope you are well. {FACT} Any guidance would be gratefully received.",
        f"Hello team, hope you're all well! {FACT} Many thanks",
        f"Hi. Sorry to bother you with this. {FACT}",
        f"Good morning, {FACT}",
        f"{FACT} Please advise.",
        f"{FACT} Could you please advise? Kind regards",
        f"Not sure if this is the right place. {FACT} Thank you so much for your help.",
        f"This might not be for you and do tell me if so. {FACT}",
        f"I just wanted to run this past you. {FACT}",
    ],
)
def test_courtesies_around_a_fact_are_left_out(message: str) -> None:
    """Only the fact is read, however politely it is told."""
    assert without_courtesies(message).text.strip() == FACT


@pytest.mark.parametrize(
    "message",
    [
        "Hello",
        "Thanks, that is all",
        "Hi there, hope you are well.",
        "Can you help me with the referral form?",
        "Sorry, he was six and not seven.",
        "Mum says sorry to the children and hits them again.",
        "He says thanks for nothing and walks out at night.",
        "Any advice on the timescale of an assessment for a disabled child?",
        "She said good morning to nobody, cried, and hid under the desk.",
        "I am not sure if this is a bruise or a birthmark.",
        "Sorry for the way I hit her, he told the class.",
        "First line\n\nsecond   line of the note",
    ],
)
def test_a_message_that_is_more_than_courtesy_stays_as_it_is(message: str) -> None:
    """Small talk keeps its words, and words of courtesy inside a fact are part of it."""
    assert without_courtesies(message).text == message


def test_words_of_the_fact_are_found_again_in_the_message() -> None:
    """What is marked as evidence is the practitioner's own words, without the courtesies around them."""
    message = f"Hope you are well. {FACT} Many thanks."
    told = without_courtesies(message)
    start = told.text.index(FACT)

    assert message[slice(*told.back(start, start + len(FACT)))] == FACT
