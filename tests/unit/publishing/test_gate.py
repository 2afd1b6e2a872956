"""Safety rule 8: no unsafe model goes live."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation.outcomes import Outcome
from bot.evaluation.vignettes import Vignette, read_vignettes
from bot.publishing.errors import EvaluationError
from bot.publishing.gate import failing_ids, known_failures, must_escalate, verdict
from tests.builders import ROOT

GOLDEN = ROOT / "tests" / "golden" / "vignettes.jsonl"
KNOWN = ROOT / "tests" / "golden" / "known_failures.yml"


def vignette(name: str, level: str = "complex_severe", certainty: str = "sure") -> Vignette:
    return Vignette(name, f"words of {name}", "teacher", ("home_alone",), (), level, ("mash",), "positive", certainty)


def outcome(name: str, *, safe: bool, level: str = "complex_severe", certainty: str = "sure") -> Outcome:
    """Return what was said to a case: the front door, or early help, which is too little."""
    route = "mash" if safe else "early_help"
    return Outcome(vignette(name, level, certainty), "advice", None, route, ("housing",), (0.9,))


NONE: frozenset[str] = frozenset()


def test_a_failing_case_refuses_the_model() -> None:
    """The case is named, with what was expected, what was advised, and its words."""
    found = verdict([outcome("g1", safe=True), outcome("g2", safe=False)], NONE, NONE)

    assert not found.passed
    (reason,) = found.reasons()
    for part in ("g2", "complex_severe", "home_alone", "early_help", "housing", "words of g2"):
        assert part in reason


def test_only_sure_cases_that_are_severe_or_emergencies_must_escalate() -> None:
    """A case that experts would argue about shows in the figures and refuses nothing."""
    assert must_escalate(vignette("a"))
    assert must_escalate(vignette("a", level="emergency"))
    assert not must_escalate(vignette("a", certainty="likely"))
    assert not must_escalate(vignette("a", level="early_help"))


def test_a_known_failure_is_excused_where_the_live_model_fails_too() -> None:
    """Nothing gets worse by publishing such a model."""
    found = verdict([outcome("g1", safe=False)], frozenset({"g1"}), frozenset({"g1"}))

    assert found.passed
    assert [one.vignette.id for one in found.excused] == ["g1"]


def test_a_known_failure_that_the_live_model_has_mastered_is_never_excused_again() -> None:
    """The list of known failures only ever shrinks."""
    assert not verdict([outcome("g1", safe=False)], frozenset({"g1"}), NONE).passed


def test_a_failure_of_the_live_model_that_nobody_signed_off_is_not_excused() -> None:
    """That it is no worse than now is not enough: somebody must have looked."""
    assert not verdict([outcome("g1", safe=False)], NONE, frozenset({"g1"})).passed


def test_before_the_first_model_the_signed_list_alone_excuses() -> None:
    """There is no live model yet that could fail too."""
    assert verdict([outcome("g1", safe=False)], frozenset({"g1"}), None).passed


def test_no_case_asked_is_no_case_passed() -> None:
    """An empty file of cases lets no model go live."""
    found = verdict([outcome("g1", safe=True, level="early_help")], NONE, NONE)

    assert not found.passed
    assert found.reasons()


def test_a_known_failure_that_passes_is_told() -> None:
    """Whoever keeps the list sees that it can shrink."""
    found = verdict([outcome("g1", safe=True)], frozenset({"g1"}), None)

    assert [one.vignette.id for one in found.mastered] == ["g1"]


def test_the_duty_team_is_never_unsafe() -> None:
    """A case that a person decides has escalated."""
    asked = Outcome(vignette("g1"), "advice", None, "duty_team", (), ())

    assert failing_ids([asked]) == NONE


# ----- the list


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cases: [{id: g1}]", "signed_off"),
        ("signed_off: {by: a lead}\ncases: [{id: g1}]", "when"),
        ("signed_off: {by: a lead, on: 2026-11-26}\ncases: [{id: g9}]", "g9"),
        ("signed_off: {by: a lead, on: 2026-11-26}\ncases: [{id: g2}]", "g2"),
        ("signed_off: [", "expected"),
    ],
)
def test_a_list_that_cannot_be_trusted_excuses_nothing(tmp_path: Path, text: str, said: str) -> None:
    """Unsigned, damaged, or with a case that need not escalate: publishing stops until it is put right."""
    file = tmp_path / "known.yml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(EvaluationError, match=said):
        known_failures(file, [vignette("g1"), vignette("g2", level="early_help")])


def test_without_a_list_nothing_is_excused(tmp_path: Path) -> None:
    """The file may be deleted once no failure is left."""
    assert known_failures(tmp_path / "none.yml", []) == NONE


def test_no_case_is_excused() -> None:
    """Every golden case that must escalate does. A list is made again only with a safeguarding lead's agreement."""
    assert known_failures(KNOWN, read_vignettes(GOLDEN)) == NONE
