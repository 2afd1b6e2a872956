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
# Both halves as they should be, with a slip: other signs between them, a letter that looks like the figure, or a letter
# that no second half has. "DN31 ... 1AA", "DN4O 1AB", "DN36 4OX".
_WITH_A_SLIP = re.compile(
    rf"(?<![\w@])(?P<area>{_AREA})(?P<district>[\dOIl][\dOIlA-Z]?)(?P<gap>[ \t\u00a0.,/\-–…]{{1,5}})"
    r"(?P<digit>[\dOIl])(?P<unit>[A-Z]{2})(?![\w@])"
)
_SLIP_IN_SMALL = re.compile(
    rf"(?<![\w@])(?P<area>{_AREA.lower()})(?P<district>\d{{1,2}})[ ]?[.,/\-–…]{{1,4}}[ ]?(?P<digit>\d)(?P<unit>[a-z]{{2}})(?![\w@])"
)
# Behind the word everything between the letters goes, and letters for figures too: "postcode d-n-3-1 1-a-a".
_SEP = r"[ \t\u00a0.,/\-–_]{0,3}"
_BEHIND_ITS_NAME = re.compile(
    r"\b(?:post ?-?code|p/?code|pcode|pc)\b[^\w\n]{0,3}(?:(?:is|was|of|for|given|as|no|number|it's|its|now|then|the)[^\w\n]{1,3}){0,4}"
    rf"(?P<code>[A-Z]{_SEP}(?:[A-Z]{_SEP})?[\dOIl]{_SEP}(?:[\dA-Z]{_SEP})?[\dOIl]{_SEP}[A-Z]{_SEP}[A-Z])(?![\w@])",
    re.IGNORECASE,
)
# "is at s5 5th avenue", "year 4 2nd child", "m4 5yr": no postcode, though the letters fit.
_NO_UNIT = frozenset({"st", "nd", "rd", "th", "yr", "hr", "ft", "lb", "mg", "kg", "cm", "mm", "km", "ml", "am", "pm"})
_ORDINALS = {"st": "1", "nd": "2", "rd": "3", "th": ""}
# "in DN31 our team", "b12 let": the first letter would have to be a figure.
_WORDS = frozenset(
    "our out own old off odd ore owe oap its ill ink inn let lay led leg lad lap law lie lip lot low one of or in is it if".split()
)
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
        if area not in _AREAS or (unit.islower() and _is_a_measure(match)) or _is_a_word(match):
            continue
        spaced_out = any(" " in match[part] for part in ("area", "district", "unit"))
        # Spread over single letters it is sure only with a gap-free shape of its own: capitals, or an area of two.
        if spaced_out and len(area) == 1 and not match.group().replace(" ", "").isupper():
            continue
        yield Finding(match.start(), match.end(), "postcode", 0.9)
    for pattern in (_WITH_A_SLIP, _SLIP_IN_SMALL):
        for match in pattern.finditer(text):
            has_figure = any(letter.isdigit() for letter in match["district"])
            if len(match["area"]) == 2 and has_figure and not _is_a_measure(match) and not _is_a_word(match):
                yield Finding(match.start(), match.end(), "postcode", 0.86)
    for match in _BEHIND_ITS_NAME.finditer(text):
        if any(letter.isdigit() for letter in match["code"]):
            yield Finding(match.start("code"), match.end("code"), "postcode", 0.92)
    for match in _LABELLED.finditer(text):
        part = "code" if match["code"] else "before"
        yield Finding(match.start(part), match.end(part), "postcode", 0.8)


def _is_a_measure(match: re.Match[str]) -> bool:
    """Return whether it is "3rd" or "5mg"; "2rd" is neither."""
    digit, unit = match["digit"], match["unit"].lower()
    return unit in _NO_UNIT and _ORDINALS.get(unit, "") in {digit, ""}


def _is_a_word(match: re.Match[str]) -> bool:
    return (match["digit"] + match["unit"]).replace(" ", "").lower() in _WORDS
