"""What the duty team does to a case. Each deed is one transaction: check, change, record.

Every deed names the version of the case that the person saw. Where the case has changed since, nothing is done: nobody
undoes unknowingly what a colleague has just done.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bot.content.pack import Pack
from bot.review.clocks import answer_due
from bot.review.outcomes import Outcome
from bot.review.states import State, Step, after
from bot.web.accounts.models import Account
from bot.web.accounts.roles import May
from bot.web.audit.record import Deed, record
from bot.web.cases.hours import duty_hours
from bot.web.cases.locking import locked
from bot.web.cases.models import CaseOutcome, Escalation, Note, Notice
from bot.web.gateway.models import Conversation

_TIMES = {State.SEEN: "seen_at", State.OWNED: "owned_at", State.TOLD: "told_at", State.CLOSED: "closed_at"}


class ChangedMeanwhileError(Exception):
    """The case is no longer what the person saw; nothing was done."""


class DeedError(Exception):
    """The deed cannot be done; `field` names the part of the form, the message is for the person."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class By:
    """Who does something to which case, and the version of it that they saw."""

    account: Account
    reference: str
    version: int


def look(case: Escalation, account: Account, reason: str = "") -> None:
    """Record that somebody has opened a case; a new one is seen with that, and nobody is told of it a second time."""
    with transaction.atomic():
        held = Escalation.objects.select_for_update().get(pk=case.pk)
        now = timezone.now()
        state = after(held.state_value, Step.OPEN)
        deed = Deed(account.username, "case_viewed", f"case {held.reference}", reason=reason)
        if state is not held.state_value:
            deed = Deed(account.username, "case_seen", f"case {held.reference}", held.state, state.value, reason)
            held.state, held.seen_at = state.value, now
            held.version += 1
        held.looked_at = now
        held.save(update_fields=["state", "seen_at", "version", "looked_at"])
        held.notices.filter(kind=Notice.SECOND).update(next_try_at=None)
        record(deed)
    case.refresh_from_db()


def claim(by: By, reason: str = "") -> None:
    """Take a case on. To take it from a colleague a reason is needed.

    Raises:
        ChangedMeanwhileError, DeedError, StepError: See the module; the case is the person's own already.
    """
    with _changed(by, Step.CLAIM, reason) as case:
        if case.owner_id == by.account.pk:
            raise DeedError("This case is yours already.")
        if case.owner_id is not None and not reason.strip():
            raise DeedError("Say why you take the case from your colleague", "reason")
        case.owner = by.account


def hand_over(by: By, to: Account, reason: str) -> None:
    """Give a case to a colleague who works on cases.

    Raises:
        ChangedMeanwhileError, DeedError, StepError: See the module; the colleague has it already, or works on no cases.
    """
    with _changed(by, Step.HAND_OVER, reason, after_words=f"owner {to.username}") as case:
        if not to.may(May.WORK_CASES):
            raise DeedError("Choose somebody who works on cases", "to")
        if case.owner_id == to.pk:
            raise DeedError(f"{to.username} has this case already", "to")
        case.owner = to


def advise(by: By) -> None:
    """Say that the referrer was advised."""
    with _changed(by, Step.ADVISE) as case:
        _own(case, by)


def tell(by: By) -> None:
    """Say that the referrer has an answer, which ends the clock."""
    with _changed(by, Step.TELL) as case:
        _own(case, by)


def close(by: By) -> None:
    """Close a case: it needs an outcome and the referrer an answer. Whoever still writes in the chat hands it back.

    Raises:
        ChangedMeanwhileError, DeedError, StepError: See the module; there is no outcome yet, or no answer.
    """
    with _changed(by, Step.CLOSE) as case:
        _own(case, by)
        if case.told_at is None:
            raise DeedError("The referrer has no answer yet. Say first that they were told.")
        if not case.outcomes.exists():
            raise DeedError("Record an outcome before you close the case.", "verdict")
        if case.holder_id is not None:
            record(Deed(by.account.username, "chat_handed_back", f"case {case.reference}"))
            Conversation.objects.filter(pk=case.conversation_id).update(held_by_person=False)
            case.holder = None


