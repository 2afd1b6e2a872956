"""Signs of danger, by rules alone. The shipped rules have tests of their own under `safety/`."""

from __future__ import annotations

import re

from hypothesis import given

from bot.advice.danger import DangerRule, danger_signs
from tests.builders import steady_pack
from tests.strategies import messages


def rule(name: str, *all_of: str, none_of: tuple[str, ...] = (), means: str | None = None) -> DangerRule:
    """Return a rule over these patterns."""
    return DangerRule(name, tuple(map(re.compile, all_of)), tuple(map(re.compile, none_of)), means)


KNIFE_NOW = rule("knife", "knife", "now", none_of=("butter knife",), means="violent_or_criminal")


def test_a_rule_holds_where_all_its_patterns_do() -> None:
    """A rule needs every one of its patterns in one passage."""
    (sign,) = danger_signs("He has a knife now.", (KNIFE_NOW,))

    assert (sign.rule, sign.means) == ("knife", "violent_or_criminal")
    assert danger_signs("He has a knife.", (KNIFE_NOW,)) == ()


def test_an_exception_in_the_passage_stops_the_rule() -> None:
    """An exception counts where it stands beside the patterns."""
    assert danger_signs("He has a butter knife now.", (KNIFE_NOW,)) == ()


def test_an_exception_elsewhere_does_not_stop_the_rule() -> None:
    """What is harmless in one sentence hides no danger in another."""
    signs = danger_signs("We put a butter knife away. Lunch was fine. He has a machete knife now.", (KNIFE_NOW,))

    assert [sign.rule for sign in signs] == ["knife"]


def test_two_neighbouring_sentences_are_one_passage() -> None:
    """Danger told in two short sentences is one danger."""
    assert danger_signs("He has a knife. He is outside now.", (KNIFE_NOW,)) != ()


def test_sentences_further_apart_are_not_one_passage() -> None:
    """Words from unrelated sentences are not put together."""
    assert danger_signs("A knife is missing. We had lunch. All at home now.", (KNIFE_NOW,)) == ()


def test_a_rule_without_patterns_never_holds() -> None:
    """An empty list of patterns is not found everywhere."""
    assert danger_signs("He has a knife now.", (rule("empty"),)) == ()


def test_capitals_and_curly_apostrophes_are_read() -> None:
    """What a phone makes of a message does not hide danger."""
    isnt = rule("breath", "isn't breathing")

    assert danger_signs("She ISN\u2019T BREATHING", (isnt,)) != ()


def test_a_letter_that_grows_in_lower_case_keeps_the_place() -> None:
    """The words found are the right ones behind a letter whose lower case is longer."""
    message = "\u0130\u0130\u0130 was here. He has a knife now."

    (sign,) = danger_signs(message, (KNIFE_NOW,))

    assert message[sign.start : sign.end] == "He has a knife now."


def test_white_space_before_the_words_does_not_shift_them() -> None:
    """The words found are whole where the message begins with white space."""
    message = "  \n He has a knife now"

    (sign,) = danger_signs(message, (KNIFE_NOW,))

    assert message[sign.start : sign.end] == "He has a knife now"


def test_signs_come_in_the_order_of_the_rules_and_once_each() -> None:
    """A rule that holds in two sentences gives one sign."""
    message = "He has a knife now. Yes a knife, now!"

    assert [sign.rule for sign in danger_signs(message, (rule("yes", "yes"), KNIFE_NOW))] == ["yes", "knife"]


@given(message=messages())
def test_offsets_fit_the_text(message: str) -> None:
    """Every sign points at words of the message, without white space at their ends."""
    anything = rule("anything", r"\S")

    for sign in danger_signs(message, (anything, *steady_pack().danger_rules)):
        words = message[sign.start : sign.end]
        assert 0 <= sign.start < sign.end <= len(message)
        assert words == words.strip()
        assert words


@given(message=messages())
def test_more_words_of_another_sentence_never_hide_danger(message: str) -> None:
    """A danger that was found in its sentence is still found with anything written behind it."""
    told = "He has a knife now."

    assert danger_signs(f"{told}\n{message}", (KNIFE_NOW,)) != ()
    assert danger_signs(f"{message}\n{told}", (KNIFE_NOW,)) != ()
