"""Which imported documents are editions of one another, and which of them is the newer.

Nothing about this is stored: it follows from titles, authorities and dates, whatever the order of the imports.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from bot.content.importing.document import Document

_YEARS = re.compile(r"\b(?:19|20)\d\d(?:\s*[/\u2013-]\s*\d\d(?:\d\d)?)?\b")
_ISO = re.compile(r"\b((?:19|20)\d\d)-(\d\d)(?:-(\d\d))?\b")
_SLASHED = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d\d)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORDED = re.compile(rf"(?:\b(\d{{1,2}})(?:st|nd|rd|th)?\s+)?\b({'|'.join(_MONTHS)})[a-z]*\.?,?\s+((?:19|20)\d\d)\b")
_FIRST_MONTH, _LAST_MONTH = 1, 12


def other_editions(document: Document, others: Iterable[Document]) -> list[Document]:
    """Return the documents of the same authority whose title is the same but for years, letter case and signs.

    A document that is to be quoted beside the others is an edition of none.
    """
    name = _name(document.title)
    return [
        other
        for other in others
        if other.id != document.id
        and other.authority == document.authority
        and _name(other.title) == name
        and not (document.beside or other.beside)
    ]


def superseded(documents: Sequence[Document]) -> Mapping[str, Document]:
    """Return for the id of each document that has a newer edition the newest one of those."""
    found: dict[str, Document] = {}
    for document in documents:
        for other in other_editions(document, documents):
            newest = found.get(document.id, document)
            if is_newer(other, newest):
                found[document.id] = other
    return found


def is_newer(document: Document, other: Document) -> bool:
    """Return whether a document is clearly newer than another: False where the dates do not say ("2024", "May 2024").

    A dated document is newer than an undated one.
    """
    first, second = _date(document), _date(other)
    if not first or not second:
        return bool(first) and not second
    shared = min(len(first), len(second))
    return first[:shared] > second[:shared]


def _date(document: Document) -> tuple[int, ...]:
    """Return year, month and day as far as the date says them, else as the title does; () for no date."""
    return date_of(document.date) or date_of(document.title)


def date_of(words: str) -> tuple[int, ...]:
    """Return year, month and day of a date as it is shown; of a span of years the first one; () for no date."""
    text = words.casefold()
    if match := _ISO.search(text):
        parts = tuple(int(part) for part in match.groups() if part)
        if _FIRST_MONTH <= parts[1] <= _LAST_MONTH:
            return parts
    if match := _SLASHED.search(text):
        day, month, year = map(int, match.groups())
        return (year, month, day)
    if match := _WORDED.search(text):
        worded = (int(match.group(3)), _MONTHS.index(match.group(2)) + 1)
        return (*worded, int(match.group(1))) if match.group(1) else worded
    years = _YEAR.search(text)
    return (int(years.group()),) if years else ()


def _name(title: str) -> str:
    without = re.sub(r"\W+", " ", _YEARS.sub(" ", title.casefold())).strip()
    # A title that is nothing but a year is its own name.
    return without or title.casefold()
