"""The latest messages that practitioners wrote, as they are stored: masked."""

from __future__ import annotations

from bot.publishing.evaluation import PastMessage
from bot.web.gateway.models import PRACTITIONER, Message

MOST = 1000


def latest_conversations(most: int = MOST) -> list[list[PastMessage]]:
    """Return the latest messages of practitioners, at most so many, by conversation and in their order.

    A message whose words could not be masked is kept nowhere, so it is not among them.
    """
    written = Message.objects.filter(speaker=PRACTITIONER, withheld=False)
    conversations: dict[object, list[PastMessage]] = {}
    for message in reversed(written.order_by("-id")[:most]):
        conversations.setdefault(message.conversation_id, []).append(PastMessage(str(message.pk), message.text))
    return list(conversations.values())
