"""Signs that a message names outright."""

from __future__ import annotations

import pytest

from bot.language.clauses import clauses
from bot.language.context import turns_of
from bot.recognition.named_signs import Named, named_in


def named(message: str) -> Named:
    """Return what a message names, with the clauses that it states."""
    pieces = clauses(message)
    return named_in(message, pieces, [turn is None for turn in turns_of(message, pieces)])


@pytest.mark.parametrize(
    ("message", "indicator"),
    [
        ("Girl of six, at risk of FGM this summer.", "victim_of_crime"),
        ("Two girls, seven and nine, who are to be made clean at their gran's in August.", "victim_of_crime"),
        ("She's ten and told me she had a special cut.", "victim_of_crime"),
        ("Forced marriage worry, pupil in Year 11.", "victim_of_crime"),
        ("We suspect the lad is being trafficked.", "victim_of_crime"),
        ("Year 9 boy being radicalised online.", "violent_or_criminal"),
        ("County lines, 14 year old, found out of area.", "violent_or_criminal"),
        ("HSB by a boy of ten.", "violent_or_criminal"),
        ("?CSE. She's 14.", "sexual_exploitation"),
        ("A registered sex offender has moved in with two children.", "sexual_exploitation"),
        ("FII suspected, four-year-old.", "unexplained_injury"),
        ("Non-mobile baby with a bruise on the cheek.", "unexplained_injury"),
        ("WNB x3 to paeds, boy of 4.", "poor_engagement"),
    ],
)
def test_a_name_said_of_a_child_names_its_sign(message: str, indicator: str) -> None:
    """Shorthand of the trade names a sign, and the clause that says it is its evidence."""
    assert indicator in named(message).signs


@pytest.mark.parametrize(
    "message",
    [
        "Who do I ring about a girl at risk of FGM?",
        "What is the pathway for forced marriage of a child",
        "Is county lines covered for Year 9",
        "Marking essays on radicalisation for Year 10.",
        "No evidence of CSE in this girl's case.",
        "Non-accidental injury was ruled out, the baby is well.",
        "She is not at risk of FGM.",
        "Her son was circumcised last week and it is healing nicely.",
        "Trafficking is on the agenda.",
    ],
)
def test_a_name_in_a_question_a_lesson_or_a_denial_names_nothing(message: str) -> None:
    """What is asked about, taught, denied or said of no child is no sign."""
    assert named(message).signs == {}


def test_a_name_stands_in_the_clause_that_says_it() -> None:
    """The place is that of the clause, so that it can be quoted."""
    message = "He is a quiet boy in Year 9. Prevent concern, extremist videos."

    place = named(message).signs["violent_or_criminal"]

    assert "Prevent" in clauses(message)[place].text


@pytest.mark.parametrize(
    "message",
    [
        "Mum has psychosis and thinks the baby is evil.",
        "The voices tell her to smother him.",
        "He has delusions about his son.",
        "She says he would be safer in heaven, the baby is nine days old.",
        "Toddler swallowed methadone last week.",
    ],
)
def test_an_illness_that_takes_in_the_child_may_be_danger(message: str) -> None:
    """A parent's illness with the child in it, and drugs that a small child swallowed, may be danger."""
    assert named(message).danger


@pytest.mark.parametrize(
    "message",
    [
        "Mum has psychosis and is well on her tablets, the baby is at her gran's.",
        "He says he's better off dead than at that school, he's 12.",
        "Does the policy say what to do if a mum thinks the baby is evil?",
        "The toddler drank her milk.",
    ],
)
def test_what_only_sounds_like_it_is_no_danger(message: str) -> None:
    """An illness without the child in it, and a question, are no danger by these words."""
    assert not named(message).danger
