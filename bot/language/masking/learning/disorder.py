"""How people really write: without capitals or stops, in capitals alone, with slips."""

from __future__ import annotations

import random
import re

from bot.language.masking.learning.example import Example, joined, pieces_of


def disordered(example: Example, chance: random.Random) -> Example:
    """Return the example as one of many people might have typed it; names stay names."""
    pieces = pieces_of(example)
    form = chance.random()
    if form < 0.4:
        pieces = [(text.lower(), name) for text, name in pieces]
    elif form < 0.45:
        pieces = [(text.upper(), name) for text, name in pieces]
    elif form < 0.53:
        pieces = [(text.lower() if name else text, name) for text, name in pieces]
    elif form < 0.56:
        pieces = [(text.upper() if name else text, name) for text, name in pieces]
    elif form < 0.6:
        pieces = [(text if name else text.lower(), name) for text, name in pieces]
    if chance.random() < 0.15:
        pieces = [(text if name else re.sub(r"[.,;:'’]", "", text), name) for text, name in pieces]
    if chance.random() < 0.1:
        pieces = [(text if name else _slip(text, chance), name) for text, name in pieces]
    return joined(pieces)


def _slip(text: str, chance: random.Random) -> str:
    if len(text) < 8:
        return text
    at = chance.randrange(2, len(text) - 2)
    if not text[at].isalpha():
        return text
    return chance.choice([text[:at] + text[at + 1 :], text[:at] + text[at] + text[at:]])
