"""The lines of a plain text without what only its pages needed: page numbers, running heads, the table of contents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

_PAGE_NUMBER = re.compile(r"^(?:page\s+)?\d{1,4}(?:\s+of\s+\d+)?$", re.IGNORECASE)
_CONTENTS = ("contents", "tableofcontents")
_LEADER = re.compile(r"(?:\.\s?){4,}|\u2026{2,}")
_ENDS_IN_PAGE = re.compile(r"(?:\s|\t|\.|\u2026)\d{1,3}$|\bpage no\.?$", re.IGNORECASE)
_OFTEN = 3


def lines_of_pages(text: str) -> list[list[str]]:
    """Return the lines of each page; a form feed ends a page. Blank lines stay, for they part paragraphs."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    often = Counter(line.strip() for line in lines if line.strip().isupper())
    kept = "\n".join(
        # A form feed ends a page, and stays.
        "\f" * line.count("\f") if _PAGE_NUMBER.match(line.strip()) or often[line.strip()] >= _OFTEN else line
        for line in lines
    )
    return [list(_without_contents(page.split("\n"))) for page in kept.split("\f")]


def _without_contents(lines: list[str]) -> Iterator[str]:
    """Leave out the lines that lead to a page number: those under the word Contents, and those with dots."""
    listing = False
    for line in lines:
        words = line.strip()
        if re.sub(r"\W", "", words.lower()) in _CONTENTS:
            listing = True
        elif _LEADER.search(words) and _ENDS_IN_PAGE.search(words):
            continue
        elif listing and words:
            listing = bool(_ENDS_IN_PAGE.search(words))
            if not listing:
                yield line
        else:
            yield line
