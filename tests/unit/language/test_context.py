"""What the words around a sign do to it."""

from __future__ import annotations

import pytest
from hypothesis import given

from bot.language.clauses import Span, clauses
from bot.language.context import Turn, is_only_reassured, turn_of, turns_of
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
    "text",
    [
        pytest.param("she is fed and warm", id="fed-and-warm"),
        pytest.param("and denies any", id="denies-any"),
        pytest.param("the six-year-old is not being left", id="being-left"),
        pytest.param("and the children say there is no shouting", id="a-short-denial"),
        pytest.param("her urine tests were all clear", id="tests-clear"),
        pytest.param("he has never laid a finger on her", id="never-a-finger"),
        pytest.param("we know exactly where he is", id="whereabouts-known"),
    ],
)
def test_people_deny_in_many_ways(text: str) -> None:
    """A worry is denied too where its opposite is said, or a look for it found nothing."""
    assert turn_of(clause(text)) is Turn.NEGATED


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("nobody knows where he is", id="nobody-knows"),
        pytest.param("no breakfast and no clean uniform", id="no-clean-uniform"),
        pytest.param("dad has said no to all support", id="refusal"),
        pytest.param("men in their twenties pick her up from the park", id="men-and-her"),
        pytest.param("he pooed in the book corner", id="book-corner"),
        pytest.param("mum is washing up like nothing's happened", id="like-nothing"),
    ],
)
def test_what_only_sounds_like_a_denial_or_a_story_counts(text: str) -> None:
    """A refusal, a need that is not met, and words that stories use too set nothing aside."""
    assert turn_of(clause(text)) is None


@pytest.mark.parametrize(
    "message",
    [
        pytest.param(
            "He pulled a knife on a boy at school, nine years ago. You'd not know him now.", id="dated-behind"
        ),
        pytest.param("The black mould was in the old flat. Rehoused in May, dry as a bone.", id="the-old-flat"),
        pytest.param("When he first came to me he cried every day. He has recovered well.", id="when-he-came"),
    ],
)
def test_what_is_over_and_moved_on_from_is_past(message: str) -> None:
    """A time behind the clause, or a place that was left, puts it in the past where things have moved on."""
    assert turns_of(message, clauses(message))[0] is Turn.PAST


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("In Year 2 she was hardly ever in; it was sorted out long ago.", id="sorted-out"),
        pytest.param("Their dad died when they were babies, nine years ago.", id="only-a-time"),
    ],
)
def test_a_clause_that_dates_the_one_before_it_puts_it_in_the_past(message: str) -> None:
    """A time by itself, and a word that it is over, speak of what was told just before."""
    assert set(turns_of(message, clauses(message))) == {Turn.PAST}


def test_a_time_does_not_date_what_a_child_tells_or_what_goes_on() -> None:
    """What a child tells of is no matter of the past because it began then."""
    message = "She told me he hits her still, since she was three, when she was three."

    assert turns_of(message, clauses(message))[0] is None


@pytest.mark.parametrize(
    ("message", "only"),
    [
        pytest.param("She was not left on her own, her gran was in the flat.", True, id="its-reason"),
        pytest.param("No bruises, seen by the GP, all fine.", True, id="all-fine"),
        pytest.param("No bruises today, but his ear is torn.", False, id="set-against"),
        pytest.param("No bruises on his arms. There is a burn on his back.", False, id="a-worry"),
        pytest.param("No bruises today. He sleeps in the shed.", False, id="a-sentence-of-its-own"),
        pytest.param("Her gran was in the flat.", False, id="nothing-denied"),
    ],
)
def test_a_message_of_denials_and_their_reasons_is_told_from_one_that_worries(message: str, only: bool) -> None:
    """Beside a denial, neutral words are its reasons; a worry, or what is set against it, is not."""
    pieces = clauses(message)

    assert is_only_reassured(message, pieces, turns_of(message, pieces)) is only


def test_a_loss_of_last_summer_is_not_over() -> None:
    """What began then and goes on is no matter of the past."""
    message = "Her brother died in the summer. Since then she has been withdrawn and wets the bed."

    assert set(turns_of(message, clauses(message))) == {None}


def test_what_was_only_asked_about_is_denied_with_the_answer() -> None:
    """A question names a worry without stating it, unless it asks about what is there."""
    asked = "I asked whether she is hit at home, and she isn't."
    there = "I asked about the bruise and she said he hit her."

    assert turns_of(asked, clauses(asked)) == [Turn.NEGATED, Turn.NEGATED]
    assert set(turns_of(there, clauses(there))) == {None}


@given(message=messages())
def test_any_message_can_be_read(message: str) -> None:
    """No words stop the reading, and every clause gets one answer."""
    pieces = clauses(message)

    assert len(turns_of(message, pieces)) == len(pieces)
    assert turn_of(clause(message)) in (*Turn, None)
