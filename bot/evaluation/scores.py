"""All figures over a set of outcomes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from bot.evaluation.intervals import Share
from bot.evaluation.outcomes import LEVELS, Outcome


@dataclass(frozen=True)
class IndicatorScore:
    """How well one indicator was found. An acceptable one counts neither for nor against."""

    indicator: str
    found: int
    missed: int
    wrong: int

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 0.0

    @property
    def recall(self) -> float:
        return self.found / (self.found + self.missed) if self.found + self.missed else 0.0

    @property
    def f1(self) -> float:
        total = 2 * self.found + self.missed + self.wrong
        return 2 * self.found / total if total else 0.0


@dataclass(frozen=True)
class Scores:
    """The figures of one group of cases."""

    safe: Share
    safe_severe: Share
    right_route: Share
    best_route: Share
    over_escalation: Share
    coverage: Share
    right_level: Share
    first_indicator: Share
    micro_f1: float


def scores_of(outcomes: Sequence[Outcome]) -> Scores:
    """Return the figures of these outcomes."""
    concerns = [outcome for outcome in outcomes if outcome.vignette.level != "none"]
    severe = [o for o in concerns if LEVELS.index(o.vignette.level) >= 2]
    early = [o for o in concerns if o.vignette.level == "early_help"]
    # A case that an expert would hand over first is not one that the assistant could have answered.
    answerable = [o for o in concerns if o.vignette.routes[0] != "duty_team"]
    with_indicator = [o for o in concerns if o.vignette.indicators]
    by_indicator = indicator_scores(outcomes)
    return Scores(
        safe=Share.of(o.safe for o in outcomes),
        safe_severe=Share.of(o.safe for o in severe),
        right_route=Share.of(o.right_route for o in outcomes),
        best_route=Share.of(o.best_route for o in outcomes),
        over_escalation=Share.of(o.over_escalated for o in early),
        coverage=Share.of(not o.handed_over for o in answerable),
        right_level=Share.of(o.level == o.vignette.level for o in concerns),
        first_indicator=Share.of(
            bool(o.indicators) and o.indicators[0] in (*o.vignette.indicators, *o.vignette.acceptable)
            for o in with_indicator
        ),
        micro_f1=micro_f1(by_indicator),
    )


def indicator_scores(outcomes: Sequence[Outcome]) -> list[IndicatorScore]:
    """Return a score for every indicator that is expected or found anywhere, by its id."""
    found: dict[str, int] = defaultdict(int)
    missed: dict[str, int] = defaultdict(int)
    wrong: dict[str, int] = defaultdict(int)
    for outcome in outcomes:
        expected = set(outcome.vignette.indicators)
        accepted = set(outcome.vignette.acceptable)
        given = set(outcome.indicators)
        for indicator in expected & given:
            found[indicator] += 1
        for indicator in expected - given:
            missed[indicator] += 1
        for indicator in given - expected - accepted:
            wrong[indicator] += 1
    names = sorted({*found, *missed, *wrong})
    return [IndicatorScore(name, found[name], missed[name], wrong[name]) for name in names]


def micro_f1(scores: Sequence[IndicatorScore]) -> float:
    """Return F1 over all decisions, every one counting the same."""
    hits = sum(score.found for score in scores)
    total = 2 * hits + sum(score.missed + score.wrong for score in scores)
    return 2 * hits / total if total else 0.0


def grouped(outcomes: Sequence[Outcome], by: str) -> dict[str, list[Outcome]]:
    """Return the outcomes by a field of their case, such as `level` or `voice`."""
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[str(getattr(outcome.vignette, by))].append(outcome)
    return dict(sorted(groups.items()))
