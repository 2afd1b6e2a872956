"""Telephone numbers: written in any of the ways people write them, in digits or in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.masking.birth_dates import DATE_IN_FIGURES
from bot.language.masking.finding import Finding, just_before
from bot.language.masking.number_words import DIGIT, digits_of
from bot.language.masking.public_contacts import PublicContacts

# A run of digits as people write them: in groups, with anything between, and with letters for noughts.
_RUN = re.compile(r"(?<![\w£$€#])(?:\+|\(\+?)?[\dOo](?:[ \t\u00a0.()\-–/_*,|…]{0,5}[\dOo])*")
_GROUP = re.compile(r"[\dOo]+")
_EXTENSION_SAID = r"(?:ext(?:ension|n)?|x|#)\.? ?(?:no\.? ?)?\d{1,5}\b(?! ?\d)"
_EXTENSION = re.compile(rf"[ ,]{{0,2}}{_EXTENSION_SAID}|[ ]?\({_EXTENSION_SAID}\)", re.IGNORECASE)
# "03/05/2026 09:30" is a day and a time.
_DATE = re.compile(DATE_IN_FIGURES)
_WORD = rf"(?:{DIGIT}|(?:double|treble|triple)[ -](?:{DIGIT}|\d))"
_WORDS = re.compile(rf"\b{_WORD}(?:[ ,.\-]{{1,3}}(?:{_WORD}|hundred|\d{{1,7}})){{3,16}}\b", re.IGNORECASE)
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
# "7,000,000,000" and "07, 08, 09": commas part a telephone's digits only behind a longer first group.
_COUNTED = re.compile(r"[\dOo]{1,3}(?![\dOo])[^,]{0,20},")
_LEAST_DIGITS, _MOST_DIGITS, _OF_THE_TOWN = 9, 16, 6
# What begins inside a run of digits gives way to an NHS number at its beginning.
_INSIDE = 0.78
_NUMBER_BEFORE = re.compile(rf"(?:{_PHONE_BEFORE.pattern[:-1]}|\b(?:number|num|no)\b[^\d\n]{{0,12}})$", re.IGNORECASE)


class PhoneFinder:
    """Finds telephone numbers, except those of services that the guidance itself gives."""

    def __init__(self, public: PublicContacts) -> None:
        self._public = public.phones

    def __call__(self, text: str) -> Iterator[Finding]:
        for run in _RUN.finditer(text):
            yield from self._in_run(text, *run.span())
        for match in _SHORT.finditer(text):
            if not self._is_public(match["number"].replace(" ", "")):
                yield Finding(match.start("number"), match.end("number"), "phone", 0.6)
        for match in _WORDS.finditer(text):
            digits = digits_of(match.group())
            called_a_phone = _NUMBER_BEFORE.search(just_before(text, match.start())) is not None
            fits = _is_phone(digits, called_a_phone=called_a_phone) or (called_a_phone and len(digits) == _OF_THE_TOWN)
            if fits and not self._is_public(digits):
                yield Finding(match.start(), match.end(), "phone", 0.8)

    def _in_run(self, text: str, start: int, end: int) -> Iterator[Finding]:
        """Yield the numbers in a run of digits, which may begin with an age and end with a date."""
        groups = list(_GROUP.finditer(text, start, end))
        first = 0
        while first < len(groups):
            begin = groups[first].start() if first else start
            date = _DATE.match(text, groups[first].start())
            within = groups[first : first + _MOST_DIGITS]
            last = None if date else _last_group(text, begin, within)
            if last is None:
                first += max(1, sum(group.end() <= date.end() for group in within)) if date else 1
                continue
            close = groups[first + last].end()
            digits = _digits(text[begin:close])
            if not self._is_public(digits):
                extension = _EXTENSION.match(text, close)
                weight = min(_weight(digits), _INSIDE) if first else _weight(digits)
                yield Finding(begin, extension.end() if extension else close, "phone", weight)
            first += last + 1

    def _is_public(self, digits: str) -> bool:
        national = re.sub(r"^(?:\+|00)44", "0", digits)
        return any(national == phone or (len(digits) == 6 and phone.endswith(digits)) for phone in self._public)


def _digits(written: str) -> str:
    return re.sub(r"[oO]", "0", re.sub(r"\(0\)|[^\dOo+]", "", written))


def _last_group(text: str, begin: int, groups: list[re.Match[str]]) -> int | None:
    """Return up to which of the groups of digits a number goes that begins with the first, or None where none does."""
    before = just_before(text, begin)
    called_a_phone = _PHONE_BEFORE.search(before) is not None
    if not called_a_phone and text[begin] not in "+(0Oo47":
        return None
    if re.search(r"\d[.,]$", before):
        return None  # "1,000,000,000" holds no number that begins in its middle
    fitting: list[tuple[int, str]] = []
    shortest = 0
    for last, group in enumerate(groups):
        shortest += len(group.group())
        if shortest < _LEAST_DIGITS:
            continue
        digits = _digits(text[begin : group.end()])
        if len(digits) > _MOST_DIGITS or _COUNTED.match(text, begin, group.end()):
            break
        behind = text[group.end() : group.end() + 1]
        # A number with "x2" right behind it: what is as long as a telephone number needs no space.
        is_whole = not behind.isalnum() or (len(digits) == _usual_length(digits) and digits[0] in "0+")
        if is_whole and _is_phone(digits, called_a_phone=called_a_phone):
            fitting.append((last, digits))
    # A number with "2 kids" behind it: of all that would do, what is as long as such numbers are.
    usual = [last for last, digits in fitting if len(digits) == _usual_length(digits)]
    best = usual or [last for last, _ in reversed(fitting)]
    return best[0] if best else None


def _usual_length(digits: str) -> int:
    if digits.startswith("+44"):
        return 13
    if digits.startswith("0044"):
        return 14
    if digits.startswith("44"):
        return 12
    return 11 if digits.startswith("0") and not digits.startswith("00") else 10 if digits.startswith("7") else 0


def _is_phone(digits: str, *, called_a_phone: bool) -> bool:
    plain = digits.lstrip("+")
    if not plain.isascii() or "+" in plain:
        return False
    if digits.startswith("+") or (plain.startswith("00") and not plain.startswith("000")):
        return 9 <= len(plain) <= _MOST_DIGITS
    if plain.startswith("44"):
        return len(plain) in {12, 13} and plain[2] in "1237890"
    if plain.startswith("0"):
        return len(plain) in {10, 11} or (called_a_phone and 9 <= len(plain) <= 12)
    # Without its first nought: a mobile, or whatever is called a number to ring.
    return (len(plain) == 10 and plain.startswith("7")) or (called_a_phone and len(plain) in {10, 11})


def _weight(digits: str) -> float:
    # Ten digits without a nought may be an NHS number: its check digit decides, see `numbers`.
    return 0.85 if digits[0] in "+0" else 0.65
