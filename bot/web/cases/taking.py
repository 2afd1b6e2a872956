"""Making a case out of a reply, or adding to the one there is. Called by the gateway's door in its own transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from bot.advice.level import Level
from bot.content.pack import Pack
from bot.reply.shape import Assessment, Reply
from bot.review.clocks import answer_due, patience_ends
from bot.review.reference import new_reference
from bot.review.states import State, Step, after
from bot.review.urgency import higher, rank
from bot.web.audit.record import Deed, record
from bot.web.cases.hours import duty_hours, patience_for
from bot.web.cases.models import AdviceGiven, CaseIndicator, Escalation, Notice
from bot.web.gateway.models import Conversation, Message

ASSISTANT = "Signpost"
_REFERENCE_TRIES = 20


@dataclass(frozen=True)
class Given:
    """A reply that calls for the duty team, the message that it answers, and the model that it was made with."""

    message: Message
    reply: Reply
    model_version: str = ""
    # False where the duty team had taken the conversation over before the practitioner could see it.
    shown: bool = True

    @property
    def assessment(self) -> Assessment | None:
        return self.reply.assessment

    @property
    def level(self) -> Level | None:
        found = self.assessment.level if self.assessment else None
        return Level.from_slug(found) if found else None

    @property
    def route(self) -> str:
        return self.assessment.route.id if self.assessment else "duty_team"


def escalate(pack: Pack, given: Given) -> Escalation:
    """Return the conversation's case, made or added to; with the reply it is written whole or not at all.

    Raises:
        ValueError: The reply calls for no case.
    """
    if given.reply.escalation is None:
        raise ValueError("a reply without escalation makes no case")
    with transaction.atomic():
        # Of two messages at once the second waits here and finds the case of the first.
        conversation = Conversation.objects.select_for_update().get(pk=given.message.conversation_id)
        found = Escalation.objects.select_for_update().filter(conversation=conversation).first()
        now = timezone.now()
        case = _made(pack, given, now) if found is None else found
        new_signs = _with_indicators(case, given, now)
        _with_advice(pack, case, given, now)
        if found is not None:
            _raised(pack, found, given, now, new_signs=new_signs)
    return case


def _made(pack: Pack, given: Given, now: datetime) -> Escalation:
    escalation = given.reply.escalation
    assert escalation is not None  # noqa: S101 - `escalate` has looked
    case = Escalation(
        conversation_id=given.message.conversation_id,
        made_at=now,
        raised_at=now,
        level=given.level.slug if given.level else None,
        route=given.route,
        reason=escalation.reason,
        advised=given.reply.model_dump(mode="json"),
        knowledge_version=pack.version,
        model_version=given.model_version,
        office_open=escalation.open_now,
        rank=rank(given.level, given.route),
        answer_due=answer_due(duty_hours(pack), now),
    )
    _save_under_free_reference(case)
    record(Deed(ASSISTANT, "case_made", f"case {case.reference}", after=_level_words(given.level)))
    notify(pack, case, Notice.FIRST, now)
    return case


def _save_under_free_reference(case: Escalation) -> None:
    for _ in range(_REFERENCE_TRIES):
        case.reference = new_reference()
        if Escalation.objects.filter(reference=case.reference).exists():
            continue
        try:
            with transaction.atomic():
                case.save(force_insert=True)
        except IntegrityError:
            # Somebody has drawn the same reference at the same moment.
            continue
        return
    raise RuntimeError(f"no free reference in {_REFERENCE_TRIES} tries; lengthen references in bot/review")


def _with_indicators(case: Escalation, given: Given, now: datetime) -> bool:
    """Add the indicators and evidence that the case lacks, and return whether one of the indicators is new to it."""
    held = {(item.indicator, item.evidence) for item in case.indicators.all()}
    known = {indicator for indicator, _ in held}
    shown = given.assessment.indicators if given.assessment else []
    fresh = [
        CaseIndicator(
            escalation=case,
            indicator=item.id,
            label=item.label,
            level=item.level,
            evidence=item.evidence,
            message=given.message if item.start is not None else None,
            start=item.start,
            end=item.end,
            probability=item.probability,
            reported=item.reported,
            found_at=now,
        )
        for item in shown
        if (item.id, item.evidence) not in held and (item.start is not None or item.id not in known)
    ]
    CaseIndicator.objects.bulk_create(fresh)
    return bool({item.indicator for item in fresh} - known)


def _with_advice(pack: Pack, case: Escalation, given: Given, now: datetime) -> None:
    escalation = given.reply.escalation
    assert escalation is not None  # noqa: S101 - `escalate` has looked
    AdviceGiven.objects.create(
        escalation=case,
        message=given.message,
        at=now,
        kind=given.reply.kind,
        level=given.level.slug if given.level else None,
        route=given.route,
        reason=escalation.reason,
        reply=given.reply.model_dump(mode="json"),
        knowledge_version=pack.version,
        model_version=given.model_version,
        office_open=escalation.open_now,
        shown=given.shown,
    )


def _raised(pack: Pack, case: Escalation, given: Given, now: datetime, *, new_signs: bool) -> None:
    """Raise the case where the reply does; a closed case is opened again, because somebody needs the duty team anew."""
    before = case.level_value
    rises = higher(before, given.level) != before
    more_urgent = rank(given.level, given.route) > case.rank
    if rises:
        case.level = given.level.slug if given.level else None
    if rises or more_urgent:
        case.route, case.reason = given.route, given.reply.escalation.reason if given.reply.escalation else case.reason
        case.advised = given.reply.model_dump(mode="json")
        case.knowledge_version, case.model_version = pack.version, given.model_version
        case.rank = max(case.rank, rank(given.level, given.route))
        deed = Deed(ASSISTANT, "case_raised", f"case {case.reference}", _level_words(before), _level_words(given.level))
        record(deed)
    reopens = reopened(pack, case, now, by=ASSISTANT)
    if rises or more_urgent or reopens or new_signs:
        case.raised_at = now
        case.version += 1
        case.save()
    if rises or more_urgent or reopens:
        notify(pack, case, Notice.RAISED, now)


def reopened(pack: Pack, case: Escalation, now: datetime, *, by: str) -> bool:
    """Open a closed case again, because somebody needs the duty team anew; return whether it was closed. Not saved."""
    if case.state_value is not State.CLOSED:
        return False
    case.state, case.closed_at = after(State.CLOSED, Step.REOPEN).value, None
    case.owner = None
    case.answer_due = answer_due(duty_hours(pack), now)
    record(Deed(by, "case_reopened", f"case {case.reference}", State.CLOSED.value, case.state))
    return True


def notify(pack: Pack, case: Escalation, kind: str, now: datetime) -> None:
    """Write down that the duty team has to be told now, and once more should nobody look."""
    Notice.objects.create(escalation=case, kind=kind, due_at=now, next_try_at=now)
    case.notices.filter(kind=Notice.SECOND, next_try_at__isnull=False).update(next_try_at=None)
    later = patience_ends(duty_hours(pack), now, patience_for(pack, case.level_value))
    Notice.objects.create(escalation=case, kind=Notice.SECOND, due_at=later, next_try_at=later)


def _level_words(level: Level | None) -> str:
    return level.slug if level else "unclear"
