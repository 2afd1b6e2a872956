"""From a decision to the example that is learnt."""

from __future__ import annotations

import pytest

from bot.teaching.errors import EditError, MarkError
from bot.teaching.lessons import Marked, file_of, lesson_of, lesson_of_signs, placed

TEXT = "she is alone at night and the flat is damp, damp all over"
ALONE, DAMP = Marked("alone at night", "home_alone"), Marked("damp", "housing")


def test_the_first_mark_names_the_intent() -> None:
    """What else is shown stands beside it."""
    lesson = lesson_of_signs(TEXT, ["housing"], [DAMP, ALONE], voice="nurse")

    assert lesson.intent == "concern/home_alone"
    assert lesson.raw == "she is [alone at night](home_alone) and the flat is [damp](housing), damp all over"
    assert lesson.about == "{voice: nurse, also: [housing], writer: inbox}"


def test_without_marks_the_severe_sign_names_the_intent() -> None:
    """The graver one is not hidden behind another."""
    lesson = lesson_of_signs(TEXT, ["attendance", "home_alone"], [], severe={"home_alone"})

    assert (lesson.intent, lesson.raw) == ("concern/home_alone", TEXT)


@pytest.mark.parametrize(
    ("reason", "intent"),
    [
        ("negated", "no_sign/negated"),
        ("past", "no_sign/historical_resolved"),
        ("hypothetical", "no_sign/hypothetical_training"),
        ("adult_only", "no_sign/reported_not_child"),
    ],
)
def test_signs_that_do_not_count_go_to_what_shows_none(reason: str, intent: str) -> None:
    """By the reason why they do not count."""
    lesson = lesson_of_signs(TEXT, [], [Marked("alone", "home_alone", reason)])

    assert lesson.intent == intent


def test_a_sign_beside_one_that_does_not_count_stays_a_concern() -> None:
    """A denial never takes another sign away."""
    lesson = lesson_of_signs(TEXT, ["housing"], [Marked("alone", "home_alone", "negated")])

    assert lesson.intent == "concern/housing"


def test_the_same_words_can_be_marked_where_they_stand_again() -> None:
    """A second mark of the same words goes to their second place, a third has none."""
    assert [mark.start for mark in placed(TEXT, [DAMP, DAMP])] == [38, 44]
    with pytest.raises(MarkError, match="marked already"):
        placed(TEXT, [DAMP, DAMP, DAMP])


@pytest.mark.parametrize("words", ["", "   ", "the moon"])
def test_words_that_are_not_there_are_not_marked(words: str) -> None:
    """The message names them."""
    with pytest.raises(MarkError, match="not in the example"):
        placed(TEXT, [Marked(words, "housing")])


def test_nothing_shown_is_no_lesson_of_signs() -> None:
    """The editor is told what to choose."""
    with pytest.raises(EditError, match="Choose the indicators"):
        lesson_of_signs(TEXT, [], [])


def test_a_question_says_nothing_of_its_voice() -> None:
    """As the files of questions do; line breaks become spaces."""
    assert lesson_of("how soon\n do they answer", "ask/timescales").raw == "how soon do they answer"
    assert lesson_of("how soon", "ask/timescales").about == ""


def test_an_intent_that_nobody_teaches_has_no_file() -> None:
    """Editors make no new ones by a slip."""
    assert file_of("ask/x", {"ask/x": "data/nlu/ask/x.yml"}) == "data/nlu/ask/x.yml"
    with pytest.raises(EditError, match="nothing is taught"):
        file_of("ask/y", {"ask/x": "data/nlu/ask/x.yml"})
