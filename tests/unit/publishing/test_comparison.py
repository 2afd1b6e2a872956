"""A candidate beside the live model."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from bot.evaluation.outcomes import Outcome
from bot.evaluation.vignettes import Vignette
from bot.publishing.comparison import MessageChange, compared, figures_of
from bot.publishing.evaluation import Evaluation, Said, from_record, to_record
from bot.publishing.gate import failing_ids, verdict
from bot.publishing.page import page
from bot.publishing.words import sentences, summary

LEVELS = {"g1": "complex_severe", "g2": "early_help", "g3": "emergency"}
ROUTES = {"complex_severe": ("mash",), "early_help": ("early_help",), "emergency": ("emergency",)}
GOLDEN = [
    Vignette(name, f"words of {name}", "teacher", ("home_alone",), (), level, ROUTES[level], "positive", "sure")
    for name, level in LEVELS.items()
]


def evaluation(
    model: str, routes: dict[str, str], said: dict[str, str] | None = None, behaviour: dict[str, bool] | None = None
) -> Evaluation:
    golden = tuple(
        Outcome(one, "advice", one.level, routes[one.id], ("home_alone",) if routes[one.id] == "mash" else (), (0.9,))
        for one in GOLDEN
    )
    messages = tuple(spoken(key, route) for key, route in (said or {}).items())
    return Evaluation(model, "2026.11", golden, behaviour or {}, messages)


def spoken(key: str, route: str) -> Said:
    if route in {"answer", "decline", "failsafe"}:
        return Said(key, route, None, None)
    return Said(key, "advice", None, route, ("home_alone",))


GOOD = {"g1": "mash", "g2": "early_help", "g3": "emergency"}


def comparison(live: Evaluation | None, candidate: Evaluation):  # type: ignore[no-untyped-def]
    fails = failing_ids(live.golden) if live else None
    return compared(live, candidate, verdict(candidate.golden, frozenset(), fails))


def test_what_gets_worse_and_better_is_told_apart() -> None:
    """Cases that become unsafe, safe, wrong and right, each with both routes."""
    live = evaluation("live", {"g1": "early_help", "g2": "early_help", "g3": "emergency"})
    new = evaluation("new", {"g1": "mash", "g2": "mash", "g3": "mash"})

    found = comparison(live, new)

    assert [c.candidate.vignette.id for c in found.safer] == ["g1"]
    assert [c.candidate.vignette.id for c in found.less_safe] == ["g3"]
    assert [c.candidate.vignette.id for c in found.worse_route] == ["g2", "g3"]
    assert {f.name: f.change for f in found.figures}["over-escalation"] == "worse"


@pytest.mark.parametrize(
    ("before", "after", "crosses"),
    [
        ("mash", "early_help", "down"),
        ("emergency", "mash", "down"),
        ("emergency", "duty_team", "down"),
        ("duty_team", "early_help", "down"),
        ("duty_team", "decline", "down"),
        ("early_help", "answer", "down"),
        ("failsafe", "decline", "down"),
        ("early_help", "duty_team", "up"),
        ("decline", "mash", "up"),
        ("mash", "emergency", "up"),
        ("mash", "duty_team", None),
        ("answer", "decline", None),
    ],
)
def test_which_changes_cross_a_level(before: str, after: str, crosses: str | None) -> None:
    """Whatever loses the front door, 999 or the person who decides goes down."""
    assert MessageChange("1", spoken("1", before), spoken("1", after)).crosses == crosses


def test_messages_are_named_by_their_keys_alone() -> None:
    """The comparison, its words and its page hold nothing that a person wrote."""
    live = evaluation("live", GOOD, {"17": "mash", "18": "mash", "19": "early_help"})
    new = evaluation("new", GOOD, {"17": "early_help", "18": "mash", "19": "mash"})

    found = comparison(live, new)

    assert [c.key for c in found.downwards] == ["17"]
    assert [c.key for c in found.upwards] == ["19"]
    lines = sentences(found)
    assert "Message 17: mash now, early_help with the candidate, a lower level" in lines
    assert "Of the latest 3 messages, 2 would change route: 1 to a lower level, 1 to a higher one." in lines
    assert "two people" in summary(found)


def test_a_refused_candidate_is_said_first() -> None:
    """Whoever reads one sentence reads that one, and every case that refuses stands in the words."""
    found = comparison(evaluation("live", GOOD), evaluation("new", {**GOOD, "g1": "early_help"}))

    assert "may not be published: 1 golden case that must escalate fails" in sentences(found)[1]
    assert any("words of g1" in line for line in sentences(found))


def test_a_test_of_behaviour_that_breaks_is_named() -> None:
    """So is one that is mended; one that failed before and fails still is neither."""
    live = evaluation("live", GOOD, behaviour={"a": True, "b": False, "c": False})
    new = evaluation("new", GOOD, behaviour={"a": False, "b": True, "c": False, "d": False})

    found = comparison(live, new)

    assert found.behaviour_broken == ("a", "d")
    assert found.behaviour_mended == ("b",)


def test_the_first_model_is_compared_with_none() -> None:
    """Its own figures stand alone."""
    found = comparison(None, evaluation("new", GOOD))

    assert found.live is None
    assert found.changed_messages == ()
    assert all(figure.change == "same" for figure in found.figures)
    assert figures_of(evaluation("new", GOOD))["safe advice"] == 1.0
    assert sentences(found)


def test_the_page_shows_words_and_plots() -> None:
    """Everything is escaped, and every picture says what it shows."""
    live = evaluation("live", GOOD, {"17": "mash"})
    text = page(comparison(live, evaluation("new<script>", {**GOOD, "g2": "mash"}, {"17": "early_help"})))

    assert "<script>" not in text
    assert text.count("<img alt=") == 3
    assert "Message 17" in text


def test_an_evaluation_comes_back_from_its_record() -> None:
    """What is kept beside a model is JSON, and loses nothing."""
    before = evaluation("live", GOOD, {"17": "mash"}, {"a": True})

    again = from_record(json.loads(json.dumps(to_record(before))), GOLDEN)

    assert asdict(again) == asdict(before)
    with pytest.raises(KeyError):
        from_record(to_record(before), GOLDEN[1:])
