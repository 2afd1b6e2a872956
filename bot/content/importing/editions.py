"""Which imported documents are editions of one another."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.content.importing.document import Document

_YEARS = re.compile(r"\b(?:19|20)\d\d(?:\s*[/\u2013-]\s*\d\d(?:\d\d)?)?\b")


def other_editions(document: Document, others: Iterable[Document]) -> list[Document]:
    """Return the documents of the same authority whose title is the same but for years, letter case and signs."""
    name = _name(document.title)
    return [
        other
        for other in others
        if other.id != document.id and other.authority == document.authority and _name(other.title) == name
    ]


def _name(title: str) -> str:
    without = re.sub(r"\W+", " ", _YEARS.sub(" ", title.casefold())).strip()
    # A title that is nothing but a year is its own name.
    return without or title.casefold()
