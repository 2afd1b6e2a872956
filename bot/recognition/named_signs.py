"""Signs that a message names outright, in the words of the trade: "at risk of FGM", "county lines", "?NAI".

Training messages tell signs by facts, and the names of many stand in questions about procedure, from which the heads
learn that such a word shows nothing. A name therefore counts by rule: said of a child, in a clause that states it, and
neither in a question nor about something on paper. Of 87 names that count so in the training messages, which were
written before this list, 75 stand in a message that shows the sign.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.language.aside_cues import CHILD
from bot.language.clauses import Span, sentences
from bot.language.negation import is_denied, plain
from bot.language.sign_names import MAY_BE_DANGER, PAPER, QUESTION, SIGN_NAMES, SOMEBODY


@dataclass(frozen=True)
class Named:
    """What a message names: `signs` are indicators with the place of the clause that names each; `danger` says that it
    may be danger, as a parent's illness that takes in the child is."""

    signs: Mapping[str, int]
    danger: bool = False


def named_in(text: str, pieces: Sequence[Span], stated: Sequence[bool]) -> Named:
    """Return what the clauses name that state something (`stated`); nothing where the message speaks of no child."""
    low = plain(text)
    if not (CHILD.search(low) or SOMEBODY.search(low)):
        return Named({})
    no_statements = [
        (one.start, one.end)
        for one in sentences(text)
        if "?" in low[one.end - 1 : one.end]
        or QUESTION.match(low[one.start : one.end])
        or PAPER.search(one.text.lower())
    ]

    def place_of(pattern: re.Pattern[str]) -> int | None:
        for match in pattern.finditer(low):
            if any(start <= match.start() < end for start, end in no_statements) or is_denied(low, *match.span()):
                continue
            at = next((n for n, piece in enumerate(pieces) if piece.start <= match.start() < piece.end), None)
            if at is not None and stated[at]:
                return at
        return None

    found = {indicator: place_of(pattern) for indicator, pattern in SIGN_NAMES.items()}
    return Named(
        {indicator: at for indicator, at in found.items() if at is not None}, place_of(MAY_BE_DANGER) is not None
    )
