"""What a message asks: one question or several, and what is told beside them. Follow-ups: `bot.reply.follow_ups`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.reply.follow_ups import ASKING, POINTS_BACK, adds_nothing

MOST_QUESTIONS = 4
_END = re.compile(r"\?+\s*|\n+")
# "She has a bruise. Who do I ring": what was told before the question.
_TOLD_BEFORE = re.compile(rf"^.*[.!;]\s+(?={ASKING}\b)", re.IGNORECASE | re.DOTALL)
_OF_SOMEBODY = re.compile(r"\b(he|she|him|her|his|hers)\b", re.IGNORECASE)
# "... and who leads it": a new question begins in the middle of a sentence.
_JOINED = re.compile(rf"(?:[,;.]\s*|\s+)(?:and|also|plus|and also|then)\s+(?={ASKING}\s)", re.IGNORECASE)
_ASKS = re.compile(rf"\b{ASKING}\b", re.IGNORECASE)
# What is told stands in sentences; within one that asks, only what comes before the asking is told.
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")
_BEGINS_ASKING = re.compile(
    rf"\W*(?:(?:and|so|but|also|or|then|please|sorry|hi|hello|quick question)\W+)*{ASKING}\b", re.I
)
_LEAST_WORDS = 4
# What the advice on a concern answers by itself.
_OF_THE_CONCERN = re.compile(
    r"\W*(?:(?:so|and|but|or|then|please|sorry)\W+)*(?:what (?:should|do|can|shall|would|could|must|else) (?:i|we)\b|"
    r"what (?:now|next|to do)\b|(?:is|was) (?:that|this|it)\b|(?:should|shall|must|can|may) (?:i|we)\b|am i\b|are we\b|"
    r"(?:do|would) (?:i|we) (?:need to |have to )?(?:ring|call|report|refer|tell|worry|wait|contact)\b|"
    r"(?:who|where|whom) (?:do|should|can|shall|would) (?:i|we)\b|which (?:list|route|level)|(?:can|could|will) you\b)",
    re.IGNORECASE,
)


def questions_in(message: str) -> list[str]:
    """Return the questions of a message in order, at most `MOST_QUESTIONS`; the whole message where it asks but one.

    A part that points back ("and who leads it") or says nothing by itself ("for how long?") is given together with the
    first question, and one about what was told ("what do I do") with that.
    """
    account = " ".join(message[start:end].strip() for start, end in told_in(message))
    asked: list[str] = []
    for part in _parts(message):
        if account and _OF_THE_CONCERN.match(part):
            part = f"{account} {part}"
        elif asked and (POINTS_BACK.search(part) or adds_nothing(part)):
            part = f"{asked[0]} {part}"
        asked.append(part)
    return asked[:MOST_QUESTIONS] if len(asked) > 1 else [message.strip()]


def told_in(message: str) -> list[tuple[int, int]]:
    """Return where the sentences of a message stand that tell something and ask nothing, as offsets, end exclusive."""
    return [
        (found.start(), found.end())
        for found in _SENTENCE.finditer(message)
        if not found.group().rstrip().endswith("?") and not _BEGINS_ASKING.match(found.group())
    ]


def asked_beside(message: str) -> list[str]:
    """Return the questions that a message about a concern asks beside it, such as "how long does an assessment take";
    none of those that advice answers by itself, such as "who do I ring"."""
    asking = [found.group() for found in _SENTENCE.finditer(message) if _BEGINS_ASKING.match(found.group())]
    asked = questions_in(" ".join(asking)) if asking else []
    return [question for question in asked if not _OF_THE_CONCERN.match(question)]


def _parts(message: str) -> Iterator[str]:
    for sentence in map(_without_account, _END.split(message)):
        pieces = _JOINED.split(sentence)
        if not all(_asks(piece) for piece in pieces):
            # "it is neglect and what we saw ...": an account, not two questions.
            pieces = [sentence]
        # What stands before the first question is what the question is about, not a question.
        yield from (piece.strip() for piece in pieces if _asks(piece))


def _without_account(sentence: str) -> str:
    """Return a sentence without what is told before it, where it does not need that to be understood."""
    asking = _TOLD_BEFORE.sub("", sentence)
    needs = POINTS_BACK.search(asking) or _OF_SOMEBODY.search(asking) or len(asking.split()) < _LEAST_WORDS
    return sentence if needs else asking


def _asks(part: str) -> bool:
    # One that leans on another is short and still a question, for it is looked up with the one before it.
    least = _LEAST_WORDS - 1 if POINTS_BACK.search(part) else _LEAST_WORDS
    return bool(_ASKS.search(part)) and (len(part.split()) >= least or adds_nothing(part))
