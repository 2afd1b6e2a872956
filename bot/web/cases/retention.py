"""Deleting what is no longer needed. Nothing open goes, nothing on legal hold goes, and a receipt says what went."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from bot.review.retention import Kept, Periods, before, case_may_go
from bot.review.states import State
from bot.web.audit.models import AuditEntry, Receipt
from bot.web.audit.record import Deed, delete_entries_of, record
from bot.web.cases.models import Escalation
from bot.web.cases.tracker import Tracker
from bot.web.gateway.models import Conversation, Message

logger = logging.getLogger(__name__)
COMMAND = "signpost retention run"
_BATCH = 200


@dataclass(frozen=True)
class Gone:
    """How much of each sort went, or would go."""

    conversations: int
    cases: int
    messages: int
    audit_entries: int

    @property
    def is_nothing(self) -> bool:
        return not (self.conversations or self.cases or self.audit_entries)


def due(periods: Periods, now: datetime) -> Gone:
    """Return what a run would delete now; nothing is changed."""
    conversations = list(_old_conversations(periods, now).values_list("pk", flat=True))
    cases = _old_cases(periods, now)
    held = Message.objects.filter(conversation__in=[*conversations, *(case.conversation_id for case in cases)])
    entries = AuditEntry.objects.filter(at__lt=before(now, periods.audit)).count()
    return Gone(len(conversations), len(cases), held.count(), entries)


def run(periods: Periods, now: datetime, tracker: Tracker) -> Gone:
    """Delete what is due, write receipts, and return what went.

    Rasa's own record of a conversation goes first: where that fails the conversation stays until the next run.

    Raises:
        TrackerError: Rasa's database cannot be reached; what was deleted until then has its receipts.
    """
    conversations = messages = cases = 0
    for batch in _batches(list(_old_conversations(periods, now).values_list("pk", flat=True))):
        tracker.forget([str(conversation_id) for conversation_id in batch])
        went, said = _delete_conversations(batch, periods, now)
        conversations, messages = conversations + went, messages + said
    for case in _old_cases(periods, now):
        tracker.forget([str(case.conversation_id)])
        deleted = _delete_case(case.pk, periods, now)
        if deleted is not None:
            cases, messages = cases + 1, messages + deleted
    entries = _delete_audit(periods, now)
    Session.objects.filter(expire_date__lt=now).delete()
    return Gone(conversations, cases, messages, entries)


def _old_conversations(periods: Periods, now: datetime) -> QuerySet[Conversation]:
    """Return conversations without a case whose latest message is old enough."""
    has_case = Escalation.objects.filter(conversation=OuterRef("pk"))
    return Conversation.objects.filter(
        ~Exists(has_case), latest_at__lt=before(now, periods.conversations), held_by_person=False
    )


def _old_cases(periods: Periods, now: datetime) -> list[Escalation]:
    limit = before(now, periods.closed_cases)
    closed = Escalation.objects.filter(state=State.CLOSED.value, on_hold=False, closed_at__lt=limit)
    return [case for case in closed.select_related("conversation") if case_may_go(_kept(case), periods, now)]


def _kept(case: Escalation) -> Kept:
    return Kept(case.state_value, case.closed_at, case.conversation.latest_at, case.on_hold)


def _delete_conversations(ids: list[object], periods: Periods, now: datetime) -> tuple[int, int]:
    with transaction.atomic():
        # Looked at again under lock: somebody may have written, or asked for the duty team, a moment ago.
        found = list(_old_conversations(periods, now).select_for_update(of=("self",)).filter(pk__in=ids))
        said = Message.objects.filter(conversation__in=found).count()
        if found:
            Conversation.objects.filter(pk__in=[one.pk for one in found]).delete()
            limit = before(now, periods.conversations)
            _receipt("conversations", limit, {"conversations": len(found), "messages": said}, now)
    return len(found), said


def _delete_case(case_id: int, periods: Periods, now: datetime) -> int | None:
    """Delete a case with its conversation, and return how many messages went; None where it may not go after all."""
    with transaction.atomic():
        conversation_id = Escalation.objects.values_list("conversation_id", flat=True).get(pk=case_id)
        conversation = Conversation.objects.select_for_update().get(pk=conversation_id)
        case = Escalation.objects.select_for_update().get(pk=case_id)
        case.conversation = conversation
        if not case_may_go(_kept(case), periods, now):
            return None
        said = conversation.messages.count()
        case.delete()
        conversation.delete()
        _receipt("cases", before(now, periods.closed_cases), {"cases": 1, "messages": said}, now)
    return said


def _delete_audit(periods: Periods, now: datetime) -> int:
    limit = before(now, periods.audit)
    with transaction.atomic():
        old = AuditEntry.objects.filter(at__lt=limit)
        last = old.order_by("-id").first()
        if last is None:
            return 0
        count = old.count()
        receipt = _receipt("audit", limit, {"entries": count}, now, digest=last.digest)
        return delete_entries_of(receipt, last=last)


def _receipt(kind: str, limit: datetime, counts: dict[str, int], now: datetime, digest: str = "") -> Receipt:
    record(Deed(COMMAND, f"deleted_{kind}", after=", ".join(f"{count} {name}" for name, count in counts.items())))
    return Receipt.objects.create(at=now, kind=kind, before=limit, counts=counts, digest=digest)


def _batches(ids: list[object]) -> Iterable[list[object]]:
    return (ids[at : at + _BATCH] for at in range(0, len(ids), _BATCH))
