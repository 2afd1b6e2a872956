"""The order in which a conversation's messages are answered: one at a time, and each once.

Whoever answers a message holds a claim on it, which ends by itself: a process that is killed in mid-turn leaves a
message that waits, and the next request with its key takes it up. Claims are rows like all others, so this works the
same on SQLite and PostgreSQL, and for several web processes.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from bot.web.gateway.models import Conversation, Message
from bot.web.gateway.refusals import Refusal

_LOOK_EVERY_SECONDS = 0.05
# What storing the reply may take after the patience with Rasa has ended.
_MARGIN_SECONDS = 1
# A claim that ends later than this was made by a clock that was wrong.
_LONGEST_CLAIM = timedelta(seconds=60)


class Turn(Enum):
    """What came of waiting: the message is ours to answer, somebody else has answered it, or the time is over."""

    MINE = "mine"
    ANSWERED = "answered"
    LATE = "late"


@dataclass(frozen=True)
class Incoming:
    """A message to be stored, masked. `seconds` is how long the person can be kept waiting for the reply.

    With `withheld`, `text` stands in for words that could not be masked.
    """

    text: str
    key: str | None
    seconds: float
    withheld: bool = False


def stored(conversation: Conversation, incoming: Incoming) -> tuple[Message, bool]:
    """Return the message as stored, and whether it is new; one with a known key is the message of that key.

    Raises:
        Refusal: The key was used for other words.
    """
    try:
        with transaction.atomic():
            n = conversation.next_n()
            message = Message.objects.create(
                conversation=conversation,
                n=n,
                ticket=n,
                text=incoming.text,
                withheld=incoming.withheld,
                idempotency_key=incoming.key,
                claimed_until=_claim_end(incoming.seconds),
            )
            return message, True
    except IntegrityError:
        held = Message.objects.get(conversation=conversation, idempotency_key=incoming.key)
        if held.text != incoming.text and not (held.withheld or incoming.withheld):
            raise Refusal("conflict", 409) from None
        return held, False


@contextmanager
def turn_of(message: Message, *, is_new: bool, seconds: float) -> Iterator[Turn]:
    """Wait until the message may be answered, for so many seconds at most, and hold it for as long as that takes.

    `message.reply` is there where the outcome is `ANSWERED`.
    """
    outcome = _waited(message, is_new, seconds)
    try:
        yield outcome
    except DatabaseError:
        # To write now would keep the person waiting once more. The claim ends by itself within seconds.
        raise
    except BaseException:
        if outcome is not Turn.ANSWERED:
            _let_go(message)
        raise


def _waited(message: Message, ours: bool, seconds: float) -> Turn:
    ends = time.monotonic() + seconds
    while True:
        if not ours:
            message.refresh_from_db(fields=["reply", "claimed_until"])
            if message.reply is not None:
                return Turn.ANSWERED
            ours = not _is_live(message.claimed_until) and _claimed(message, ends - time.monotonic())
        if ours and not _somebody_before(message):
            return Turn.MINE
        if time.monotonic() >= ends:
            return Turn.LATE
        time.sleep(_LOOK_EVERY_SECONDS)


def _claimed(message: Message, seconds: float) -> bool:
    """Return whether the message, which nobody is at any more, is ours now; it then goes to the end of the queue."""
    with transaction.atomic():
        # Whoever else wants the message waits here, and then sees our claim.
        ticket = message.conversation.next_n()
        message.refresh_from_db(fields=["reply", "claimed_until"])
        if message.reply is not None or _is_live(message.claimed_until):
            return False
        message.ticket, message.claimed_until = ticket, _claim_end(seconds)
        message.save(update_fields=["ticket", "claimed_until"])
    return True


def _somebody_before(message: Message) -> bool:
    now = timezone.now()
    before = Message.objects.filter(
        Q(claimed_until__gte=now, claimed_until__lte=now + _LONGEST_CLAIM),
        conversation_id=message.conversation_id,
        ticket__lt=message.ticket,
        reply__isnull=True,
    )
    return before.exists()


def _let_go(message: Message) -> None:
    """End the claim, so that the message can be sent again at once; where the database is away it ends by itself."""
    try:
        Message.objects.filter(pk=message.pk, reply__isnull=True).update(claimed_until=None)
    except DatabaseError:
        return


def _claim_end(seconds: float) -> datetime:
    return timezone.now() + timedelta(seconds=max(seconds, 0) + _MARGIN_SECONDS)


def _is_live(until: datetime | None) -> bool:
    now = timezone.now()
    return until is not None and now <= until <= now + _LONGEST_CLAIM
