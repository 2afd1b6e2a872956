"""What the page of a comparison shows: whether it may be published, what gets better and worse, and the messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.content.pack import Pack
from bot.evaluation.intervals import Share
from bot.evaluation.outcomes import Outcome
from bot.evaluation.scores import IndicatorScore
from bot.publishing.comparison import CaseChange, Comparison, MessageChange
from bot.publishing.evaluation import Said
from bot.publishing.words import summary
from bot.web.gateway.models import Message
from bot.web.workbench.interval_plot import IntervalPlot, Value, interval_plot

_KINDS = {
    "answer": "an answer about procedure",
    "decline": "outside what Signpost knows",
    "question": "a question",
    "failsafe": "no advice: ring the duty team",
}
_CROSSES = {"down": "a lower level", "up": "a higher level"}


@dataclass(frozen=True)
class FigureRow:
    """A share of the golden cases under both models, in words."""

    name: str
    live: str
    candidate: str
    change: str


@dataclass(frozen=True)
class CaseRow:
    """A golden case that is answered differently."""

    id: str
    text: str
    level: str
    before: str
    after: str


@dataclass(frozen=True)
class MessageRow:
    """A message that somebody wrote, masked, and its route now and with the candidate. `text` is None where it is no
    longer kept."""

    key: str
    text: str | None
    before: str
    after: str
    crosses: str


@dataclass(frozen=True)
class IndicatorRow:
    """How well a sign is found: F1 under both models, and how many golden cases show it."""

    label: str
    live: str
    candidate: str
    change: str
    cases: int


@dataclass(frozen=True)
class ComparisonPage:
    """Everything on the page."""

    comparison: Comparison
    summary: str
    failing: tuple[CaseRow, ...]
    excused: tuple[CaseRow, ...]
    figures: tuple[FigureRow, ...]
    cases: tuple[tuple[str, tuple[CaseRow, ...]], ...]
    messages: tuple[MessageRow, ...]
    indicators: tuple[IndicatorRow, ...]
    figure_plot: IntervalPlot
    indicator_plot: IntervalPlot

    @property
    def downwards(self) -> list[MessageRow]:
        """The messages whose advice would come to a lower level."""
        return [row for row in self.messages if row.crosses == _CROSSES["down"]]


def page_of(comparison: Comparison, pack: Pack) -> ComparisonPage:
    """Return the page; the words of messages are read from the database, masked as they are stored there."""
    routes: dict[str, str] = {route.id: route.name for route in pack.routes.values()}
    labels = {indicator.id: indicator.label for indicator in pack.indicators.values()}
    changed = [change for change in comparison.indicators if change.live != change.candidate]
    groups = (
        ("Less safe than now", comparison.less_safe),
        ("Safer than now", comparison.safer),
        ("No longer a route that experts accept", comparison.worse_route),
        ("Now a route that experts accept", comparison.better_route),
    )
    return ComparisonPage(
        comparison=comparison,
        summary=summary(comparison),
        failing=tuple(_failing(one, routes) for one in comparison.verdict.failing),
        excused=tuple(_failing(one, routes) for one in comparison.verdict.excused),
        figures=tuple(
            FigureRow(
                one.name.capitalize(),
                str(one.live) if one.live.total else "none",
                str(one.candidate) if one.candidate.total else "none",
                _change(one.change, one.live, one.candidate),
            )
            for one in comparison.figures
        ),
        cases=tuple((title, tuple(_case(one, routes) for one in cases)) for title, cases in groups if cases),
        messages=tuple(_messages(comparison, routes)),
        indicators=tuple(
            IndicatorRow(
                labels.get(one.indicator, one.indicator),
                _f1(one.live),
                _f1(one.candidate),
                f"{one.difference:+.2f}",
                _cases_of(one.candidate or one.live),
            )
            for one in comparison.indicators
        ),
        figure_plot=interval_plot(
            (one.name.capitalize(), _value(one.live), _value(one.candidate)) for one in comparison.figures
        ),
        indicator_plot=interval_plot(
            (labels.get(one.indicator, one.indicator), _point(one.live), _point(one.candidate)) for one in changed
        ),
    )


def _messages(comparison: Comparison, routes: Mapping[str, str]) -> Iterable[MessageRow]:
    order = {"down": 0, "up": 1}
    changed: list[MessageChange] = sorted(
        comparison.changed_messages, key=lambda change: order.get(change.crosses or "", 2)
    )
    texts = dict(Message.objects.filter(pk__in=[change.key for change in changed]).values_list("pk", "text"))
    for change in changed:
        yield MessageRow(
            change.key,
            texts.get(int(change.key)),
            _said(change.live, routes),
            _said(change.candidate, routes),
            _CROSSES.get(change.crosses or "", "the same level"),
        )


def _case(change: CaseChange, routes: Mapping[str, str]) -> CaseRow:
    vignette = change.candidate.vignette
    before, after = (_given(one, routes) for one in (change.live, change.candidate))
    return CaseRow(vignette.id, vignette.text, vignette.level.replace("_", " "), before, after)


def _failing(outcome: Outcome, routes: Mapping[str, str]) -> CaseRow:
    vignette = outcome.vignette
    expected = ", ".join(routes.get(route, route) for route in vignette.routes)
    return CaseRow(vignette.id, vignette.text, vignette.level.replace("_", " "), expected, _given(outcome, routes))


def _given(outcome: Outcome, routes: Mapping[str, str]) -> str:
    return routes.get(outcome.route or "", _KINDS.get(outcome.kind, outcome.kind))


def _said(said: Said, routes: Mapping[str, str]) -> str:
    return routes.get(said.route or "", _KINDS.get(said.kind, said.kind))


def _change(change: str, live: Share, candidate: Share) -> str:
    if change == "same":
        return "the same" if live.total else ""
    low, high = live.interval
    chance = ", but chance alone can do as much" if low <= candidate.value <= high else ""
    return f"{change}{chance}"


def _value(share: Share) -> Value | None:
    return Value(share.value, *share.interval) if share.total else None


def _point(score: IndicatorScore | None) -> Value | None:
    return Value(score.f1, score.f1, score.f1) if score else None


def _f1(score: IndicatorScore | None) -> str:
    return f"{score.f1:.2f}" if score else "none"


def _cases_of(score: IndicatorScore | None) -> int:
    return score.found + score.missed if score else 0
