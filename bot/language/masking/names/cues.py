"""Words behind which a name stands, whatever it looks like: titles, and phrases that give a name."""

from __future__ import annotations

import re

from bot.language.masking.names.kept import TITLES, kept_words

_AFTER_TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Revd|Sgt|PC|PCSO|DC|DS|WPC)\.?[ \t]+(?P<name>(?-i:[A-Z])[\w'’\-]+(?:[ \t]+(?-i:[A-Z])[\w'’\-]+)?)",
    re.IGNORECASE,
)
_SMALL_TITLE = re.compile(r"\b(?:mr|mrs|ms|mx|pc|dr)\.?[ \t]+(?P<name>[a-z][a-z'’\-]{2,})", re.IGNORECASE)
_GIVES_A_NAME = re.compile(
    r"\b(?:(?:(?:his|her|their|my|child['’]?s|mum['’]?s|dad['’]?s|first|real|full|the) names?(?:['’]?s| is| was|:| -)|named|name:|aka|a\.k\.a\.|(?:boy|girl|lad|"
    r"man|woman|someone|somebody|bloke|male|female|child|pupil|student|lass|baby|son|daughter|brother|sister|friend|partner|mate|he|she)"
    r"(?:['’]?s| is| was)? (?:called|named)|goes by|known as|calls (?:him|her)self))[ \t]+[\"'“‘]?(?P<name>[^\W\d_][\w'’\-]+)",
    re.IGNORECASE,
)
# After such phrases these come where no name follows.
_NO_NAME = frozenset(
    "a an the on not and or but in at to of for by with from as is was are be been has have had his her their my our your its it he she they "
    "this that these those who what why when where how all any some no so if then than just only really very being getting going gone left "
    "said says did does do done would will can could should may might must attended came went called rang saw says told asked never always "
    "already also again still even because until since while after before out up down over under off away back home here there names liar "
    "thick stupid fat ugly useless worthless stuff things something nothing everything everyone someone unknown withheld redacted changed "
    "given known confidential below above attached different same wrong right similar foreign polish english nurse doctor gp professional worker officer lead contact person driver carer individual family first last next".split()
)


def cued(text: str) -> list[tuple[int, int]]:
    """Return where a name stands behind a cue; words that are no names there are left out."""
    found = set()
    for pattern in (_AFTER_TITLE, _SMALL_TITLE, _GIVES_A_NAME):
        for match in pattern.finditer(text):
            first = re.split(r"[ \t'’\-]", match["name"])[0].lower()
            if first not in _NO_NAME and first not in TITLES and first not in kept_words():
                found.add((match.start("name"), match.end("name")))
    return sorted(found)