def reopen(by: By, pack: Pack, reason: str) -> None:
    """Open a closed case again.

    Raises:
        ChangedMeanwhileError, DeedError, StepError: See the module; there is no reason.
    """
    if not reason.strip():
        raise DeedError("Say why the case is opened again", "reason")
    with _changed(by, Step.REOPEN, reason) as case:
        case.owner, case.closed_at, case.told_at = None, None, None
        case.raised_at = timezone.now()
        case.answer_due = answer_due(duty_hours(pack), case.raised_at)


def add_note(by: By, text: str) -> Note:
    """Add a note. Notes are added to whatever version, because they overwrite nothing."""
    if not text.strip():
        raise DeedError("Write the note", "text")
    with transaction.atomic():
        case = locked(by.reference)[1]
        note = Note.objects.create(escalation=case, author=by.account, text=text.strip())
        record(Deed(by.account.username, "note_added", f"case {case.reference}", after=f"note {note.pk}"))
    return note


def record_outcome(by: By, outcome: Outcome) -> CaseOutcome:
    """Record what the duty team made of the case; a later outcome counts in place of this one.

    Raises:
        ChangedMeanwhileError, DeedError, OutcomeError: See the module; the outcome contradicts itself.
    """
    with transaction.atomic():
        case = locked(by.reference)[1]
        _check_version(case, by)
        if not case.state_value.has_owner:
            raise DeedError("Claim the case before you record an outcome.")
        _own(case, by)
        outcome.check(case.level_value)
        earlier = case.outcomes.last()
        made = CaseOutcome.objects.create(
            escalation=case,
            author=by.account,
            verdict=outcome.verdict.value,
            reasons=outcome.reasons.strip(),
            right_level=outcome.level.slug if outcome.level else None,
            right_indicators=sorted(outcome.indicators),
            advised_level=case.level,
            advised_indicators=sorted({item.indicator for item in case.indicators.all()}),
            knowledge_version=case.knowledge_version,
            model_version=case.model_version,
        )
        case.version += 1
        case.save(update_fields=["version"])
        before = earlier.verdict if earlier else ""
        record(Deed(by.account.username, "outcome", f"case {case.reference}", before, made.verdict))
    return made


def set_hold(by: By, on_hold: bool, reason: str) -> None:
    """Keep a case from being deleted, or let it go again.

    Raises:
        ChangedMeanwhileError, DeedError: See the module; there is no reason.
    """
    if not reason.strip():
        raise DeedError("Say why", "reason")
    with transaction.atomic():
        case = locked(by.reference)[1]
        _check_version(case, by)
        words = ("on hold" if case.on_hold else "no hold", "on hold" if on_hold else "no hold")
        case.on_hold, case.hold_reason = on_hold, reason.strip() if on_hold else ""
        case.version += 1
        case.save(update_fields=["on_hold", "hold_reason", "version"])
        record(Deed(by.account.username, "legal_hold", f"case {case.reference}", *words, reason=reason.strip()))


@contextmanager
def _changed(by: By, step: Step, reason: str = "", *, after_words: str = "") -> Iterator[Escalation]:
    """Lock the case, let the body change it, and write it with its new state, version and the record of it."""
    with transaction.atomic():
        case = locked(by.reference)[1]
        _check_version(case, by)
        before, owner = case.state_value, case.owner.username if case.owner else ""
        following = after(before, step)
        yield case
        case.state = following.value
        _stamp(case, before, following, timezone.now())
        case.version += 1
        case.save()
        case.notices.filter(kind=Notice.SECOND).update(next_try_at=None)
        words = (_words(before, owner), after_words or _words(following, case.owner.username if case.owner else ""))
        record(Deed(by.account.username, f"case_{step.value}", f"case {case.reference}", *words, reason=reason.strip()))


def _stamp(case: Escalation, before: State, following: State, now: datetime) -> None:
    """Write down when a state was reached; the first time counts, but for what a reopened case does anew."""
    if before is not State.SEEN and case.seen_at is None:
        case.seen_at = now
    name = _TIMES.get(following)
    if name and getattr(case, name) is None:
        setattr(case, name, now)
    case.looked_at = now


def _words(state: State, owner: str) -> str:
    return f"{state.value}, owner {owner}" if owner else state.value


def _check_version(case: Escalation, by: By) -> None:
    if case.version != by.version:
        raise ChangedMeanwhileError


def _own(case: Escalation, by: By) -> None:
    if case.owner_id != by.account.pk:
        owner = case.owner.username if case.owner else "nobody"
        raise DeedError(f"This case belongs to {owner}. Claim it first, or ask for it to be handed over.")
