"""Number plates of every era, and parts of one where they are called a registration."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.masking.finding import Finding

_SINCE_2001 = re.compile(r"(?<![\w£])(?P<a>[A-Z]{2}\d{2})[ -]?(?P<b>[A-Z]{3})(?![\w'’])", re.IGNORECASE)
_PREFIX = re.compile(r"(?<![\w£])(?P<a>[A-HJ-NP-TV-Y]\d{1,3})[ -]?(?P<b>[A-Z]{3})(?![\w'’])", re.IGNORECASE)
_SUFFIX = re.compile(r"(?<![\w£])(?P<b>[A-Z]{3})[ -]?(?P<a>\d{1,3}[A-HJ-NP-TV-Y])(?![\w'’])", re.IGNORECASE)
_IRISH = re.compile(r"(?<![\w£])\d{2,3}-[A-Z]{1,2}-\d{1,6}(?!\w)|(?<!\w)[A-Z]{1,2}[IZ][A-Z]? ?\d{1,4}(?!\w)")
_LABEL = r"(?:number ?plates?|plates?|reg(?:istration)?s?|vrms?|vrn|index)"
_LINK = (
    r"(?:no|num|number|mark|is|was|of|as|with|starts?|starting|begins?|beginning|ends?|ending|ended|partial|part|first|"
    r"last|bit|half|reads?|the|a|in|like|something|maybe|ish|and|on|its|it|his|her|car|van|i|got|think|said|saw)"
)
_PLATE_LIKE = r"(?:[A-Z]{2}\d{2}[ -]?[A-Z]{1,3}|[A-Z]{1,3}[ -]?\d{1,4}[A-Z]{0,3}|\d{1,4}[ -]?[A-Z]{1,3}|[A-Z]\d{1,3}[ -]?[A-Z]{1,3}|\d{3,4})"
_LABELLED = re.compile(
    rf"\b{_LABEL}\b[^\w\n]{{0,4}}(?:{_LINK}[^\w\n]{{1,4}}){{0,6}}[\"'“‘]?(?P<plate>{_PLATE_LIKE}|(?-i:[A-Z]{{2,3}}))(?!\w)",
    re.IGNORECASE,
)
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


def vehicles(text: str) -> Iterator[Finding]:
    """Yield number plates."""
    near_a_car = _CONTEXT.search(text) is not None
    for pattern, weight in ((_SINCE_2001, 0.85), (_PREFIX, 0.7), (_SUFFIX, 0.7)):
        for match in pattern.finditer(text):
            if not (match.group().isupper() or match.group().islower()):
                continue
            word = match["b"].lower() in _WORDS
            # Small letters and a gap are how "yr10 lad" is written too.
            loose = not match.group().isupper() or pattern is not _SINCE_2001
            if (word and not _labelled_before(text, match.start())) or (loose and not near_a_car and _gapped(match)):
                continue
            yield Finding(match.start(), match.end(), "vehicle", 0.8 if near_a_car else weight)
    if near_a_car:
        for match in _IRISH.finditer(text):
            yield Finding(match.start(), match.end(), "vehicle", 0.7)
    for match in _LABELLED.finditer(text):
        if match["plate"].lower() not in _WORDS:
            yield Finding(match.start("plate"), match.end("plate"), "vehicle", 0.75)


def _gapped(match: re.Match[str]) -> bool:
    return " " in match.group() or "-" in match.group()


def _labelled_before(text: str, position: int) -> bool:
    return re.search(rf"\b{_LABEL}\b[^\n,.;]{{0,25}}$", text[:position], re.IGNORECASE) is not None
