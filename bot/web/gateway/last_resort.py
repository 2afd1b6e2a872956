"""Whom to ring where not even the guidance can be read: a small file made of the last guidance that was whole.

`signpost run` writes it before it starts anything, so that the numbers come out of `knowledge/` here too.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from bot.content.pack import Pack
from bot.reply.shape import Contacts
from bot.reply.wording import Wording

LAST_RESORT_FILE = "last_resort.json"


def write_last_resort(file: Path, pack: Pack) -> None:
    """Write the words and the contacts; whole or not at all.

    Raises:
        OSError: The file cannot be written.
    """
    wording = Wording(pack)
    contacts = wording.contacts()
    # Nobody knows at what hour this will be read.
    timeless = contacts.model_copy(update={"open_now": False, "hours": contacts.duty_team.when})
    words = {"message": wording.fill(pack.replies.failsafe.opening), "contacts": timeless.model_dump(mode="json")}
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(".new")
    new.write_text(json.dumps(words, ensure_ascii=False, indent=1), encoding="utf-8")
    os.replace(new, file)


def read_last_resort(file: Path) -> tuple[str, Contacts] | None:
    """Return the words and the contacts, or None where the file is not there or not whole."""
    try:
        held = json.loads(file.read_text(encoding="utf-8"))
        return str(held["message"]), Contacts.model_validate(held["contacts"])
    except (OSError, ValueError, LookupError, TypeError):
        return None
