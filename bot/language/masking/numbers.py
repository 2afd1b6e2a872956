"""NHS numbers, checked by their check digit, and National Insurance numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.masking.birth_dates import DATE_IN_FIGURES
from bot.language.masking.finding import Finding, just_before

_SEP = r"[ .\-\u00a0]{0,2}"
# Behind the words "NHS no" and "NI no" anything may stand between the figures, and a letter for a nought.
_ANY_SEP = r"[ .,/\-_–\u00a0]{0,3}"
_TEN = re.compile(rf"(?<![\w+£.])(\d{{3}}){_SEP}(\d{{3}}){_SEP}(\d{{4}})(?![\w]|[.,]\d)")
# Where the words say so, a number with a slip of the pen is masked too; ten digits are looked for first.
_LABELLED_NHS = re.compile(
    r"\b(?:nhs|n\.h\.s\.?|n h s)(?![a-z])[^\w\n]{0,2}(?:(?:(?:no|num|nos|nr|number|numbers|id|#)\b)[^\d\n]{0,40}|[^\d\n]{0,12})"
    rf"(?!{DATE_IN_FIGURES})(?P<number>\d(?:{_ANY_SEP}[\dOIL]){{9}}(?!\w)|\d(?:{_ANY_SEP}[\dOIL]){{7,10}})(?!\w)",
    re.IGNORECASE,
)
_PHONE_BEFORE = re.compile(
    r"\b(?:tel(?:ephone)?|phone|mob(?:ile)?|ring|rang|call|text|txt)\b[^\d\n]{0,12}$", re.IGNORECASE
)
_NI = re.compile(
    rf"(?<!\w)(?P<prefix>[A-Z]{_SEP}[A-Z]){_SEP}(?P<figures>(?:\d{_SEP}\d{_SEP}){{3}})(?P<suffix>[A-D])?(?!\w)",
    re.IGNORECASE,
)
_LABELLED_NI = re.compile(
    rf"(?<!\w)[A-Z]{_ANY_SEP}[A-Z]{_ANY_SEP}(?:[\dO]{_ANY_SEP}\d{_ANY_SEP}){{3}}(?:[A-D])?(?!\w)", re.IGNORECASE
)
_NI_BEFORE = re.compile(
    r"\b(?:n\.?i\.?|nino|national insurance|nat(?:ional)? ins|insurance)\b[^\w\n]{0,2}(?:(?:no|num|number|#)\b)?[^\d\n]{0,25}$",
    re.IGNORECASE,
)
_NI_FIRST, _NI_SECOND = "ABCEGHJKLMNOPRSTWXYZ", "ABCEGHJKLMNPRSTWXYZ"
_NEVER_GIVEN = frozenset({"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"})
_SHORT_WORDS = frozenset(
    "ah am an as at be by he hm ho is it jo la lo ma me my no oh ok on or ox pa so to we ye".split()
)


def nhs_numbers(text: str) -> Iterator[Finding]:
    """Yield NHS numbers: ten digits with a check digit that fits, or any number that is called one."""
    for match in _LABELLED_NHS.finditer(text):
        yield Finding(match.start("number"), match.end("number"), "nhs_number", 0.95)
    for match in _TEN.finditer(text):
        digits = "".join(match.groups())
        if check_digit_fits(digits) and digits[0] != "0" and not _PHONE_BEFORE.search(just_before(text, match.start())):
            yield Finding(match.start(), match.end(), "nhs_number", 0.8)


def check_digit_fits(digits: str) -> bool:
    """Return whether ten digits end in their own check digit (modulus 11). Ten times the same digit never does."""
    if len(digits) != 10 or not (digits.isascii() and digits.isdigit()) or len(set(digits)) == 1:
        return False
    rest = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1))) % 11
    return int(digits[9]) == (11 - rest) % 11


def ni_numbers(text: str) -> Iterator[Finding]:
    """Yield National Insurance numbers; without the last letter, or with letters never given, only if called one."""
    for match in _NI.finditer(text):
        prefix = re.sub(r"[^A-Za-z]", "", match["prefix"])
        given = (
            prefix[0].upper() in _NI_FIRST and prefix[1].upper() in _NI_SECOND and prefix.upper() not in _NEVER_GIVEN
        )
        if match["suffix"] and given and not _is_a_day(match):
            yield Finding(match.start(), match.end(), "ni_number", 0.92)
    for match in _LABELLED_NI.finditer(text):
        if _NI_BEFORE.search(just_before(text, match.start())):
            yield Finding(match.start(), len(text[: match.end()].rstrip(" .,/-_–\u00a0")), "ni_number", 0.92)


def _is_a_day(match: re.Match[str]) -> bool:
    """Return whether it is "on 10.11.12 a" or "at 10 11 12 a"."""
    word_and_gap = match["prefix"].lower() in _SHORT_WORDS and not match.group()[2].isdigit()
    return word_and_gap and not match["prefix"].isupper() or re.match(DATE_IN_FIGURES, match["figures"]) is not None
