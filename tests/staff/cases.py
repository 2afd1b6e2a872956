"""Cases for tests, made as the gateway's door makes them."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from django.db import transaction
from django.utils import timezone

from bot.reply.shape import Reply
from bot.web.cases.models import Escalation
from bot.web.cases.taking import Given, escalate
from bot.web.gateway.guidance import composer, pack
from bot.web.gateway.models import Conversation, Message
from tests.canned import HOME_ALONE, KNIFE, Canned

TEXTS = {"mash": HOME_ALONE, "emergency": KNIFE, "duty_team": "Something is not right at home", "person": "a person"}


@lru_cache(maxsize=1)
def canned() -> Canned:
    """Return replies as the action server makes them."""
    return Canned(pack())


def a_case(sort: str = "mash", *, text: str = "", made_at: datetime | None = None) -> Escalation:
    """Return a new case out of one message and the reply of that sort."""
    conversation = Conversation.objects.create()
    case = says(conversation, text or TEXTS[sort], getattr(canned(), sort)())
    assert case is not None
    if made_at is not None:
        Escalation.objects.filter(pk=case.pk).update(made_at=made_at, raised_at=made_at)
        case.refresh_from_db()
    return case


def says(conversation: Conversation, text: str, reply: Reply, model_version: str = "model-1") -> Escalation | None:
    """Let the practitioner write and the assistant reply, and return the case where there is one."""
    with transaction.atomic():
        message = Message.objects.create(conversation=conversation, text=text, n=conversation.next_n())
        said = reply.model_copy(update={"said": text})
        case = escalate(pack(), Given(message, said, model_version)) if reply.escalation else None
        message.reply = (composer().with_reference(said, case.reference) if case else said).model_dump(mode="json")
        message.reply_n, message.replied_at = conversation.next_n(), timezone.now()
        message.model_version = model_version
        message.save()
    return case


def version_of(case: Escalation) -> int:
    """Return the version that somebody sees who looks now."""
    return Escalation.objects.values_list("version", flat=True).get(pk=case.pk)
