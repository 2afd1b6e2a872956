"""A candidate beside the live model: what gets better, what gets worse, and what would change for real messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.evaluation.intervals import Share
from bot.evaluation.outcomes import Outcome
from bot.evaluation.scores import IndicatorScore, Scores, indicator_scores, scores_of
from bot.publishing.evaluation import Evaluation, Said
from bot.publishing.gate import Verdict

_UNDECIDED = "duty_team"
# What a reply leads to, the more urgent the higher.
_HEIGHT = {"none": 0, "early_help": 1, "complex_severe": 2, _UNDECIDED: 2, "emergency": 3}
_LEVEL_OF_ROUTE = {"early_help": "early_help", "mash": "complex_severe", "emergency": "emergency"}


@dataclass(frozen=True)
class Figure:
    """A share of the golden cases under both models."""

    name: str
    live: Share
    candidate: Share
    more_is_better: bool = True

    @property
    def change(self) -> str:
        """`better`, `worse` or `same`."""
        live, candidate = self.live.value, self.candidate.value
        if live == candidate or not (self.live.total and self.candidate.total):
            return "same"
        return "better" if (candidate > live) is self.more_is_better else "worse"


@dataclass(frozen=True)
class CaseChange:
    """A golden case that the models answer differently."""

    live: Outcome
    candidate: Outcome


@dataclass(frozen=True)
class MessageChange:
    """A past message, named by its key, whose route would change."""

    key: str
    live: Said
    candidate: Said

    @property
    def crosses(self) -> str | None:
        """`up` or `down` where the advice crosses a level, else None.

        Where the duty team decides, nothing severe is lost: front door and duty team are on one height. From the duty
        team to early help or to no advice is down, and from 999 to the duty team too.
        """
        before, after = _HEIGHT[lead_of(self.live)], _HEIGHT[lead_of(self.candidate)]
        if before == after:
            return None
        return "up" if after > before else "down"


@dataclass(frozen=True)
class IndicatorChange:
    """How well an indicator is found under both models; None where a model meets it nowhere."""

    indicator: str
    live: IndicatorScore | None
    candidate: IndicatorScore | None

    @property
    def difference(self) -> float:
        """The candidate's F1 less the live model's."""
        return (self.candidate.f1 if self.candidate else 0.0) - (self.live.f1 if self.live else 0.0)


@dataclass(frozen=True)
class Comparison:
    """All that changes between what is live and a candidate: a model, with the draft that goes live with it.

    `live` is None before the first model is live. `guidance_changed`: the draft changes guidance or thresholds, and the
    candidate was judged with them as they would be.
    """

    live: str | None
    candidate: str
    draft: str | None
    guidance_changed: bool
    knowledge_version: str
    verdict: Verdict
    figures: tuple[Figure, ...]
    safer: tuple[CaseChange, ...]
    less_safe: tuple[CaseChange, ...]
    better_route: tuple[CaseChange, ...]
    worse_route: tuple[CaseChange, ...]
    indicators: tuple[IndicatorChange, ...]
    behaviour_mended: tuple[str, ...]
    behaviour_broken: tuple[str, ...]
    messages: int
    changed_messages: tuple[MessageChange, ...]
    candidate_golden: tuple[Outcome, ...]

    @property
    def downwards(self) -> tuple[MessageChange, ...]:
        """The past messages that would cross a level downwards."""
        return tuple(change for change in self.changed_messages if change.crosses == "down")

    @property
    def upwards(self) -> tuple[MessageChange, ...]:
        """The past messages that would cross a level upwards."""
        return tuple(change for change in self.changed_messages if change.crosses == "up")


def lead_of(said: Said) -> str:
    """Return the level that a reply leads to, `duty_team` where a person decides, `none` where nothing is advised."""
    if said.route == _UNDECIDED or said.kind == "failsafe":
        return _UNDECIDED
    return _LEVEL_OF_ROUTE.get(said.route or "", "none")


def compared(live: Evaluation | None, candidate: Evaluation, verdict: Verdict, draft: str | None = None) -> Comparison:
    """Compare; both must have been asked the same golden cases, and `verdict` be the candidate's."""
    before = {o.vignette.id: o for o in live.golden} if live else {}
    pairs = [CaseChange(before[o.vignette.id], o) for o in candidate.golden if o.vignette.id in before]
    said = {one.key: one for one in live.messages} if live else {}
    changed = [
        MessageChange(one.key, said[one.key], one)
        for one in candidate.messages
        if one.key in said and (said[one.key].route or said[one.key].kind) != (one.route or one.kind)
    ]
    passed = live.behaviour if live else {}
    return Comparison(
        live=live.model if live else None,
        candidate=candidate.model,
        draft=draft,
        guidance_changed=live is not None and live.knowledge_version != candidate.knowledge_version,
        knowledge_version=candidate.knowledge_version,
        verdict=verdict,
        figures=_figures(scores_of(live.golden) if live else None, scores_of(candidate.golden)),
        safer=tuple(p for p in pairs if p.candidate.safe and not p.live.safe),
        less_safe=tuple(p for p in pairs if p.live.safe and not p.candidate.safe),
        better_route=tuple(p for p in pairs if p.candidate.right_route and not p.live.right_route),
        worse_route=tuple(p for p in pairs if p.live.right_route and not p.candidate.right_route),
        indicators=_indicators(live.golden if live else (), candidate.golden),
        behaviour_mended=tuple(t for t, ok in candidate.behaviour.items() if ok and passed.get(t) is False),
        behaviour_broken=tuple(t for t, ok in candidate.behaviour.items() if not ok and passed.get(t) is not False),
        messages=len(candidate.messages),
        changed_messages=tuple(changed),
        candidate_golden=candidate.golden,
    )


def figures_of(evaluation: Evaluation) -> Mapping[str, float]:
    """Return what a model scored on the golden cases, by name; what cannot be counted is left out."""
    shares = {figure.name: figure.candidate for figure in _figures(None, scores_of(evaluation.golden))}
    return {name: round(share.value, 6) for name, share in shares.items() if share.total}


def _figures(live: Scores | None, candidate: Scores) -> tuple[Figure, ...]:
    nothing = Share(0, 0)
    rows = (
        ("safe advice", "safe", True),
        ("safe advice, severe and emergency", "safe_severe", True),
        ("accepted route", "right_route", True),
        ("best route", "best_route", True),
        ("over-escalation", "over_escalation", False),
        ("coverage", "coverage", True),
        ("right level", "right_level", True),
        ("first indicator right", "first_indicator", True),
    )
    return tuple(
        Figure(name, getattr(live, field) if live else nothing, getattr(candidate, field), more)
        for name, field, more in rows
    )


def _indicators(live: Sequence[Outcome], candidate: Sequence[Outcome]) -> tuple[IndicatorChange, ...]:
    before = {score.indicator: score for score in indicator_scores(live)}
    after = {score.indicator: score for score in indicator_scores(candidate)}
    changes = [IndicatorChange(name, before.get(name), after.get(name)) for name in sorted({*before, *after})]
    return tuple(sorted(changes, key=lambda change: change.difference))
