"""What a practitioner says is wrong with advice: the form "This advice is wrong"."""

from __future__ import annotations

import logging
from typing import Literal

from django.db import transaction
from django.db.models import Q
from ninja import Field, Schema

from bot.language.masking import MaskingError
from bot.web.gateway.masking import Masking
from bot.web.gateway.models import Conversation, Feedback, Message
from bot.web.gateway.refusals import Refusal, checked_text

logger = logging.getLogger(__name__)
LIMIT_CHARACTERS = 1000
_MASKING_SECONDS = 5


class Said(Schema):
    """What is wrong. `n` is the turn that it is about, null for the whole conversation."""

    n: int | None = Field(None, ge=1, le=2**31 - 1)
    kind: Literal["wrong_sign", "missed_sign", "too_low", "too_high", "unclear", "other"]
    text: str = Field("", description="0 to 1,000 characters")


def keep(conversation: Conversation, said: Said, masking: Masking, *, not_kept: str) -> None:
    """Mask and store it; the same said twice of the same turn is kept once. `not_kept` stands in for words that could
    not be masked: what kind of fault it was is worth keeping without them.

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
    try:
        text = masking.masked(text, wait_seconds=_MASKING_SECONDS).text
    except MaskingError as error:
        logger.error("%s; the words of a feedback are not kept", error)
        text = not_kept
    with transaction.atomic():
        same = {"conversation": conversation, "message": message, "kind": said.kind, "text": text}
        if not Feedback.objects.filter(**same).exists():
            Feedback.objects.create(**same)
