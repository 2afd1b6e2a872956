"""Dates of birth. An age, a year group and the date of an event stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.masking.finding import Finding
from bot.language.masking.number_words import DAY_SAID, FEAST, YEAR_SAID

# A whole date in figures, whatever it is the date of; what else has so many figures is told from it by this.
DATE_IN_FIGURES = (
    r"(?:(?:0?[1-9]|[12]\d|3[01])[/.\-](?:0?[1-9]|1[0-2])[/.\-](?:(?:19|20)\d{2}|\d{2})(?!\d)"
    r"|(?:19|20)\d{2}[/.\-](?:0?[1-9]|1[0-2])[/.\-](?:0?[1-9]|[12]\d|3[01])(?!\d))"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH_NUMBER = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:(?:19|20)\d{2}|['’]?\d{2})"
_GAP = r"[ ]?[/.\-–\\ ][ ]?"
_ORDINAL = rf"(?:the )?{_DAY} ?(?:st|nd|rd|th)?"
_MONTH_FIRST = rf"{_MONTH_NUMBER}{_GAP}(?:1[3-9]|2\d|3[01]){_GAP}{_YEAR}"
_NUMERIC = (
    rf"(?:{_DAY}{_GAP}{_MONTH_NUMBER}{_GAP}{_YEAR}|(?:19|20)\d{{2}}{_GAP}{_MONTH_NUMBER}{_GAP}{_DAY}"
    rf"|{_DAY}[/.\-]?(?:{_MONTH})[/.\-]?{_YEAR}|{_MONTH_FIRST})"
)
_IN_WORDS = (
    rf"(?:{_ORDINAL}[ \-]?(?:of )?[ ]?{_MONTH}\b\.?(?:[,\- ]{{0,2}}{_YEAR}(?!\d))?"
    rf"|{_MONTH}\b\.? (?:the )?{_DAY}(?:st|nd|rd|th)?\b(?:[, ]{{1,2}}{_YEAR}(?!\d))?|{DAY_SAID}(?:[, ]{{1,2}}{_YEAR}(?!\d))?)"
)
# "I don't do Christmas, birthdays": a feast is a date of birth only where it is said to be one.
_FEAST_AND_YEAR = rf"(?:{FEAST}(?:,? (?:in )?(?:{_YEAR}(?!\d)|{YEAR_SAID}))?)"
_RUN_TOGETHER = r"(?:\d{6}|\d{8})"
_MONTH_YEAR = (
    rf"(?:{_MONTH}\.?[ \-,/]{{1,2}}(?:of )?(?:{_YEAR}|{YEAR_SAID})|{_MONTH_NUMBER}(?:/{_YEAR}|[.](?:19|20)\d{{2}}))"
)
# Behind a label any sign may part the figures, and "xx" or "?" may stand for one that is not known.
_WIDE_GAP = r"[ ]?[/.\-–\\ |,_:][ ]?"
_DOUBTFUL = r"(?:x{1,2}|\?{1,2}|00)"
_LABELLED_NUMERIC = (
    rf"(?:{_NUMERIC}|(?:{_DAY}|{_DOUBTFUL}){_WIDE_GAP}(?:{_MONTH_NUMBER}|{_DOUBTFUL}|{_MONTH}){_WIDE_GAP}(?:{_YEAR}|x{{2,4}}|\?{{2,4}})"
    rf"|{_ORDINAL} of (?:the )?{_MONTH_NUMBER}(?:st|nd|rd|th)(?:[ ,]{{1,2}}{_YEAR})?)"
)
_LABEL = (
    r"(?:d[./ ]{0,2}o[./ ]{0,2}b(?:['’]?s)?\b\.?|date[ \-]?of[ \-]?birth|dates of birth|birth ?dates?|b['’]?[ -]?days?|birthdays?"
    r"|d\.?o birth|born on date)"
)
_LINK = (
    r"(?:is|was|are|of|on|the|it'?s|given|as|down|in|today|listed|recorded|just|around|about|maybe|i think|believed|to be|"
    r"says|said|shows|shown|reads|comes|up|we|have|has|got|her|his|their|for|passport|birth certificate|certificate|red book|"
    r"file|record|form|system|school|hospital|child|baby|boy|girl|mum|mother|dad|father|\w{3,6}day)"
)
_BORN = r"(?:born|b\.|b(?=\s?\d{1,2}[/.\-]))"
# "dobs 3/4/12, 5/6/14 and 7/8/16".
_MORE = re.compile(rf"[ ]?(?:,|;|&|\band\b)[ ]?(?P<date>{_NUMERIC})(?![\w/])", re.IGNORECASE)
_AFTER_LABEL = re.compile(
    rf"\b{_LABEL}(?:['’]s)?[\s:=;,.\-–(]{{0,5}}(?:{_LINK}[\s:,]{{1,2}}){{0,8}}"
    rf"(?P<date>{_LABELLED_NUMERIC}|{_IN_WORDS}|{_RUN_TOGETHER}|{_MONTH_YEAR}|(?:19|20)\d{{2}}|{_DAY}[/.\-]{_MONTH_NUMBER})(?![\w/])",
    re.IGNORECASE,
)
_AFTER_BORN = re.compile(
    rf"\b{_BORN}[\s:,\-(]{{0,3}}(?:(?:on|in|at|about|around|the|to|her|him|here|abroad|prem(?:ature)?|early|over|there|\w+day|grimsby|home|hospital|"
    rf"by|via|c-?section|caesarean|full|term|twins?|well|healthy|late|overdue|weighing|\d{{1,2}}[:.]\d{{2}} ?(?:am|pm)?|\d{{1,2}} weeks)[\s,]{{1,2}}){{0,6}}"
    rf"(?P<date>{_NUMERIC}|{_IN_WORDS}|{_FEAST_AND_YEAR}|{_MONTH_YEAR}|(?<=born )\d{{6}}|(?<=born )\d{{8}})(?![\w/])",
    re.IGNORECASE,
)
_TURNS = re.compile(
    rf"\b(?:turn(?:s|ed|ing)?|will be|be|is|was) \d{{1,2}}(?: years old)? (?:on|this|next|last) (?P<date>{_NUMERIC}|{_IN_WORDS})(?![\w/])"
    rf"|(?P<before>{_NUMERIC}|{_IN_WORDS}) ?[\s(,\-–:]{{1,3}}(?:is |= ?)?(?:(?:his|her|their|the) )?{_LABEL}(?!\w)"
    rf"|\b{_LABEL}(?:['’]s| is| was| falls)(?: on)? (?P<feast>{_FEAST_AND_YEAR})(?!\w)"
    rf"|\b(?:birthday|b[ -]?day)\b[^.\n\d]{{0,20}}(?P<bday>{_NUMERIC}|{_IN_WORDS})(?![\w/])",
    re.IGNORECASE,
)
# A whole date that stands bare behind a person or in brackets is how records give a date of birth.
_WHO = r"(?:boy|girl|child|male|female|baby|pupil|student|lad|lass|son|daughter|brother|sister|sibling|mum|mother|dad|father|patient|client|m|f|yo|y/o|yrs?|years old|aged \d{1,2}|\(?\d{1,2}\)?)"
_BARE = re.compile(
    rf"(?:\b{_WHO}[ ,\-–]{{1,3}}|(?<=[A-Za-z]) ?\()(?P<date>{_NUMERIC})(?=\s*[),.;\n]|\s*$|\s(?:of|lives|living|attends|address|at|in|nhs)\b)",
    re.IGNORECASE,
)
_WHOLE_DATE = re.compile(rf"{_NUMERIC}(?![\w/])", re.IGNORECASE)


def birth_dates(text: str) -> Iterator[Finding]:
    """Yield dates of birth: dates that are called one or follow "born", and bare whole dates behind a person."""
    for pattern, weight in ((_AFTER_LABEL, 0.95), (_AFTER_BORN, 0.93), (_TURNS, 0.9), (_BARE, 0.75)):
        for match in pattern.finditer(text):
            part = next(name for name, value in match.groupdict().items() if value)
            yield Finding(match.start(part), len(text[: match.end(part)].rstrip(" .,")), "dob", weight)
            if pattern is _AFTER_LABEL:
                yield from _more(text, match.end(part))


def _more(text: str, position: int) -> Iterator[Finding]:
    """Yield the dates that follow one directly, as those of brothers and sisters do."""
    following = _MORE.match(text, position)
    while following:
        yield Finding(following.start("date"), following.end("date"), "dob", 0.9)
        following = _MORE.match(text, following.end())


def date_after(text: str, position: int) -> tuple[int, int] | None:
    """Return where a whole date stands right behind a position, with only a comma or bracket between; else None."""
    gap = re.compile(r"[ ,(\-–]{1,3}").match(text, position)
    match = _WHOLE_DATE.match(text, gap.end()) if gap else None
    return match.span() if match else None
