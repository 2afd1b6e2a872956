"""The report, its intervals and its curve."""

from __future__ import annotations

import pytest

from bot.advice.reading import Finding, Reading
from bot.evaluation.answering import Understood
from bot.evaluation.assembled import deciding, outcome_of, with_cuts
from bot.evaluation.outcomes import Outcome
from bot.evaluation.report import report
from bot.evaluation.scores import indicator_scores, micro_f1
from bot.evaluation.trade_off import FACTORS, IN_USE, trade_offs
from bot.evaluation.uncertainty import calibration_error, drawn_again, reliability_bins
from bot.evaluation.vignettes import Vignette
from tests.builders import steady_pack


def vignette(number: int, level: str, *indicators: str, routes: tuple[str, ...] = ("mash",)) -> Vignette:
    """Return a case."""
    return Vignette(f"g{number}", f"message {number} <b>", "teacher", indicators, (), level, routes, "positive", "sure")


def outcome(case: Vignette, route: str, level: str | None, *shown: tuple[str, float]) -> Outcome:
    """Return what was answered to a case."""
    return Outcome(case, "advice", level, route, tuple(s[0] for s in shown), tuple(s[1] for s in shown))


ACTIONS = {"concern": "action_advise"}
OUTCOMES = [
    outcome(vignette(1, "complex_severe", "missing"), "mash", "complex_severe", ("missing", 0.9)),
    outcome(vignette(2, "complex_severe", "home_alone"), "early_help", "early_help", ("housing", 0.6)),
    outcome(vignette(3, "early_help", "housing", routes=("early_help",)), "mash", "complex_severe", ("missing", 0.7)),
    outcome(vignette(4, "early_help", "housing", routes=("early_help",)), "duty_team", None),
]


def test_the_report_puts_unsafe_replies_first() -> None:
    """Unsafe replies come before any figure, with their words, and nothing in them is run as HTML."""
    page = report(OUTCOMES, {"A picture": "data:image/png;base64,x"})
    headings = ("Replies below the right level (1)</h2", "The figures</h2", "By level</h3")
    order = [page.index(heading) for heading in headings]

    assert order == sorted(order)
    assert "1 of 4 replies were unsafe" in page
    assert page.index("message 2 &lt;b&gt;") < page.index("message 3 &lt;b&gt;") < page.index("message 4 &lt;b&gt;")
    assert "<b>" not in page
    assert "home_alone</td><td>housing" in page


def test_every_figure_has_its_interval() -> None:
    """Shares and F1 come with bounds that hold the value between them."""
    figure = drawn_again(OUTCOMES, lambda drawn: micro_f1(indicator_scores(drawn)))

    assert figure.low <= figure.value <= figure.high
    assert figure.low < figure.high
    assert report(OUTCOMES, {}).count("95 % interval") >= 9


def test_probabilities_that_miss_are_measured() -> None:
    """The mean distance between what was said and what was right is the calibration error."""
    bins = reliability_bins(OUTCOMES)

    assert [(one.count, one.right) for one in bins] == [(1, 0.0), (1, 0.0), (1, 1.0)]
    assert calibration_error(bins) == pytest.approx((0.6 + 0.7 + 0.1) / 3)
    assert calibration_error([]) == 0.0


def test_other_thresholds_are_decided_by_the_rules_themselves() -> None:
    """With lower thresholds a faint severe sign is advised on; with higher ones it is handed over; danger stays."""
    pack = steady_pack()
    faint = Understood("concern", 0.9, Reading((Finding("home_alone", 0.3, "left", 0, 4),), concern=0.9))
    routes = {
        factor: outcome_of(deciding(with_cuts(pack, factor), ACTIONS).first("left alone", faint)).route
        for factor in (0.2, 1.0, 2.0)
    }

    assert routes[0.2] == "mash"
    assert routes[1.0] == "duty_team"
    assert with_cuts(pack, 0.2).thresholds.danger == pack.thresholds.danger


def test_the_curve_has_a_point_for_every_factor() -> None:
    """Every threshold that is tried gives coverage and safety, the ones in use among them."""
    cases = [vignette(1, "complex_severe", "home_alone")]
    read = [Understood("concern", 0.9, Reading((Finding("home_alone", 0.9, "x", 0, 1),), concern=0.9))]
    found = trade_offs(cases, read, steady_pack(), {}, ACTIONS)

    assert [one.factor for one in found] == list(FACTORS)
    assert next(one.point for one in found if one.factor == IN_USE) == (1.0, 1.0)
