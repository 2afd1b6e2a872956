"""Which paragraphs of a plain text are headings: underlined, numbered, in capitals, or short and standing alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.content.importing.sentences import is_marked
from bot.content.importing.text_paragraphs import Paragraph, Sort, is_ended

NUMBER = re.compile(r"^((?:\d{1,2}\.)*\d{1,2})[.)]?\s+[\"'\u2018\u201c]?[A-Z]")
_PART = re.compile(r"^(?:Section|Part|Appendix|Annex|Chapter) \S+")
_NEVER = re.compile(r"@|https?:|www\.|^\W|\.{3}|\u2026|\d{5}|^\w+: ")
# A line that ends so goes on in the list under it.
_GOES_ON = re.compile(
    r"\b(?:a|an|and|any|are|as|at|be|by|for|from|in|include[sd]?|is|of|on|or|should|that|the|to|was|were|will|with)$",
    re.IGNORECASE,
)
LONGEST_WORDS = 14
# A number that goes on from the one before is a heading however long.
_LONGEST_NUMBERED_WORDS = 24
_BODY_WORDS = 12
# More short lines than this one under another are a list, an address or a signature.
_MOST_IN_A_ROW = 2


def heading_levels(paragraphs: Sequence[Paragraph]) -> list[int]:
    """Return for each paragraph the level of its heading, 0 for one that is none."""
    numbers = _numbers(paragraphs)
    looks = [_looks(p) or number is not None for p, number in zip(paragraphs, numbers)]
    often = Counter(p.text.casefold() for p, look in zip(paragraphs, looks) if look)
    alone = _alone(paragraphs, looks, numbers)
    levels: list[int] = []
    numbered = False
    for at, (paragraph, number) in enumerate(zip(paragraphs, numbers)):
        level = 0
        if paragraph.underline and paragraph.lines == 1:
            level = 1 if paragraph.underline == "=" else 2
        elif number is not None:
            level, numbered = number.count(".") + 1, True
        elif alone[at]:
            if _in_capitals(paragraph.text) and not numbered:
                level = 1
            else:
                # What comes again and again ("What we will do") stands under what comes once.
                under = bool(at) and levels[-1] == 2 and number is None and not numbers[at - 1]
                level = 3 if under or often[paragraph.text.casefold()] > 1 else 2
        levels.append(level)
    return levels


def _looks(paragraph: Paragraph) -> bool:
    """Return whether a paragraph might be a heading by its own look."""
    text = paragraph.text
    words = text.split()
    if paragraph.sort is not Sort.TEXT or paragraph.lines > 1 or not words or len(words) > LONGEST_WORDS:
        return False
    if text[-1] in ".,;:!" or _NEVER.search(text) or _GOES_ON.search(text) or not re.search(r"[A-Za-z]{2}", text):
        return False
    return text[0].isupper() or text[0].isdigit()


def _numbers(paragraphs: Sequence[Paragraph]) -> list[str | None]:
    """Return the number of each numbered heading; the items of a numbered list, one under another, have none."""
    found = [_number(paragraph) for paragraph in paragraphs]
    kept: list[str | None] = []
    last: str | None = None
    for at, number in enumerate(found):
        neighbours = [found[other] for other in (at - 1, at + 1) if 0 <= other < len(found)]
        is_list = any(_next(number, one) or _next(one, number) for one in neighbours)
        is_long = len(paragraphs[at].text.split()) > LONGEST_WORDS and not _next(last, number)
        kept.append(None if is_list or is_long else number)
        last = kept[-1] or last
    return kept


def _number(paragraph: Paragraph) -> str | None:
    text = paragraph.text
    match = NUMBER.match(text)
    is_item = paragraph.sort is Sort.ITEM and not re.match(r"\d", text)
    if match is None or is_item or paragraph.sort is Sort.ROW or paragraph.lines > 2:
        return None
    if len(text.split()) > _LONGEST_NUMBERED_WORDS or (is_ended(text) and text[-1] != "?") or text[-1] == ",":
        return None
    return match.group(1)


def _next(first: str | None, second: str | None) -> bool:
    """Return whether the second number follows the first one at the same depth."""
    if first is None or second is None or first.count(".") != second.count("."):
        return False
    *over, last = map(int, first.split("."))
    *other, following = map(int, second.split("."))
    return over == other and following == last + 1


def _alone(paragraphs: Sequence[Paragraph], looks: Sequence[bool], numbers: Sequence[str | None]) -> list[bool]:
    """Return which paragraphs look like a heading and stand over text, with no more than one other between."""
    found = [False] * len(paragraphs)
    at = 0
    while at < len(paragraphs):
        if not looks[at] or numbers[at] is not None:
            at += 1
            continue
        end = at
        while end < len(paragraphs) and looks[end] and numbers[end] is None:
            end += 1
        strong = all(_in_capitals(p.text) or _PART.match(p.text) for p in paragraphs[at:end])
        follows = end < len(paragraphs) and (numbers[end] is not None or _is_body(paragraphs[end]))
        if follows and _begins(paragraphs, numbers, at) and (end - at <= _MOST_IN_A_ROW or strong):
            found[at:end] = [True] * (end - at)
        at = end
    return found


def _begins(paragraphs: Sequence[Paragraph], numbers: Sequence[str | None], at: int) -> bool:
    """Return whether something new begins with a paragraph."""
    if paragraphs[at].apart or at == 0 or numbers[at - 1] is not None or is_ended(paragraphs[at - 1].text):
        return True
    # A list that ends right above it, and a blank line under it.
    return paragraphs[at - 1].sort is Sort.ITEM and at + 1 < len(paragraphs) and paragraphs[at + 1].apart


def _is_body(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return paragraph.sort is not Sort.TEXT or is_ended(text) or len(text.split()) >= _BODY_WORDS


def _in_capitals(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) > 3 and all(sign.isupper() for sign in letters)


def is_title(text: str) -> bool:
    """Return whether the first line of a text looks like its title; a numbered heading is that of a section."""
    fits = 0 < len(text.split()) <= LONGEST_WORDS and text[-1] not in ".,;:?!" and "\n" not in text
    return fits and not NUMBER.match(text) and not is_marked(text)
