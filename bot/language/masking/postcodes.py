"""Postcodes: whole ones in any case and spacing, and the first half where it is called a postcode."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.masking.finding import Finding

_AREAS = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY "
    "G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR "
    "NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA "
    "WC WD WF WN WR WS WV YO ZE"
).split()
_AREA = "|".join(sorted(_AREAS, key=len, reverse=True))
_INWARD = r"[ABD-HJLNP-UW-Z]"
# A gap may stand anywhere: "DN3 1 2AB", "dn31-2ab", "d n 31 2 a b".
_GAP = r"[ \t\u00a0\-]{0,2}"
_WHOLE = re.compile(
    rf"(?<![\w@])(?P<area>{_AREA}|[A-Z] [A-Z])(?P<district>{_GAP}\d(?: ?[\dA-Z])?)(?P<gap>{_GAP})"
    rf"(?P<digit>[\dO]){_GAP}(?P<unit>{_INWARD} ?{_INWARD})(?![\w@])",
    re.IGNORECASE,
)
# "is at s5 5th avenue", "year 4 2nd child", "m4 5yr": no postcode, though the letters fit.
_NO_UNIT = frozenset({"st", "nd", "rd", "th", "yr", "hr", "ft", "lb"})
_LABELLED = re.compile(
    rf"\bpost ?code\b[^\w\n]{{0,3}}(?:(?:is|was|of|starts|starting|begins|beginning|with|in|area|-|:)[^\w\n]{{1,3}}){{0,4}}"
    rf"(?P<code>(?:{_AREA})\d{{1,2}}[A-Z]?)\b|\b(?P<before>(?:{_AREA})\d{{1,2}}[A-Z]?) post ?code\b",
    re.IGNORECASE,
)


def postcodes(text: str) -> Iterator[Finding]:
    """Yield postcodes."""
    for match in _WHOLE.finditer(text):
        area = match["area"].replace(" ", "").upper()
        unit = match["unit"]
        if area not in _AREAS or (unit.islower() and unit in _NO_UNIT):
            continue
        spaced_out = any(" " in match[part] for part in ("area", "district", "unit"))
        # Spread over single letters it is sure only with a gap-free shape of its own: capitals, or an area of two.
        if spaced_out and len(area) == 1 and not match.group().replace(" ", "").isupper():
            continue
        yield Finding(match.start(), match.end(), "postcode", 0.9)
    for match in _LABELLED.finditer(text):
        part = "code" if match["code"] else "before"
        yield Finding(match.start(part), match.end(part), "postcode", 0.8)
