"""Which messages of the inbox somebody has objected to: the duty team in an outcome, or the practitioner."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import OuterRef, Q, Subquery

from bot.review.outcomes import Verdict
from bot.web.cases.models import CaseOutcome
from bot.web.gateway.models import Feedback, Message
from bot.web.workbench.models import InboxItem, InboxMessage


def items_with_news() -> list[InboxItem]:
    """Return the items of messages that somebody has objected to since they came in."""
    members = InboxMessage.objects.select_related("message").filter(Q(disagreed=False) | Q(feedback=False))
    objected = members.filter(
        Q(message__conversation__feedback__isnull=False) | Q(message__conversation__escalation__outcomes__isnull=False)
    ).distinct()
    changed = note_objections(list(objected))
    return list(InboxItem.objects.filter(pk__in=[member.item_id for member in changed]))


def note_objections(members: Sequence[InboxMessage]) -> list[InboxMessage]:
    """Mark the messages to whose advice the duty team or a practitioner has objected; return those that are new."""
    latest = CaseOutcome.objects.filter(escalation=OuterRef("escalation")).order_by("-id").values("pk")[:1]
    wrong = CaseOutcome.objects.filter(pk=Subquery(latest)).exclude(verdict=Verdict.AGREED.value)
    conversations = {member.message.conversation_id for member in members}
    disagreed = set(
        wrong.filter(escalation__conversation__in=conversations).values_list("escalation__conversation", flat=True)
    )
    said = list(Feedback.objects.filter(conversation__in=conversations).values_list("conversation_id", "message_id"))
    about_message, about_all = {pair[1] for pair in said}, {pair[0] for pair in said if pair[1] is None}
    changed = []
    for member in members:
        advised = _advises(member.message)
        here = member.message.conversation_id
        disagrees = here in disagreed and advised
        objects = member.message_id in about_message or (here in about_all and advised)
        if (disagrees and not member.disagreed) or (objects and not member.feedback):
            member.disagreed, member.feedback = member.disagreed or disagrees, member.feedback or objects
            member.save(update_fields=["disagreed", "feedback"])
            changed.append(member)
    return changed


def _advises(message: Message) -> bool:
    """Return whether the reply to a message was advice: what the duty team and practitioners judge."""
    return (message.reply or {}).get("kind") in {"advice", "question", "emergency", "failsafe", "decline"}
