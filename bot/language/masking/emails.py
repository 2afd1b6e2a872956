"""E-mail addresses, as they should be, with a slip, and spelt out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.masking.finding import Finding
from bot.language.masking.number_words import DIGIT
from bot.language.masking.public_contacts import PublicContacts

_EMAIL = re.compile(
    r"(?<![\w.+@])(?:\"[^\"\n@]{1,40}\"|[\w][\w.+%'-]{0,60}) ?@ ?[\w-]{1,60}(?:\.[\w-]{2,30}){1,4}(?!\w)"
)
TOP_LEVEL = r"(?:com|co|org|net|uk|gov|ac|sch|nhs|ie|eu|info|me|io|email|online|pl|ro|lt|lv|pt|de|fr|es|it|pk|in)"
# With a slip: "jo@example,com", "jo @ example . com", "jo.b@example".
_EMAIL_WITH_A_SLIP = re.compile(
    rf"(?<![\w.+@])(?=[^@]{{0,60}}[a-z])(?:\w[\w.+%'-]{{1,60}} ?@ ?[a-z][\w-]{{1,60}}(?: ?[.,;] ?{TOP_LEVEL}){{1,3}}"
    r"|(?=[a-z.]{0,60}[\d_.])\w[\w.+%'-]{1,60}@[a-z][\w-]{2,60}|(?<=mail )\w[\w.+%'-]{1,60}@[a-z][\w-]{2,60})(?![\w@])",
    re.IGNORECASE,
)
# "jo at gmail dot com", "jo(at)gmail.com", "jo dot bloggs nine at ..."
DOT_SAID = r"(?: ?[(\[{] ?dot ?[)\]}] ?| dot )"
_AT = r"(?: ?[(\[{] ?at ?[)\]}] ?| at )"
_EMAIL_SPOKEN = re.compile(
    rf"(?<![\w.+@])(?:\w{{1,30}} (?:underscore|dot|dash|hyphen) ){{0,3}}\w[\w.+-]{{0,60}}(?: {DIGIT}){{0,4}}(?P<at>{_AT})[\w-]{{1,40}}"
    rf"(?:(?:{DOT_SAID}|(?P<stop>\.)){TOP_LEVEL}){{1,3}}\b(?!/)",
    re.IGNORECASE,
)
# "found on a page at example.com" is no address of anybody's.
_PAGE = re.compile(
    r"\b(?:profile|page|site|website|account|look|looked|link|video|form|it|them|online|available|found|her|him|posted|see|"
    r"read|guidance|more|details|information|listed|advertised|for|sale|up)$",
    re.IGNORECASE,
)
# "her gmail is maddz08", "email maddz.08".
_MAILBOX = re.compile(
    r"\b(?:gmail|hotmail|icloud|yahoo|outlook|e-?mail)(?:['’]s)?(?: (?:address|account|name))?(?: is| was|:| =)? +"
    r"(?P<box>(?=[\w.]{0,30}[\d_])(?=[\w.]{0,30}[a-z])\w[\w.]{3,30}\w)(?![\w@])",
    re.IGNORECASE,
)


class EmailFinder:
    """Finds e-mail addresses, also spelt out, except those of services that the guidance itself gives."""

    def __init__(self, public: PublicContacts) -> None:
        self._public = public.emails

    def __call__(self, text: str) -> Iterator[Finding]:
        for pattern in (_EMAIL, _EMAIL_WITH_A_SLIP, _EMAIL_SPOKEN):
            for match in pattern.finditer(text):
                if pattern is _EMAIL_WITH_A_SLIP and _EMAIL.match(text, match.start()):
                    continue
                address = match.group().rstrip(".-'")
                # "called @free.vapes.gy" is a name on a platform.
                if (
                    pattern is _EMAIL
                    and re.search(r"\s@", address)
                    and not re.search(rf"\.{TOP_LEVEL}$", address, re.IGNORECASE)
                ):
                    continue
                is_a_page = pattern is _EMAIL_SPOKEN and match["stop"] and _PAGE.search(text[: match.start("at")][-30:])
                if address.lower() not in self._public and not is_a_page:
                    yield Finding(match.start(), match.start() + len(address), "email", 0.97)
        for match in _MAILBOX.finditer(text):
            yield Finding(match.start("box"), match.end("box"), "email", 0.8)
