"""Many invented cases, for measuring how quick the console is. Never used with a database that holds real ones."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from bot.advice.reading import Reading
from bot.reply.danger_first import with_danger
from bot.review.reference import ALPHABET, PREFIX
from bot.web.cases.models import CaseIndicator, Escalation
from bot.web.cases.taking import Given, escalate
from bot.web.gateway.guidance import composer, pack
from bot.web.gateway.models import Conversation, Message

_LEVELS = (("emergency", "emergency", 3), ("complex_severe", "mash", 2), ("early_help", "duty_team", 1))
_BATCH = 500


def seed(count: int, like: Escalation) -> None:
    """Make so many cases in the manner of another one, of all levels, an hour apart."""
    with transaction.atomic():
        taken = Escalation.objects.count()
        chats = Conversation.objects.bulk_create([Conversation(last_n=1) for _ in range(count)], batch_size=_BATCH)
        Message.objects.bulk_create(
            [Message(conversation=chat, n=1, text=f"an invented message, number {n}") for n, chat in enumerate(chats)],
            batch_size=_BATCH,
        )
        made = Escalation.objects.bulk_create(
            [_case(number + taken, chat, like) for number, chat in enumerate(chats)], batch_size=_BATCH
        )
        sign = like.indicators.first()
        if sign is not None:
            CaseIndicator.objects.bulk_create([_sign(case, sign) for case in made], batch_size=_BATCH)


def _case(number: int, chat: Conversation, like: Escalation) -> Escalation:
    level, route, rank = _LEVELS[number % len(_LEVELS)]
    moment = timezone.now() - timedelta(minutes=number)
    return Escalation(
        reference=f"{PREFIX}-T{_in_signs(number)}",
        conversation=chat,
        made_at=moment,
        raised_at=moment,
        answer_due=moment + timedelta(days=1),
        level=level,
        route=route,
        rank=rank,
        reason=like.reason,
        advised=like.advised,
        knowledge_version=like.knowledge_version,
        office_open=True,
    )


def _sign(case: Escalation, like: CaseIndicator) -> CaseIndicator:
    return CaseIndicator(
        escalation=case,
        indicator=like.indicator,
        label=like.label,
        level=like.level,
        evidence=like.evidence,
        probability=like.probability,
    )


def _in_signs(number: int) -> str:
    """Return a number in the signs of references; six of them, so that no real reference looks like it."""
    signs = ""
    for _ in range(6):
        number, place = divmod(number, len(ALPHABET))
        signs = ALPHABET[place] + signs
    return signs


def first_case() -> Escalation:
    """Make a case as the gateway's door does, out of an invented message, for the others to be like."""
    text = "He's in the playground now with a knife"
    conversation = Conversation.objects.create()
    message = Message.objects.create(conversation=conversation, n=conversation.next_n(), text=text)
    reply = composer().emergency(with_danger(text, Reading(), pack()))
    case = escalate(pack(), Given(message, reply))
    message.reply = composer().with_reference(reply, case.reference).model_dump(mode="json")
    message.reply_n, message.replied_at = conversation.next_n(), timezone.now()
    message.save()
    return case
