"""Reads a masked text as one without markers: each marker becomes ordinary words that mean as much and tell nobody apart.

What is learnt from messages has never seen "[name]"; to it a marker is noise. "They" or "a school" is not.
"""

from __future__ import annotations

import re

from bot.language.masking.masked import MARKERS
from bot.language.rewritten import Rewritten

# What is read in place of a marker, whatever stands around it; names have rules of their own below.
_READ_AS = {
    "address": "an address",
    "postcode": "a postcode",
    "dob": "a date",
    "phone": "a number",
    "email": "an email",
    "nhs_number": "a number",
    "ni_number": "a number",
    "vehicle": "a car",
    "social_handle": "an account",
    "url": "a website",
    "identifying_school": "school",
}
_BY_MARKER = {MARKERS[kind]: words for kind, words in _READ_AS.items()}
_NAME = re.escape(MARKERS["person"])
_ANY = re.compile("|".join(re.escape(marker) for marker in MARKERS.values()))
# "[name] and [name]", "[name] [name]": people together are one "they".
_NAMES = re.compile(rf"{_NAME}(?:(?:,| and| &|, and)? {_NAME})*(?P<owns>['’]s?\b|s\b)?")
_ROLE = (
    r"(?:mr|mrs|ms|miss|mx|dr|pc|pcso|dc|sgt|mum|mother|mam|dad|father|step-?mum|step-?dad|nan|nana|gran|grandma|grandad|"
    r"uncle|auntie?|brother|sister|cousin|partner|boyfriend|girlfriend|ex|husband|wife|son|daughter|child|boy|girl|lad|lass|"
    r"baby|twins?|pupil|student|teacher|carer|neighbour|friend|mate|patient|client|tenant|social worker|health visitor)"
)
# "mum [name]", "pupil, [name]," and "mum ([name])": who it is was said already.
_SAID_WHO = re.compile(rf"\b{_ROLE}\.?(?P<gap>,? )$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\w (?P<open>\()$")
_OBJECT_BEFORE = re.compile(
    r"\b(?:to|with|about|for|from|by|of|on|at|near|re|behind|beside|against|towards?|after|like|between|told|tells?|"
    r"saw|seen|sees|hit|hits|hitting|hurt|hurts|left|leaves|leaving|took|takes|asked|asks|made|makes|let|lets|gave|gives|"
    r"hugged|pushed|kicked|slapped|grabbed|called|rang|visited|knows?|met|collected|picked up) $",
    re.IGNORECASE,
)
_CALLED = re.compile(r"[ ,]*\b(?:is |was )?(?:called|named|name is|name's|aka|known as) $", re.IGNORECASE)


def neutral(masked: str) -> Rewritten:
    """Return a masked text with each marker read as ordinary words; a text without markers comes back as it is."""
    return Rewritten.of(masked, _replacements(masked))


def _replacements(masked: str) -> list[tuple[int, int, str]]:
    """Return start, end and words of each stretch to replace, in order and apart from each other."""
    found = [_for_names(masked, match) for match in _NAMES.finditer(masked)]
    found += [(m.start(), m.end(), _BY_MARKER[m.group()]) for m in _ANY.finditer(masked) if m.group() in _BY_MARKER]
    return sorted(found)


def _for_names(masked: str, match: re.Match[str]) -> tuple[int, int, str]:
    start, end = match.span()
    before = masked[:start]
    said, bracket, called = _SAID_WHO.search(before), _IN_BRACKETS.search(before), _CALLED.search(before)
    if match["owns"]:
        # "mum [name]'s" is "mum's"; a name by itself owns as "their".
        return (said.start("gap"), match.start("owns"), "") if said else (start, end, _cased("their", before))
    if said:
        # A comma behind closes what the comma before had opened.
        closing = 1 if said["gap"] == ", " and masked[end : end + 1] == "," else 0
        return said.start("gap"), end + closing, ""
    if bracket and masked[end : end + 1] == ")":
        return bracket.start("open") - 1, end + 1, ""
    if called and called.start() > 0:
        return called.start(), end, ""
    return start, end, _cased("them" if _OBJECT_BEFORE.search(before) else "they", before)


def _cased(word: str, before: str) -> str:
    """Return the word with a capital where a sentence begins."""
    return word.capitalize() if not before.strip() or before.rstrip()[-1] in ".!?\n" else word
