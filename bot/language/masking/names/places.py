"""Addresses and schools that the network recognises: neighbouring words that it takes for one, and that name something."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from bot.language.masking.names.kept import kept_words
from bot.language.masking.names.words import Word

_SMALL = frozenset("a an and at by for from her his in is it my near of off on or our s the their to was".split())
# What stands before a number and belongs to it no more than "five in" does in "five in flat 2".
_BETWEEN = frozenset("in at from".split())
# Words of which a whole "address" or "school" may consist without naming one.
_GENERIC = {
    "address": frozenset(
        "address door downstairs estate first flat flats floor ground home house known last new no number old opposite "
        "beach seafront pier dock docks front town above below over shop chippy takeaway pub garage two three bed bedroom bedroomed postcode road room second street top unit upstairs way caravan site council housing park".split()
    ),
    "identifying_school": frozenset(
        "academy after age aged boarding boys catholic centre child childminder children childrens church class club college "
        "day england excluded faith first form girls grammar group head high holiday hospital hub infant infants junior "
        "juniors local mainstream maternity new next nursery old our playgroup pre preschool primary private pru reception "
        "same school schools secondary senco sen sixth special staff state teacher term toddler trust tutor upper ward "
        "wards y year yr youth breakfast club sessions postnatal antenatal paediatric psychiatric neonatal labour".split()
    ),
}
# The most digits that the number of a house has: more are a telephone's.
_MOST_DIGITS = 4


def runs(
    words: list[Word], sure: NDArray[np.float32], kind: str, *, bar: float, free: list[bool]
) -> Iterator[tuple[int, int]]:
    """Yield (start, end) in characters of each stretch of words with one over the bar and all others over half of it.

    Towns at the end of an address are left out, and so is what names nothing: "the ward", "upstairs flat".

    Args:
        words: The words and signs of a text.
        sure: How sure the network is of each, shape (n,).
        kind: "address" or "identifying_school".
        bar: From here on a word begins a stretch.
        free: Whether each word may be part of one at all.
    """
    position = 0
    while position < len(words):
        end = position
        while end < len(words) and free[end] and sure[end] >= bar / 2:
            end += 1
        if end > position and max(sure[position:end]) >= bar:
            stretch = _trimmed(words[position:end], kind)
            if _names_something(stretch, kind):
                yield stretch[0].start, stretch[-1].end
        position = max(end, position + 1)


def _trimmed(stretch: list[Word], kind: str) -> list[Word]:
    while stretch and (not stretch[-1].is_word or stretch[-1].text.lower() in _SMALL or _is_a_town(stretch, kind)):
        stretch = stretch[:-1]
    while stretch and (not stretch[0].is_word or stretch[0].text.lower() in _SMALL - {"the"}):
        stretch = stretch[1:]
    if len(stretch) > 2 and stretch[0].text.isdigit() and stretch[1].text.lower() in _BETWEEN:
        return stretch[2:]
    return stretch


def _is_a_town(stretch: list[Word], kind: str) -> bool:
    # "4 Hull" may be a house; "4 Mill Lane, Hull" is one in a town, and so is "tiny tots, Hull".
    last = stretch[-1].text.lower()
    return len(stretch) > 2 and last in kept_words() and last not in _GENERIC[kind]


def _names_something(stretch: list[Word], kind: str) -> bool:
    if not stretch or any(word.text.isdigit() and len(word.text) > _MOST_DIGITS for word in stretch):
        return False
    telling = [word for word in stretch if word.is_word and word.text.lower() not in _GENERIC[kind] | _SMALL]
    if kind == "address":
        has_number = any(word.text[0].isdigit() for word in telling)
        # A town by itself is none, but there is a Grimsby Road in more towns than one.
        towns = frozenset() if stretch[-1].text.lower() in {"road", "street"} else kept_words()
        named = [word for word in telling if word.text.lower() not in towns and not word.text[0].isdigit()]
        # A bare number is a house only behind "number" or "flat".
        return bool(named) or (has_number and len(stretch) > 1 and all(len(word.text) > 1 for word in stretch[:1]))
    # "From Immingham to Louth" is said of families too; "Immingham Academy" is not.
    if all(word.text.lower() in kept_words() - _GENERIC[kind] for word in stretch):
        return False
    return any(len(word.text) > 1 and not word.text.isdigit() for word in telling) or _is_a_numbered_ward(stretch)


def _is_a_numbered_ward(stretch: list[Word]) -> bool:
    return any(word.text.lower() == "ward" for word in stretch) and any(word.text[-1].isdigit() for word in stretch)
