"""NHS numbers, checked by their check digit, and National Insurance numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.masking.finding import Finding

_TEN = re.compile(r"(?<![\w+£.])(\d{3})[ .\-\u00a0]{0,2}(\d{3})[ .\-\u00a0]{0,2}(\d{4})(?![\w]|[.,]\d)")
# Where the words say so, a number with a slip of the pen is masked too.
_LABELLED_NHS = re.compile(
    r"\bnhs\b[^\w\n]{0,2}(?:(?:no|num|number|id|#)\b)?[^\d\n]{0,12}(?P<number>\d(?:[ .\-\u00a0]{0,2}\d){7,10})(?!\w)",
    re.IGNORECASE,
)
_PHONE_BEFORE = re.compile(
    r"\b(?:tel(?:ephone)?|phone|mob(?:ile)?|ring|rang|call|text|txt)\b[^\d\n]{0,12}$", re.IGNORECASE
)
_SEP = r"[ .\-\u00a0]{0,2}"
_NI = re.compile(
    rf"(?<!\w)(?P<prefix>[A-Z]{_SEP}[A-Z]){_SEP}(?:\d{_SEP}\d{_SEP}){{3}}(?P<suffix>[A-D])?(?!\w)", re.IGNORECASE
)
_NI_BEFORE = re.compile(
    r"\b(?:n\.?i\.?|nino|national insurance|nat ins)\b[^\w\n]{0,2}(?:(?:no|num|number|#)\b)?[^\d\n]{0,12}$",
    re.IGNORECASE,
)
_NI_FIRST, _NI_SECOND = "ABCEGHJKLMNOPRSTWXYZ", "ABCEGHJKLMNPRSTWXYZ"
_NEVER_GIVEN = frozenset({"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"})


def nhs_numbers(text: str) -> Iterator[Finding]:
    """Yield NHS numbers: ten digits with a check digit that fits, or any number that is called one."""
    for match in _LABELLED_NHS.finditer(text):
        yield Finding(match.start("number"), match.end("number"), "nhs_number", 0.95)
    for match in _TEN.finditer(text):
        digits = "".join(match.groups())
        if check_digit_fits(digits) and digits[0] != "0" and not _PHONE_BEFORE.search(text[: match.start()]):
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
        prefix = re.sub(r"[^A-Za-z]", "", match["prefix"]).upper()
        called_one = _NI_BEFORE.search(text[: match.start()]) is not None
        given = prefix[0] in _NI_FIRST and prefix[1] in _NI_SECOND and prefix not in _NEVER_GIVEN
        if called_one or (match["suffix"] and given):
            yield Finding(match.start(), len(text[: match.end()].rstrip(" .-\u00a0")), "ni_number", 0.92)
