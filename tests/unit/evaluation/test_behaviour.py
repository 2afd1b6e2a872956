"""Pairs of messages, and what may change between them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.evaluation.behaviour import KINDS, AskOutcome, BehaviourFileError, Pair, read_pairs, run_behaviour, shares

PAIRS = Path(__file__).resolve().parents[2] / "behaviour" / "pairs.jsonl"
EARLY = AskOutcome("early_help", "early_help", ("housing",))
SEVERE = AskOutcome("mash", "complex_severe", ("home_alone",))
NOTHING = AskOutcome(None, None, ())


@pytest.mark.parametrize(
    ("kind", "first", "second", "passes"),
    [
        pytest.param("fact_added", EARLY, SEVERE, True, id="raised"),
        pytest.param("fact_added", SEVERE, SEVERE, True, id="kept"),
        pytest.param("fact_added", SEVERE, EARLY, False, id="lowered"),
        pytest.param("fact_added", EARLY, NOTHING, False, id="lost"),
        pytest.param("typo", EARLY, EARLY, True, id="same"),
        pytest.param("typo", EARLY, SEVERE, False, id="changed"),
        pytest.param("name", SEVERE, NOTHING, False, id="gone"),
        pytest.param("negation", EARLY, NOTHING, True, id="removed"),
        pytest.param("negation", EARLY, EARLY, False, id="not-removed"),
        pytest.param("tense", EARLY, EARLY, False, id="not-moved"),
    ],
)
def test_each_kind_of_change_has_its_rule(kind: str, first: AskOutcome, second: AskOutcome, passes: bool) -> None:
    """A fact added never lowers, form changes nothing, a denial and the past take the sign away."""
    (result,) = run_behaviour(
        [Pair("x", kind, "housing", "one", "two")], lambda message: first if message == "one" else second
    )

    assert result.passed is passes
    assert bool(result.told) is not passes


def test_each_message_is_asked_once() -> None:
    """A message that stands in several pairs is not asked again."""
    asked: list[str] = []

    def ask(message: str) -> AskOutcome:
        asked.append(message)
        return EARLY

    results = run_behaviour([Pair(str(n), "typo", "housing", "one", f"two{n % 2}") for n in range(4)], ask)

    assert sorted(asked) == ["one", "two0", "two1"]
    assert (shares(results)["typo"].hits, shares(results)["all"].total) == (4, 4)


def test_our_pairs_are_of_every_kind_and_differ() -> None:
    """The shipped pairs can be read, cover every kind, and no pair is of one message twice."""
    pairs = read_pairs(PAIRS)

    assert {pair.kind for pair in pairs} == set(KINDS)
    assert all(pair.first != pair.second for pair in pairs)
    assert len(pairs) >= 180


@pytest.mark.parametrize("line", ["{", json.dumps({"sign": "x", "text": "y", "variants": {"colour": ["z"]}}), "[]"])
def test_a_faulty_line_is_named(tmp_path: Path, line: str) -> None:
    """A line that holds no pairs, or pairs of an unknown kind, says where it is."""
    path = tmp_path / "pairs.jsonl"
    path.write_text(line + "\n", encoding="utf-8")

    with pytest.raises(BehaviourFileError, match="line 1"):
        read_pairs(path)
