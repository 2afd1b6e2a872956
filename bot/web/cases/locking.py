"""Taking hold of a case, so that nobody else changes it until the transaction ends."""

from __future__ import annotations

from bot.web.cases.models import Escalation
from bot.web.gateway.models import Conversation


def locked(reference: str) -> tuple[Conversation, Escalation]:
    """Return conversation and case of a reference, both locked, in the order in which the gateway's door locks them.

    Raises:
        Escalation.DoesNotExist: There is no such case.
    """
    case_id, conversation_id = Escalation.objects.values_list("pk", "conversation_id").get(reference=reference)
    conversation = Conversation.objects.select_for_update().get(pk=conversation_id)
    return conversation, Escalation.objects.select_for_update().get(pk=case_id)
