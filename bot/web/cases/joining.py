"""A duty worker in the practitioner's chat: joining, writing, and handing back to the assistant."""

from __future__ import annotations

from django.db import transaction

from bot.language.masking import MaskingError
from bot.web.audit.record import Deed, record
from bot.web.cases.deeds import By, ChangedMeanwhileError, DeedError
from bot.web.cases.locking import locked
from bot.web.gateway.masking import masking
from bot.web.gateway.models import DUTY_TEAM, Message
from bot.web.gateway.refusals import Refusal, checked_text

# A process that has just started is still loading what masking needs.
_MASKING_SECONDS = 10


def join(by: By) -> None:
    """Take the conversation: from now on the assistant is silent.

    Raises:
        ChangedMeanwhileError: The case is no longer what the person saw.
        DeedError: The case is not the person's, the chat has ended, or a colleague is in it.
    """
    with transaction.atomic():
        conversation, case = locked(by.reference)
        if case.version != by.version:
            raise ChangedMeanwhileError
        if case.owner_id != by.account.pk or not case.state_value.has_owner:
            raise DeedError("Claim the case before you join its chat.")
        if conversation.ended_at is not None:
            raise DeedError("The practitioner has ended the chat. Ring them, or wait for them to ring.")
        if case.holder_id is not None and case.holder_id != by.account.pk:
            raise DeedError("A colleague is in the chat. They have to hand it back first.")
        conversation.held_by_person = True
        conversation.save(update_fields=["held_by_person"])
        case.holder = by.account
        case.version += 1
        case.save(update_fields=["holder", "version"])
        record(Deed(by.account.username, "chat_joined", f"case {case.reference}"))


def say(by: By, text: str, *, limit: int) -> Message:
    """Write a line into the chat and return it, masked like everything that is written there. No version is asked for:
    the practitioner may write at any moment, and a line overwrites nothing.

    Raises:
        DeedError: The person is not in the chat, the chat has ended, or the line cannot be taken.
    """
    try:
        checked = checked_text(text, limit=limit)
    except Refusal as refusal:
        raise DeedError(_REFUSED.get(refusal.code, "This cannot be sent. Write it in other words."), "text") from None
    try:
        masked = masking().masked(checked, wait_seconds=_MASKING_SECONDS).text
    except MaskingError:
        raise DeedError(
            "Names could not be looked for just now, so the line was not sent. Try again.", "text"
        ) from None
    with transaction.atomic():
        conversation, case = locked(by.reference)
        if case.holder_id != by.account.pk or not conversation.held_by_person:
            raise DeedError("You are not in this chat. Join it first.")
        if conversation.ended_at is not None:
            raise DeedError("The practitioner has ended the chat; nothing more can be sent.")
        line = Message.objects.create(
            conversation=conversation, speaker=DUTY_TEAM, n=conversation.next_n(), text=masked
        )
        record(Deed(by.account.username, "chat_line", f"case {case.reference}", after=f"turn {line.n}"))
    return line


def hand_back(by: By) -> None:
    """Leave the conversation to the assistant again. A colleague may do it for somebody who forgot.

    Raises:
        DeedError: Nobody is in the chat.
    """
    with transaction.atomic():
        conversation, case = locked(by.reference)
        if case.holder_id is None and not conversation.held_by_person:
            raise DeedError("Nobody of the duty team is in this chat.")
        conversation.held_by_person = False
        conversation.save(update_fields=["held_by_person"])
        before = case.holder.username if case.holder else ""
        case.holder = None
        case.version += 1
        case.save(update_fields=["holder", "version"])
        record(Deed(by.account.username, "chat_handed_back", f"case {case.reference}", before=before))


_REFUSED = {
    "empty": "Write something to send",
    "too_long": "The line is too long. Send it in parts.",
    "command": "A line cannot begin with a slash",
}
