"""How people really write: without capitals or stops, in capitals alone, with slips."""

from __future__ import annotations

import random
import re

from bot.language.masking.learning.example import Example, joined, pieces_of


def disordered(example: Example, chance: random.Random) -> Example:
    """Return the example as one of many people might have typed it; identifiers stay identifiers."""
    pieces = pieces_of(example)
    form = chance.random()
    if form < 0.4:
        pieces = [(text.lower(), kind) for text, kind in pieces]
    elif form < 0.45:
        pieces = [(text.upper(), kind) for text, kind in pieces]
    elif form < 0.53:
        pieces = [(text.lower() if kind else text, kind) for text, kind in pieces]
    elif form < 0.56:
        pieces = [(text.upper() if kind else text, kind) for text, kind in pieces]
    elif form < 0.6:
        pieces = [(text if kind else text.lower(), kind) for text, kind in pieces]
    if chance.random() < 0.15:
        pieces = [(text if kind else re.sub(r"[.,;:'’]", "", text), kind) for text, kind in pieces]
    if chance.random() < 0.1:
        pieces = [(text if kind else _slip(text, chance), kind) for text, kind in pieces]
    return joined(pieces)


def _slip(text: str, chance: random.Random) -> str:
    if len(text) < 8:
        return text
    at = chance.randrange(2, len(text) - 2)
    if not text[at].isalpha():
        return text
    return chance.choice([text[:at] + text[at + 1 :], text[:at] + text[at] + text[at:]])
