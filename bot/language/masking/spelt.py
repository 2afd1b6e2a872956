"""Postcodes, number plates and National Insurance numbers spelt over the telephone: "delta november three one ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.masking.finding import Finding
from bot.language.masking.number_words import DIGIT, LETTER, characters_of

# "Charlie and Oscar" are two children: a run has at least four parts, and a digit among them, to be looked at.
_RUN = re.compile(
    rf"\b{LETTER}(?:[ ,.\-]{{1,2}}(?:{LETTER}|{DIGIT}|\d{{1,2}})){{3,9}}(?![\w'’])",
    re.IGNORECASE,
)
_SHAPES = (
    (re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}"), "postcode"),
    (re.compile(r"[A-Z]{2}\d{6}[A-D]?"), "ni_number"),
    (re.compile(r"[A-Z]{2}\d{2}[A-Z]{1,3}|[A-Z]\d{1,3}[A-Z]{3}|[A-Z]{3}\d{1,3}[A-Z]"), "vehicle"),
)


def spelt(text: str) -> Iterator[Finding]:
    """Yield what the letters and digits of a spelling alphabet make, where they have the form of an identifier."""
    for match in _RUN.finditer(text):
        characters = characters_of(match.group())
        kind = next((kind for shape, kind in _SHAPES if shape.fullmatch(characters)), None)
        if kind is not None:
            yield Finding(match.start(), match.end(), kind, 0.9)
