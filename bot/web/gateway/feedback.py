"""What a practitioner says is wrong with advice: the form "This advice is wrong"."""

from __future__ import annotations

from typing import Literal

from django.db import transaction
from django.db.models import Q
from ninja import Field, Schema

from bot.web.gateway.models import Conversation, Feedback, Message
from bot.web.gateway.refusals import Refusal, checked_text

LIMIT_CHARACTERS = 1000


class Said(Schema):
    """What is wrong. `n` is the turn that it is about, null for the whole conversation."""

    n: int | None = Field(None, ge=1, le=2**31 - 1)
    kind: Literal["wrong_sign", "missed_sign", "too_low", "too_high", "unclear", "other"]
    text: str = Field("", description="0 to 1,000 characters")


def keep(conversation: Conversation, said: Said) -> None:
    """Store it; the same said twice of the same turn is kept once.

    Raises:
        Refusal: No turn has that number, or the text is too long or holds control characters.
    """
    text = checked_text(said.text, limit=LIMIT_CHARACTERS, may_be_empty=True)
    message = None
    if said.n is not None:
        turn = Q(n=said.n) | Q(reply_n=said.n)
        message = Message.objects.filter(turn, conversation=conversation).first()
        if message is None:
            raise Refusal("malformed", 422)
    with transaction.atomic():
        same = {"conversation": conversation, "message": message, "kind": said.kind, "text": text}
        if not Feedback.objects.filter(**same).exists():
            Feedback.objects.create(**same)
