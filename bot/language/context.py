"""What the words around a sign do to it: deny it, put it in the past, imagine it, pass it on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from bot.language import cues
from bot.language.clauses import Span


class Turn(str, Enum):
    """How a clause turns the sign it mentions."""

    NEGATED = "negated"
    PAST = "past"
    HYPOTHETICAL = "hypothetical"
    ADULT_ONLY = "adult_only"


@dataclass(frozen=True)
class MessageFacts:
    """What a message says beside its signs."""

    despite_help: bool
    severe_neglect: bool
    children: tuple[str, ...]


def turn_of(clause: Span) -> Turn | None:
    """Return how the clause turns what it mentions, or None where it simply states it."""
    text = _plain(clause.text)
    if cues.HYPOTHETICAL.search(text):
        return Turn.HYPOTHETICAL
    if cues.ADULT_ONLY.search(text):
        return Turn.ADULT_ONLY
    if cues.NEGATION.search(text) and not cues.NEGATION_IS_THE_SIGN.search(text):
        return Turn.NEGATED
    if cues.PAST.search(text):
        return Turn.PAST
    return None


def is_reported(clause: Span) -> bool:
    """Return whether the clause passes on what somebody else said or is rumoured to have said."""
    return cues.REPORTED.search(_plain(clause.text)) is not None


def facts_of(message: str) -> MessageFacts:
    """Return who the message is about and whether things go on in spite of help."""
    text = _plain(message)
    children = []
    if cues.UNBORN.search(text):
        children.append("unborn")
    if cues.SEVERAL.search(text):
        children.append("several")
    children += [re.sub(r"\s+", " ", match.group(0)) for match in cues.AGE.finditer(text)]
    return MessageFacts(
        despite_help=cues.DESPITE_HELP.search(text) is not None,
        severe_neglect=cues.SEVERE_NEGLECT.search(text) is not None,
        children=tuple(dict.fromkeys(children)),
    )


def _plain(text: str) -> str:
    return text.lower().replace("\u2019", "'")
