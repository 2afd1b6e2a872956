"""What the widget's script brings along, so that it knows whom to ring before it has asked anybody."""

from __future__ import annotations

from typing import Any

from bot.content.pack import Pack
from bot.reply.wording import Wording

TITLE = "Worried about a child?"
# A page that looks like anybody's reading, for those who must leave this one at once.
LEAVE_FOR = "https://www.bbc.co.uk/weather"


def boot_values(pack: Pack, wording: Wording, *, limit: int) -> dict[str, Any]:
    """Return JSON values: words, contacts without the hour of the day, the notice and the limit in characters."""
    contacts = wording.contacts().model_dump(mode="json")
    # These hold for the moment alone, and a script is kept by browsers for longer.
    for of_the_moment in ("open_now", "state", "hours"):
        del contacts[of_the_moment]
    words = {name: wording.fill(sentence) for name, sentence in pack.replies.widget.model_dump().items()}
    return {
        "title": TITLE,
        "leave": LEAVE_FOR,
        "notice": wording.fill(pack.replies.notice),
        "limit": limit,
        "contacts": contacts,
        "words": {
            **words,
            "levels": pack.replies.levels.model_dump(),
            "lists": pack.replies.lists.model_dump(),
        },
    }
