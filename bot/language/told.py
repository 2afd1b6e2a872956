"""What a message tells, as recognition reads it: without courtesies, and with ordinary words in place of markers."""

from __future__ import annotations

from dataclasses import dataclass

from bot.language.courtesies import without_courtesies
from bot.language.neutral_words import neutral
from bot.language.rewritten import Rewritten


@dataclass(frozen=True)
class Told:
    """The words to read, and the way back to where they stand in the message."""

    _neutral: Rewritten
    _polite: Rewritten

    @property
    def text(self) -> str:
        return self._polite.text

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return where the characters `start` to `end` of the text stand in the message."""
        return self._neutral.back(*self._polite.back(start, end))


def told(message: str) -> Told:
    """Return what a masked message tells."""
    read = neutral(message)
    return Told(read, without_courtesies(read.text))
