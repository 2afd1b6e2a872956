"""What a message says beside its signs: who the children are, and whether help has failed, care is missing or
accounts differ."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.language import cues
from bot.language.context import is_elsewhere
from bot.language.negation import is_denied, plain

_UNITS = {"y": "years", "m": "months", "w": "weeks", "d": "days"}
_WORDS = {
    word: number
    for number, word in enumerate(
        [
            "nought",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
        ]
    )
}
_OLDEST = 18


@dataclass(frozen=True)
class MessageFacts:
    """`children` are such as "unborn", "several", "6 years", "8 months", "year 9"; each once. `accounts_differ`: the
    message tells two stories of one thing."""

    despite_help: bool
    severe_neglect: bool
    accounts_differ: bool
    children: tuple[str, ...]


def facts_of(message: str) -> MessageFacts:
    """Return what the message says beside its signs; a denied fact ("not pregnant") is none. Of a
    lesson, a story or an adult without a child only the children that it names are kept."""
    text = plain(message)
    here = not is_elsewhere(message)
    return MessageFacts(
        despite_help=here and cues.DESPITE_HELP.search(text) is not None,
        severe_neglect=here and _said(cues.SEVERE_NEGLECT, text),
        accounts_differ=here and cues.ACCOUNTS_DIFFER.search(text) is not None and not cues.ACCOUNTS_AGREE.search(text),
        children=tuple(dict.fromkeys(_children(text))),
    )


def says_severe_neglect(message: str) -> bool:
    """Return whether a message that is about a child tells of missing food, warmth or care in so many words."""
    return _said(cues.SEVERE_NEGLECT, plain(message)) and not is_elsewhere(message)


def _children(text: str) -> list[str]:
    found: list[tuple[int, str]] = []
    for match in cues.UNBORN.finditer(text):
        if not is_denied(text, *match.span()) and not cues.PREGNANT_THEN.search(text):
            found.append((match.start(), "unborn"))
    found += [(match.start(), "several") for match in cues.SEVERAL.finditer(text)]
    found += [(match.start(), f"year {match.group(1)}") for match in cues.YEAR_GROUP.finditer(text)]
    found += _ages(text)
    return [what for _, what in sorted(found, key=lambda one: one[0])]


def _ages(text: str) -> list[tuple[int, str]]:
    found: dict[int, tuple[int, str]] = {}
    for match in cues.AGE_LIST.finditer(text):
        for one in re.finditer(r"\w+", match.group(1)):
            number = _number(one.group())
            if number is not None:
                found[match.start(1) + one.start()] = (match.start(1) + one.start(), f"{number} years")
    for pattern in cues.AGES:
        for match in pattern.finditer(text):
            number, at = _number(match.group("number")), match.start("number")
            unit = _unit(match)
            if number is not None and at not in found and not (unit == "years" and number > _OLDEST):
                found[at] = (at, f"{number} {unit}")
    return list(found.values())


def _unit(match: re.Match[str]) -> str:
    """Return the unit of an age; twelfths are months, fifty-seconds weeks, and a bare number is of years."""
    if match.group().endswith(("/12", "/52")):
        return "months" if match.group().endswith("/12") else "weeks"
    return _UNITS[(match.group("unit") or "y")[0]]


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() else _WORDS.get(word)


def _said(pattern: re.Pattern[str], text: str) -> bool:
    """Return whether what the pattern finds is said, and not taken back by a "no" in front of it."""
    return any(not is_denied(text, *match.span()) for match in pattern.finditer(text))
