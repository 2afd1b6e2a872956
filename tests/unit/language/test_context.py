"""What the words around a sign do to it."""

from __future__ import annotations

import pytest
from hypothesis import given

from bot.language.clauses import Span, clauses
from bot.language.context import Turn, is_reported, turn_of, turns_of
from tests.strategies import messages


def clause(text: str) -> Span:
    """Return a clause that is a whole message."""
    return Span(text, 0, len(text))


@pytest.mark.parametrize(
    ("text", "turn"),
    [
        pytest.param("There are no bruises", Turn.NEGATED, id="no"),
        pytest.param("she denies any self-harm", Turn.NEGATED, id="denies"),
        pytest.param("he isn\u2019t missing", Turn.NEGATED, id="curly-apostrophe"),
        pytest.param("NO CONCERNS ABOUT neglect", Turn.NEGATED, id="capitals"),
        pytest.param("she used to self-harm", Turn.PAST, id="used-to"),
        pytest.param("dad hit him years ago", Turn.PAST, id="years-ago"),
        pytest.param("what if a child was left alone", Turn.HYPOTHETICAL, id="what-if"),
        pytest.param("for our training scenario: a child goes missing", Turn.HYPOTHETICAL, id="training"),
        pytest.param("the patient has no children and drinks", Turn.ADULT_ONLY, id="no-children"),
        pytest.param("a 45 year old man drinks heavily", Turn.ADULT_ONLY, id="adult"),
        pytest.param("he has bruises on both arms", None, id="stated"),
        pytest.param("a 14 year old boy drinks heavily", None, id="a-child-of-that-age"),
    ],
)
def test_a_clause_turns_what_it_mentions(text: str, turn: Turn | None) -> None:
    """A clause denies, dates, imagines or moves to an adult what it mentions, or simply states it."""
    assert turn_of(clause(text)) is turn


@pytest.mark.parametrize(
    "text",
    [
        "there is no food in the house",
        "nobody home when the children got back",
        "he has not been seen for a week",
        "she never turns up to school",
        "mum won't let us in",
        "he can't say how he got the mark",
        "nothing has changed",
        "left without an adult",
    ],
)
def test_a_no_that_is_the_sign_itself_denies_nothing(text: str) -> None:
    """Words such as "no food" are what worries people, not a denial of it."""
    assert turn_of(clause(text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "bruise to the arm, no fracture on the film",
        "they did not seek help for the burn",
        "he won't sleep alone any more",
        "no lunch money, wrong shoes, glasses broken",
        "he told me his stepdad used to hit him",
        "a bruise on his cheek that was not there on Friday",
        "at training he turned up drunk",
        "mum, 34, is drinking again",
        "not breathing",
    ],
)
def test_a_sign_beside_words_of_denial_or_time_still_counts(text: str) -> None:
    """Words of denial, of the past or of training do not take back what is stated beside them."""
    assert turn_of(clause(text)) is None


@pytest.mark.parametrize(
    ("message", "turns"),
    [
        pytest.param(
            "She denies any cutting, any plan to hurt herself. She is very thin.",
            [Turn.NEGATED, Turn.NEGATED, None],
            id="a-denial-reaches-over-its-sentence",
        ),
        pytest.param(
            "I'm writing a quiz for staff. A baby has a bruise on the cheek.",
            [Turn.HYPOTHETICAL, Turn.HYPOTHETICAL],
            id="a-quiz-reaches-over-the-message",
        ),
        pytest.param("This is not a scenario, a baby has a bruise on the cheek.", [None, None], id="said-to-be-real"),
        pytest.param(
            "A man of 61 drinks heavily. No children live there.",
            [Turn.ADULT_ONLY, Turn.ADULT_ONLY],
            id="an-adult-alone",
        ),
        pytest.param("A man of 61 drinks heavily. His grandson of 4 lives there.", [None, None], id="a-child-beside"),
    ],
)
def test_clauses_are_turned_by_what_stands_around_them(message: str, turns: list[Turn | None]) -> None:
    """A denial holds for its sentence; a lesson, or the absence of any child, for the whole message."""
    assert turns_of(message, clauses(message)) == turns


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("apparently the children are left alone", True),
        ("a neighbour said that he hits her", True),
        ("another mum told me", True),
        ("I saw the children alone", False),
    ],
)
def test_second_hand_words_are_known_as_such(text: str, reported: bool) -> None:
    """Rumour is told from what somebody saw."""
    assert is_reported(clause(text)) is reported


@given(message=messages())
def test_any_message_can_be_read(message: str) -> None:
    """No words stop the reading, and every clause gets one answer."""
    pieces = clauses(message)

    assert len(turns_of(message, pieces)) == len(pieces)
    assert turn_of(clause(message)) in (*Turn, None)
