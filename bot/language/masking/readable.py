"""A text as the patterns read it: wide and foreign figures as plain ones, without signs that nobody sees."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from bot.language.masking.masked import Span

# Pasted text is full of signs of no width, of direction and of control: "DN31\u200b1AA" is a postcode all the same.
_UNSEEN = frozenset({"Cc", "Cf"})
_SPACES = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85")
_HYPHENS = frozenset("\u2010\u2011\u2012\u2212\ufe63\uff0d")


@dataclass(frozen=True)
class Readable:
    """`text` to look through; `places` holds for each of its characters where it stands in the original."""

    text: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, original: str) -> Readable:
        """Return the text to look through; plain letters stay as they are."""
        places = tuple(place for place, letter in enumerate(original) if _is_seen(letter))
        return cls("".join(_plain(original[place]) for place in places), places)

    def back(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """Return spans of `text` where they stand in the original."""
        return tuple(Span(self.places[span.start], self.places[span.end - 1] + 1, span.type) for span in spans)


def _is_seen(letter: str) -> bool:
    return letter in _SPACES or unicodedata.category(letter) not in _UNSEEN


def _plain(letter: str) -> str:
    """Return one character for one, so that offsets stay."""
    if letter.isascii():
        return letter
    if "\ud800" <= letter <= "\udfff":
        return "\ufffd"  # half of a surrogate pair cannot be encoded
    if letter in _HYPHENS:
        return "-"
    figure = unicodedata.decimal(letter, None)
    if figure is not None:
        return str(figure)
    plain = unicodedata.normalize("NFKC", letter)
    return plain if len(plain) == 1 else letter
