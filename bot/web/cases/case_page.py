"""Everything that the page of a case shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone

from bot.review.clocks import Clock, clock
from bot.review.outcomes import Verdict
from bot.review.states import Step, possible
from bot.web.accounts.models import Account
from bot.web.accounts.roles import May
from bot.web.audit.models import AuditEntry
from bot.web.cases.forms import DeedForm, HandOverForm, LineForm, NoteForm, OutcomeForm
from bot.web.cases.hours import duty_hours
from bot.web.cases.models import CaseIndicator, CaseOutcome, Escalation
from bot.web.cases.prepared import prepared_of
from bot.web.cases.transcript import turns_of
from bot.web.cases.words import VERDICTS
from bot.web.gateway.guidance import composer, pack

_HISTORY = 100


@dataclass(frozen=True)
class Sign:
    """An indicator of the case, with what the guidance says about it."""

    label: str
    level: str
    evidence: tuple[str, ...]
    probability: float
    covers: str
    source: str


def context_of(case: Escalation, account: Account, bound: Mapping[str, forms.Form] | None = None) -> dict[str, Any]:
    """Return what the page shows. `bound` are forms that were sent and not taken, by the kind of their deed."""
    given = dict(bound or {})
    version = {"version": case.version}
    for form in given.values():
        if "version" in form.fields:
            # What is sent again is about the case as it stands now.
            form.data = form.data.copy()
            form.data["version"] = case.version
    mine = case.owner_id == account.pk
    steps = {step.value for step in possible(case.state_value)}
    outcomes = list(case.outcomes.select_related("author"))
    return {
        **live_context(case),
        "history": list(AuditEntry.objects.filter(subject=f"case {case.reference}").order_by("-id")[:_HISTORY]),
        "steps": steps,
        "mine": mine,
        "may_claim": Step.CLAIM.value in steps and not mine,
        "may_outcome": mine and case.state_value.has_owner,
        "may_join": account.may(May.JOIN_CHATS),
        "may_export": account.may(May.EXPORT_CASES),
        "may_hold": account.may(May.HOLD_CASES),
        "outcomes": [_outcome_words(outcome) for outcome in outcomes],
        "plain": DeedForm(initial=version),
        "claim_form": given.get("claim") or DeedForm(initial=version, auto_id="claim_%s"),
        "hand_over_form": given.get("hand-over") or HandOverForm(account, initial=version, auto_id="hand_over_%s"),
        "reopen_form": given.get("reopen") or DeedForm(initial=version, auto_id="reopen_%s"),
        "hold_form": given.get("hold") or DeedForm(initial=version, auto_id="hold_%s"),
        "note_form": given.get("note") or NoteForm(auto_id="note_%s"),
        "line_form": given.get("say") or LineForm(auto_id="line_%s"),
        "outcome_form": given.get("outcome") or OutcomeForm(pack(), initial=version, auto_id="outcome_%s"),
    }


def live_context(case: Escalation) -> dict[str, Any]:
    """Return the part of the page that keeps itself up to date."""
    now = timezone.now()
    return {
        "case": case,
        "now": now,
        "turns": turns_of(case),
        "signs": _signs(case),
        "advice": list(case.advice.all()),
        "prepared": prepared_of(case),
        "notes": list(case.notes.select_related("author")),
        "clock": _clock(case),
        "ended": case.conversation.ended_at,
        "held": case.conversation.held_by_person,
        "pack_version": pack().version,
    }


def _clock(case: Escalation) -> Clock | None:
    if case.told_at is not None or not case.state_value.is_open:
        return None
    return clock(duty_hours(pack()), case.answer_due, timezone.now())


def _signs(case: Escalation) -> list[Sign]:
    by_indicator: dict[str, list[CaseIndicator]] = {}
    for item in case.indicators.all():
        by_indicator.setdefault(item.indicator, []).append(item)
    return [_sign(indicator, items) for indicator, items in by_indicator.items()]


def _sign(indicator: str, items: list[CaseIndicator]) -> Sign:
    record = pack().indicators.get(indicator)
    source = composer().source(record.source) if record else None
    return Sign(
        label=items[0].label,
        level=items[0].level,
        evidence=tuple(dict.fromkeys(item.evidence for item in items if item.evidence)),
        probability=max(item.probability for item in items),
        covers=record.covers if record else "",
        source=f"{source.document}, {source.section}, {source.date}" if source else "",
    )


def _outcome_words(outcome: CaseOutcome) -> dict[str, Any]:
    labels = {item.id: item.label for item in pack().indicators.values()}
    return {
        "at": outcome.at,
        "author": outcome.author.username,
        "words": VERDICTS[Verdict(outcome.verdict)],
        "level": outcome.right_level,
        "indicators": [labels.get(item, item) for item in outcome.right_indicators],
        "reasons": outcome.reasons,
    }
