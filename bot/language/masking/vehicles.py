"""Number plates of every era, and parts of one where they are called a registration."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.masking.finding import Finding, just_before

_SINCE_2001 = re.compile(r"(?<![\w£])(?P<a>[A-Z]{2}\d{2})[ -]?(?P<b>[A-Z]{3})(?![\w'’])", re.IGNORECASE)
# The same with other gaps, near a car alone: "FJ.14.XEO", "FY 68 KXO".
_SPREAD = re.compile(r"(?<![\w£])(?P<a>[A-Z]{2}[ .\-]{1,2}\d{2})[ .\-]{0,2}(?P<b>[A-Z]{3})(?![\w'’])", re.IGNORECASE)
_PREFIX = re.compile(r"(?<![\w£])(?P<a>[A-HJ-NP-TV-YQ]\d{1,3})[ -]?(?P<b>[A-Z]{3})(?![\w'’])", re.IGNORECASE)
_SUFFIX = re.compile(r"(?<![\w£])(?P<b>[A-Z]{3})[ -]?(?P<a>\d{1,3}[A-HJ-NP-TV-Y])(?![\w'’])", re.IGNORECASE)
_IRISH = re.compile(r"(?<![\w£])\d{2,3}-[A-Z]{1,2}-\d{1,6}(?!\w)|(?<!\w)[A-Z]{1,2}[IZ][A-Z]? ?\d{1,4}(?!\w)")
_LABEL = r"(?:number ?plates?|plates?|reg(?:istration)?s?|vrms?|vrn|index)"
_LINK = (
    r"(?:no|num|number|mark|is|was|of|as|with|starts?|starting|begins?|beginning|ends?|ending|ended|partial|part|first|"
    r"last|bit|half|reads?|the|(?-i:a)|in|like|something|maybe|ish|and|on|its|it|his|her|car|van|i|got|think|said|saw)"
)
_PLATE_LIKE = r"(?:[A-Z]{2}\d{2}[ -]?[A-Z]{1,3}|[A-Z]{1,3}[ -]?\d{1,4}[A-Z]{0,3}|\d{1,4}[ -]?[A-Z]{1,3}|[A-Z]\d{1,3}[ -]?[A-Z]{1,3}|\d{3,4})"
# A private plate may be cut anywhere: "D4VE X".
_OF_ONES_OWN = r"(?-i:(?=[A-Z]{0,3}\d)(?=\d{0,4}[A-Z])[A-Z\d]{2,7}(?: [A-Z\d]{1,3})?|[A-Z] \d{1,3} [A-Z]{3})"
# "FX1?", "*X19 A*C": what was not seen.
_WITH_HOLES = r"(?:(?=[A-Z\d]{0,6}[*?#])(?=[A-Z*?#]{0,6}\d)[A-Z\d*?#]{2,7}(?: (?-i:[A-Z\d*?#]{1,4}))?)"
_LABELLED = re.compile(
    rf"\b{_LABEL}\b[^\w\n]{{0,4}}?(?:{_LINK}[^\w\n]{{1,4}}?){{0,6}}[\"'“‘]?(?P<plate>(?:{_WITH_HOLES}|{_PLATE_LIKE}(?! ?(?-i:[A-Z\d]))|{_OF_ONES_OWN}|{_PLATE_LIKE}|(?-i:[A-Z]{{2,3}}))(?!\w))",
    re.IGNORECASE,
)
_LABEL_BEFORE = re.compile(rf"\b{_LABEL}\b[^\n,.;]{{0,25}}$", re.IGNORECASE)
_CONTEXT = re.compile(
    rf"\b(?:{_LABEL}|car|van|vehicle|lorry|truck|moped|motorbike|taxi|driv\w*|parked|registered|bmw|audi|vw|golf|corsa|"
    r"fiesta|focus|astra|transit|merc\w*|vauxhall|ford|peugeot|renault|toyota|nissan|kia|seat|skoda|volvo|jeep|mini)\b",
    re.IGNORECASE,
)
# Three letters that make an English word after something like "y5" or "s47": "y5 boy" is no plate.
_WORDS = frozenset(
    "the and boy lad her his him she for was has had not but all any who why how our out off old new one two six ten "
    "did got get let put see saw say set sat ran run met may mum dad nan son kid kin men man gp gps ehc eha fgm nrm "
    "sen ehcp dsl sdq cin cpp cse cce csa now yet too are its can via per pre pro use due day yrs mth wks min hrs age "
    "and led ago bed bus car van cup bag arm leg eye ear hip lip toe jaw hit cut cry bad sad big few own odd far way "
    "tea pub job tax act sec non you they teen pea pig hot red end top ask asd add adhd pru ptl pts ref act yes nil "
    "kg cms mls mgs bpm".split()
)
_SHORT_WORDS = frozenset("am an as at be by do go he if in is it me my no of on or so to up us we".split())


def vehicles(text: str) -> Iterator[Finding]:
    """Yield number plates."""
    near_a_car = _CONTEXT.search(text) is not None
    patterns = [(_SINCE_2001, 0.85), (_PREFIX, 0.7), (_SUFFIX, 0.7), *([(_SPREAD, 0.7)] if near_a_car else [])]
    for pattern, weight in patterns:
        for match in pattern.finditer(text):
            if _is_a_plate(text, match, is_long=pattern is _SINCE_2001, near_a_car=near_a_car):
                yield Finding(match.start(), match.end(), "vehicle", 0.8 if near_a_car else weight)
    if near_a_car:
        for match in _IRISH.finditer(text):
            yield Finding(match.start(), match.end(), "vehicle", 0.7)
    for match in _LABELLED.finditer(text):
        words = re.findall(r"[a-z]+", match["plate"].lower())
        is_at_two = " " in match["plate"] and words[:1] and words[0] in _SHORT_WORDS  # "threw a plate at 2 of them"
        if not (is_at_two or (words and set(words) <= _WORDS)):
            yield Finding(match.start("plate"), match.end("plate"), "vehicle", 0.82)


def _is_a_plate(text: str, match: re.Match[str], *, is_long: bool, near_a_car: bool) -> bool:
    written = match.group()
    called_one = _labelled_before(text, match.start())
    if not (written.isupper() or written.islower() or (is_long and near_a_car)):
        return called_one
    if match["b"].lower() in _WORDS or (written.islower() and match["a"][:2] in _SHORT_WORDS and match.re is _SPREAD):
        return called_one
    # Small letters and a gap are how "yr10 lad" is written too.
    loose = not written.isupper() or not is_long
    return not (loose and not near_a_car and _gapped(match))


def _gapped(match: re.Match[str]) -> bool:
    return " " in match.group() or "-" in match.group()


def _labelled_before(text: str, position: int) -> bool:
    return _LABEL_BEFORE.search(just_before(text, position)) is not None
