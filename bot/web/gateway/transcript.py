"""A conversation as its practitioner may read it again: after a reload, in a second tab, or to ask whether a message
arrived."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from django.db.models import Q
from pydantic import Field

from bot.reply import shape
from bot.reply.compose import Composer
from bot.web.cases.models import Escalation
from bot.web.gateway.models import DUTY_TEAM, Conversation, Message

Speaker = Literal["practitioner", "assistant", "duty_team"]
# The key of the line that stands for the button. No client can send it: keys hold no space.
BUTTON_KEY = " ask the duty team"


class Turn(shape.Part):
    """Something said. `n` grows and is the order; `key` is the idempotency key of the message, on the reply to it too.
    `state` is `waiting` where a message has no reply yet."""

    n: int
    at: datetime
    # The attribute has another name because `from` is a word of the language.
    speaker: Speaker = Field(alias="from")
    text: str
    reply: shape.Reply | None = None
    state: Literal["answered", "waiting"] = "answered"
    key: str | None = None


class Updates(shape.Part):
    """What is new in a conversation, and how it stands."""

    messages: list[Turn]
    held_by: Literal["duty_team"] | None = None
    ended: bool


class Transcript(Updates):
    """A whole conversation."""

    id: str
    escalation: shape.Escalation | None = None


def transcript_of(conversation: Conversation, composer: Composer) -> Transcript:
    """Return everything that was said, and the case for the duty team where there is one."""
    case = Escalation.objects.filter(conversation=conversation).first()
    escalation = None
    if case is not None:
        escalation = composer.escalation(case.reason).model_copy(update={"reference": case.reference})
    return Transcript(id=str(conversation.pk), escalation=escalation, **dict(updates_of(conversation, after=0)))


def updates_of(conversation: Conversation, *, after: int) -> Updates:
    """Return what was said after turn `after`; asks the database once."""
    new = Message.objects.filter(Q(n__gt=after) | Q(reply_n__gt=after), conversation=conversation).order_by("n")
    return Updates(
        messages=[turn for turn in _turns(new) if turn.n > after],
        held_by="duty_team" if conversation.held_by_person else None,
        ended=conversation.ended_at is not None,
    )


def _turns(messages: Iterable[Message]) -> list[Turn]:
    turns = []
    for message in messages:
        key = None if message.idempotency_key == BUTTON_KEY else message.idempotency_key
        answered = message.reply is not None or message.speaker == DUTY_TEAM
        turns.append(
            Turn.model_validate(
                {
                    "from": message.speaker,
                    "n": message.n,
                    "at": message.sent_at,
                    "text": message.text,
                    "state": "answered" if answered else "waiting",
                    "key": key,
                }
            )
        )
        if message.reply is not None:
            reply = shape.Reply.model_validate(message.reply)
            words = "\n".join(part.text for part in reply.replies)
            said = {"from": "assistant", "n": message.reply_n, "at": message.replied_at, "text": words}
            turns.append(Turn.model_validate({**said, "reply": reply, "key": key}))
    return sorted(turns, key=lambda turn: turn.n)
