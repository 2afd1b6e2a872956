"""Telling the person what was masked in their message."""

from __future__ import annotations

from collections.abc import Mapping

from bot.content.pack import Pack
from bot.reply.shape import Masked, Reply, Text
from bot.reply.wording import Wording


def with_masked(reply: Reply, counts: Mapping[str, int], pack: Pack, wording: Wording) -> Reply:
    """Return the reply with what was masked, in its part and in words before the line of contacts.

    `counts` says how many identifiers of each type were masked; with none no words are added.
    """
    if not counts:
        return reply.model_copy(update={"masked": []})
    words = pack.replies.masked
    listed = []
    for kind, count in counts.items():
        of_kind = getattr(words.types, kind)
        listed.append(of_kind.one if count == 1 else of_kind.more.format(count=count))
    told = Text(text=wording.fill(words.told, masked="; ".join(listed)), about="masked")
    masked = [Masked(type=kind, count=count) for kind, count in counts.items()]
    return _before_contacts(reply, told).model_copy(update={"masked": masked})


def with_not_kept(reply: Reply, pack: Pack, wording: Wording) -> Reply:
    """Return the reply to a message that could not be masked: it says that the message was not kept."""
    return _before_contacts(reply, Text(text=wording.fill(pack.replies.masked.failed), about="masked"))


def _before_contacts(reply: Reply, text: Text) -> Reply:
    # The last text is always the line of contacts.
    return reply.model_copy(update={"replies": [*reply.replies[:-1], text, reply.replies[-1]]})
