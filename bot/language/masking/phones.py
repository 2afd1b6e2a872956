"""Telephone numbers: written in any of the ways people write them, in digits or in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.masking.finding import Finding
from bot.language.masking.public_contacts import PublicContacts

_GAP = r"[ \t\u00a0.()\-–/]"
_DIGITS = re.compile(rf"(?<![\w£$€#])(?:\+|\(\+?)?(?:[\dOo](?:{_GAP}{{0,3}}(?:\(0\))?)){{8,16}}\d(?!\w)(?![.,]\d)")
_EXTENSION = re.compile(r"[ ,]{0,2}(?:ext(?:ension)?|x)\.? ?\d{1,5}\b", re.IGNORECASE)
_WORD = r"(?:oh|o|zero|nought|naught|one|two|three|four|five|six|seven|eight|nine|(?:double|treble|triple)[ -]\w+)"
_WORDS = re.compile(rf"\b{_WORD}(?:[ ,\-]+{_WORD}){{7,}}\b", re.IGNORECASE)
_LABEL = (
    r"(?:tel(?:ephone)?|phone|ph|mob(?:ile)?|mobi|cell|landline|home phone|number|num|no|contact|ring|rings?|rang|call"
    r"|calls?|called|text|txt|whatsapp|dial|reach(?:ed)?|on)"
)
# A number of the town needs no area code: six digits, and only where they are called a number.
_SHORT = re.compile(
    rf"\b{_LABEL}\b[^\w\n]{{0,3}}(?:(?:is|was|on|at|her|him|them|me|mum|dad|nan|number|no|num)[^\w\n]{{1,3}}){{0,3}}"
    rf"(?P<number>[2-9]\d{{2}} ?\d{{3}})(?![\w£]|[.,/]\d| ?(?:people|pounds|pm|am|a month|a year))",
    re.IGNORECASE,
)
_PHONE_BEFORE = re.compile(
    r"\b(?:tel(?:ephone)?|phone|mob(?:ile)?|cell|landline|ring|rang|call(?:ed)?|text|txt|whatsapp)\b[^\d\n]{0,20}$",
    re.IGNORECASE,
)


class PhoneFinder:
    """Finds telephone numbers, except those of services that the guidance itself gives."""

    def __init__(self, public: PublicContacts) -> None:
        self._public = public.phones

    def __call__(self, text: str) -> Iterator[Finding]:
        for match in _DIGITS.finditer(text):
            digits = re.sub(r"[oO]", "0", re.sub(r"\(0\)|[^\dOo+]", "", match.group()))
            called_a_phone = _PHONE_BEFORE.search(text[: match.start()]) is not None
            if not _is_phone(digits, called_a_phone=called_a_phone) or self._is_public(digits):
                continue
            extension = _EXTENSION.match(text, match.end())
            yield Finding(match.start(), extension.end() if extension else match.end(), "phone", _weight(digits))
        for match in _SHORT.finditer(text):
            if not self._is_public(match["number"].replace(" ", "")):
                yield Finding(match.start("number"), match.end("number"), "phone", 0.6)
        for match in _WORDS.finditer(text):
            yield Finding(match.start(), match.end(), "phone", 0.8)

    def _is_public(self, digits: str) -> bool:
        national = re.sub(r"^(?:\+|00)44", "0", digits)
        return any(national == phone or (len(digits) == 6 and phone.endswith(digits)) for phone in self._public)


def _is_phone(digits: str, *, called_a_phone: bool) -> bool:
    plain = digits.lstrip("+")
    if not plain.isascii() or "+" in plain:
        return False
    if digits.startswith("+") or plain.startswith("00"):
        return 9 <= len(plain) <= 16
    if plain.startswith("44"):
        return len(plain) in {12, 13} and plain[2] in "1237890"
    if plain.startswith("0"):
        return len(plain) in {10, 11} or (called_a_phone and 9 <= len(plain) <= 12)
    # Without its first nought: a mobile, or whatever is called a number to ring.
    return (len(plain) == 10 and plain.startswith("7")) or (called_a_phone and len(plain) in {10, 11})


def _weight(digits: str) -> float:
    # Ten digits without a nought may be an NHS number: its check digit decides, see `numbers`.
    return 0.85 if digits[0] in "+0" else 0.65
