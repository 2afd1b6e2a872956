"""What the danger rules see is put into every reading."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from bot.advice.reading import Reading
from bot.content import schema
from bot.content.pack import Pack
from bot.reply.danger_first import with_danger
from tests.builders import CLEAR, POSSIBLE, finding, reading, steady_pack
from tests.strategies import messages, readings


def pack_with(*rules: dict[str, object]) -> Pack:
    """Return a pack with these danger rules alone."""
    return replace(steady_pack(), danger=schema.DangerFile(words={}, rules=rules))


KNIFE = pack_with({"id": "knife", "all": ["knife"], "means": "violent_or_criminal"})
MESSAGE = "Hello there. He has a knife now."


def test_a_rule_that_holds_is_in_the_reading_with_what_it_shows() -> None:
    """The reading names the rule, and the indicator it stands for is certain with the words that show it."""
    seen = with_danger(MESSAGE, Reading(), KNIFE)

    assert seen.danger_rules == ("knife",)
    assert [(one.indicator, one.probability, one.evidence) for one in seen.findings] == [
        ("violent_or_criminal", 1.0, "He has a knife now.")
    ]


def test_without_a_sign_the_reading_is_as_it_was() -> None:
    """A message in which no rule holds is left alone."""
    before = reading(finding("housing"))

    assert with_danger("The flat is damp.", before, KNIFE) is before


def test_a_rule_without_an_indicator_adds_none() -> None:
    """Danger that is no indicator of the list is danger all the same."""
    seen = with_danger("The house is on fire", Reading(), pack_with({"id": "fire", "all": ["on fire"]}))

    assert (seen.danger_rules, seen.findings) == (("fire",), ())


def test_what_was_clear_before_keeps_its_own_words() -> None:
    """Where the model was sure of the indicator already, its finer words stay."""
    held = finding("violent_or_criminal", CLEAR, "knife", MESSAGE.index("knife"))

    assert with_danger(MESSAGE, reading(held), KNIFE).findings == (held,)


def test_what_was_only_possible_becomes_certain() -> None:
    """Where the model doubted, the rule decides."""
    held = finding("violent_or_criminal", POSSIBLE, "knife")

    (seen,) = with_danger(MESSAGE, reading(held), KNIFE).findings

    assert seen.probability == 1.0


def test_two_rules_for_one_indicator_give_it_once() -> None:
    """An indicator stands in the reading once, however many rules show it."""
    twice = pack_with(
        {"id": "knife", "all": ["knife"], "means": "violent_or_criminal"},
        {"id": "has", "all": ["has a"], "means": "violent_or_criminal"},
    )

    seen = with_danger(MESSAGE, Reading(), twice)

    assert seen.danger_rules == ("knife", "has")
    assert len(seen.findings) == 1


@given(message=messages(), before=readings())
def test_rules_never_take_anything_away(message: str, before: Reading) -> None:
    """Whatever the model found stays found, at least as surely, and offsets still fit the message."""
    seen = with_danger(message, before, steady_pack())

    after = {one.indicator: one.probability for one in seen.findings}
    assert all(after[one.indicator] >= one.probability for one in before.findings)
    for one in seen.findings:
        if one not in before.findings:
            assert message[one.start : one.end] == one.evidence != ""
    assert replace(seen, findings=(), danger_rules=()) == replace(before, findings=(), danger_rules=())


@pytest.mark.parametrize("rule", steady_pack().danger.rules, ids=lambda rule: rule.id)
def test_every_shipped_rule_can_be_told(rule: schema.DangerRuleRecord) -> None:
    """Where a rule shows an indicator, that indicator has a label to show."""
    assert rule.means is None or steady_pack().indicators[rule.means].label
