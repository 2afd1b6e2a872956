"""Cuts a message into sentences and clauses, keeping where each stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

import spacy
from spacy.language import Language


@dataclass(frozen=True)
class Span:
    """A stretch of the message; `start` and `end` are character offsets, end exclusive."""

    text: str
    start: int
    end: int


# Words that begin a new clause where something worth reading stands on both sides.
_BREAK = re.compile(
    r"\s*[;\n]\s*|\s+[-\u2013\u2014]\s+|,\s+|\s+(?=(?:but|and|so|because|cos|although|though|while|whereas|who|which|then|since|when|after|until|yet|plus|however)\b)",
    re.IGNORECASE,
)
_MIN_WORDS = 3


@cache
def _sentencizer() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer", config={"punct_chars": [".", "!", "?", "\n"]})
    return nlp


# Whoever looks at a message asks for its sentences, one after the other.
@lru_cache(maxsize=2)
def sentences(message: str) -> tuple[Span, ...]:
    """Return the sentences of a message in order, without white space at their ends."""
    spans = []
    for sentence in _sentencizer()(message).sents:
        span = _trimmed(message, sentence.start_char, sentence.end_char)
        if span is not None:
            spans.append(span)
    return tuple(spans)


def clauses(message: str) -> tuple[Span, ...]:
    """Return the clauses of a message in order; a message without breaks is one clause, an empty one none.

    Pieces of fewer than three words stay with their neighbour, because alone they say nothing.
    """
    return tuple(clause for sentence in sentences(message) for clause in _clauses_of(message, sentence))


def _clauses_of(message: str, sentence: Span) -> list[Span]:
    cuts = [sentence.start]
    for match in _BREAK.finditer(message, sentence.start, sentence.end):
        if match.end() > cuts[-1]:
            cuts.append(match.end())
    cuts.append(sentence.end)
    pieces: list[tuple[int, int]] = []
    for start, end in zip(cuts, cuts[1:]):
        small = len(message[start:end].split()) < _MIN_WORDS
        previous_small = bool(pieces) and len(message[slice(*pieces[-1])].split()) < _MIN_WORDS
        if pieces and (small or previous_small):
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((start, end))
    trimmed = (_trimmed(message, start, end) for start, end in pieces)
    return [span for span in trimmed if span is not None]


def _trimmed(message: str, start: int, end: int) -> Span | None:
    text = message[start:end]
    stripped = text.strip(" \t\n,;")
    if not stripped:
        return None
    start += text.index(stripped)
    return Span(stripped, start, start + len(stripped))
