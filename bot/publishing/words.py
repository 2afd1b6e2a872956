"""A comparison in sentences, for the workbench and for the command line alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.publishing.comparison import CaseChange, Comparison, Figure, MessageChange

_MANY = 0.05


def summary(comparison: Comparison) -> str:
    """Return in one sentence whether the candidate may go live, and what a person must look at first."""
    verdict = comparison.verdict
    if not verdict.passed:
        count = len(verdict.failing)
        return (
            f"{comparison.candidate} may not be published: {_count(count, 'golden case')} that must escalate "
            f"{'fails' if count == 1 else 'fail'}."
        )
    if comparison.downwards:
        messages = _count(len(comparison.downwards), "message")
        return (
            f"{comparison.candidate} may be published by two people: for {messages} that somebody wrote the advice "
            "would be a lower level than now."
        )
    return f"{comparison.candidate} may be published."


def sentences(comparison: Comparison) -> list[str]:
    """Return the whole comparison, the gravest first."""
    live = comparison.live or "no model"
    lines = [
        f"{comparison.candidate} beside {live}, with guidance {comparison.knowledge_version}.",
        summary(comparison),
    ]
    lines += verdict_lines(comparison)
    lines += _cases("Less safe than now", comparison.less_safe)
    lines += _cases("Safer than now", comparison.safer)
    lines += _cases("No longer an accepted route", comparison.worse_route)
    lines += _cases("An accepted route now", comparison.better_route)
    lines += [figure_line(figure) for figure in comparison.figures]
    lines += indicator_lines(comparison)
    lines += _names("Behavioural tests that fail now", comparison.behaviour_broken)
    lines += _names("Behavioural tests that pass now", comparison.behaviour_mended)
    lines += message_lines(comparison)
    return lines


def verdict_lines(comparison: Comparison) -> list[str]:
    """Return what the must-escalate cases say."""
    verdict = comparison.verdict
    passing = verdict.cases - len(verdict.failing) - len(verdict.excused)
    lines = [f"Golden cases that must escalate: {passing} of {verdict.cases} do."]
    lines += verdict.reasons()
    if verdict.excused:
        ids = ", ".join(outcome.vignette.id for outcome in verdict.excused)
        lines.append(f"Known failures, signed off, that the live model has too: {ids}.")
    if verdict.mastered:
        ids = ", ".join(outcome.vignette.id for outcome in verdict.mastered)
        lines.append(f"Known failures that pass now, and are not excused again once this model is live: {ids}.")
    return lines


def figure_line(figure: Figure) -> str:
    """Return a figure under both models, with its interval, and whether the difference is more than chance."""
    candidate = str(figure.candidate)
    if not figure.live.total:
        return f"{figure.name}: {candidate}"
    low, high = figure.live.interval
    inside = low <= figure.candidate.value <= high
    note = (
        "" if figure.change == "same" else f" ({figure.change}{', within what chance alone can do' if inside else ''})"
    )
    return f"{figure.name}: {figure.live.value:.1%} live, {candidate} candidate{note}"


def indicator_lines(comparison: Comparison) -> list[str]:
    """Return the indicators whose F1 changes by 0.05 or more, the worst first."""
    lines = []
    for change in comparison.indicators:
        if comparison.live is None or abs(change.difference) < _MANY:
            continue
        before, after = (score.f1 if score else 0.0 for score in (change.live, change.candidate))
        lines.append(f"Indicator {change.indicator}: F1 {before:.2f} live, {after:.2f} candidate")
    return lines or (["No indicator's F1 changes by 0.05 or more."] if comparison.live else [])


def message_lines(comparison: Comparison) -> list[str]:
    """Return what would change for messages that people wrote; they are named by their keys alone."""
    if not comparison.messages:
        return ["No message has been written yet, so none can be compared."]
    count = _count(comparison.messages, "message")
    lines = [
        f"Of the latest {count}, {len(comparison.changed_messages)} would change route: "
        f"{len(comparison.downwards)} to a lower level, {len(comparison.upwards)} to a higher one."
    ]
    ordered = sorted(comparison.changed_messages, key=lambda change: {"down": 0, "up": 1}.get(change.crosses or "", 2))
    return lines + [message_line(change) for change in ordered]


def message_line(change: MessageChange) -> str:
    """Return how one message would change."""
    before, after = (said.route or said.kind for said in (change.live, change.candidate))
    level = {"down": ", a lower level", "up": ", a higher level"}.get(change.crosses or "", "")
    return f"Message {change.key}: {before} now, {after} with the candidate{level}"


def _cases(title: str, changes: Sequence[CaseChange]) -> list[str]:
    if not changes:
        return []
    lines = [f"{title}: {_count(len(changes), 'golden case')}."]
    for change in changes:
        before, after = (outcome.route or outcome.kind for outcome in (change.live, change.candidate))
        vignette = change.candidate.vignette
        lines.append(f"  {vignette.id} ({vignette.level}): {before} now, {after} with the candidate: {vignette.text}")
    return lines


def _names(title: str, names: Iterable[str]) -> list[str]:
    held = list(names)
    return [f"{title}, {len(held)} in all: {', '.join(held)}."] if held else []


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
