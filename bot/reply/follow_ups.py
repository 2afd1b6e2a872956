"""Follow-ups: messages that are understood only with the question before them, such as "who pays for it?"."""

from __future__ import annotations

import re

ASKING = (
    r"(?:who|whom|whose|what|whats|what's|when|where|which|why|how|"
    r"do|does|did|is|are|can|could|should|must|may|will|would|has|have)"
)
# What names its subject with a small word says nothing by itself.
POINTS_BACK = re.compile(r"\b(it|its|they|them|their|this|that|these|those|one)\b", re.IGNORECASE)
# "and for a disabled child?", "what about at weekends".
_JOINS = re.compile(
    r"\s*(and|but|what about|how about|what if|or|also|same for|(?:does|is) (?:that|it)|so|in that case|then)\b",
    re.IGNORECASE,
)
_JOINED_WORDS = 14
_POINTING_WORDS = 8
_SMALL_WORDS = 7
_BEGINS_ASKING = re.compile(
    rf"\W*(?:(?:and|but|so|or|ok|okay|then|also)\W+)*(?:since |by |from |for |until )?{ASKING}\b", re.I
)
# Whoever asks about the assistant itself does not ask on.
_OF_THE_ASSISTANT = re.compile(r"\b(you|your|yours|u)\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z0-9']+")
# "and step 5?" names as little as "and the other one?".
_NUMBERED = re.compile(r"\b(?:step|level|stage|section|outcome|page|part) \d+\b")
# Words that every question may have and that name no subject.
_SMALL_LINES = (
    "a an the and or but so if then else also ok okay of for to in on at by with from about until than as there here",
    "it its they them their he him she her we us i me my this that these those one ones who whom whose what whats",
    "what's when where which why how since before after next is are was were be been being do does did has have had",
    "can could should must may might will would need needs many much long longer often soon quick quickly fast far",
    "late early old more less most least first last same other others anyone someone anybody somebody everyone again",
    "still now ago pays pay paid cost costs decides decide decided leads lead led holds hold held happens happen",
    "happened starts start started ends end ended takes take took lasts get gets got goes go went responsible",
    "day days week weeks month months year years time times age ages england",
    "nationally",
)
_SMALL = frozenset(word for line in _SMALL_LINES for word in line.split())


def leans_on_the_last(message: str) -> bool:
    """Return whether a question is a follow-up, understood only with the one before it."""
    words = _WORD.findall(message.lower())
    if _JOINS.match(message) and len(words) <= _JOINED_WORDS:
        return True
    if not _BEGINS_ASKING.match(message):
        return False
    if adds_nothing(message):
        return True
    naming = [word for word in words if word not in _SMALL]
    return bool(POINTS_BACK.search(message)) and len(words) <= _POINTING_WORDS and len(naming) <= 2


def asks_on(message: str) -> bool:
    """Return whether a message plainly asks on, whatever a model takes it for: a follow-up in the form of a question,
    and not one about the assistant."""
    asks = message.rstrip().endswith("?") or bool(_BEGINS_ASKING.match(message))
    return asks and leans_on_the_last(message) and not _OF_THE_ASSISTANT.search(message)


def adds_nothing(message: str) -> bool:
    """Return whether a message is made of a few small words alone ("since when?"), which can tell nothing by
    themselves."""
    words = _WORD.findall(_NUMBERED.sub("one", message.lower()))
    return 0 < len(words) <= _SMALL_WORDS and all(word in _SMALL for word in words)


def names_something_new(message: str) -> bool:
    """Return whether a follow-up turns to something else ("and for a disabled child?"), rather than asking more of the
    same ("how long?", "how often is it reviewed?")."""
    if _NUMBERED.search(message.lower()):
        return True
    return not adds_nothing(message) and not POINTS_BACK.search(message)


def with_the_last(message: str, last: str) -> str:
    """Return a follow-up as a question that stands by itself.

    Where it names something new its words come twice: they decide between entries on one subject.
    """
    new = alone(message) if names_something_new(message) else ""
    return f"{last.rstrip(' ?')} {message.strip(' ?')} {new}".strip()


def alone(message: str) -> str:
    """Return a follow-up without the words that join it to the question before it."""
    joined = _JOINS.match(message)
    return message[joined.end() if joined else 0 :].strip(" ?")
