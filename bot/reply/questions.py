"""What a message asks: one question or several, by itself or leaning on the question before it."""

from __future__ import annotations

import re

MOST_QUESTIONS = 4
# A question that leans on the one before it: "and for a disabled child?", "what about at weekends".
_LEANS = re.compile(
    r"\s*(and|but|what about|how about|what if|or|also|same for|(?:does|is) (?:that|it)|so|in that case|then)\b",
    re.IGNORECASE,
)
_LEANING_WORDS = 14
_ASKING = (
    r"(?:who|whom|whose|what|whats|what's|when|where|which|why|how|"
    r"do|does|did|is|are|can|could|should|must|may|will|would|has|have)"
)
_END = re.compile(r"\?+\s*|\n+")
# "... and who leads it": a new question begins in the middle of a sentence.
_JOINED = re.compile(rf"(?:[,;.]\s*|\s+)(?:and|also|plus|and also|then)\s+(?={_ASKING}\s)", re.IGNORECASE)
_ASKS = re.compile(rf"\b{_ASKING}\b", re.IGNORECASE)
# A part that names its subject with a small word says nothing by itself.
_POINTS_BACK = re.compile(r"\b(it|its|they|them|their|this|that|these|those|one)\b", re.IGNORECASE)
_LEAST_WORDS = 4


def questions_in(message: str) -> list[str]:
    """Return the questions of a message in order, at most `MOST_QUESTIONS`; the whole message where it asks but one.

    A part that points back ("and who leads it") is given together with the question before it.
    """
    asked: list[str] = []
    for part in _parts(message):
        if asked and _POINTS_BACK.search(part):
            part = f"{asked[0]} {part}"
        asked.append(part)
    return asked[:MOST_QUESTIONS] if len(asked) > 1 else [message.strip()]


def leans_on_the_last(message: str) -> bool:
    """Return whether a message is a follow-up that is understood only with the question before it."""
    return bool(_LEANS.match(message)) and len(message.split()) <= _LEANING_WORDS


def with_the_last(message: str, last: str) -> str:
    """Return a follow-up as a question that stands by itself.

    What the follow-up adds is what is new, so its words come twice: they decide between entries on one subject.
    """
    return f"{last.rstrip(' ?')} {message.strip()} {_LEANS.sub('', message, count=1).strip()}".strip()


def _parts(message: str) -> list[str]:
    parts = []
    for sentence in _END.split(message):
        pieces = _JOINED.split(sentence)
        if not all(_asks(piece) for piece in pieces):
            # "it is neglect and what we saw ...": an account, not two questions.
            pieces = [sentence]
        parts += [piece.strip() for piece in pieces]
    # What stands before the first question is what the question is about, not a question.
    return [part for part in parts if _asks(part)]


def _asks(part: str) -> bool:
    # One that points back is short and still a question, for it is looked up with the one before it.
    least = _LEAST_WORDS - 1 if _POINTS_BACK.search(part) else _LEAST_WORDS
    return len(part.split()) >= least and bool(_ASKS.search(part))
