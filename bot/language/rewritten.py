"""A text that was rewritten to be read, and where each of its words stood before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Stretch:
    """Characters `start` to `end` of the new text stand for `source_start` to `source_end` of the old one."""

    start: int
    end: int
    source_start: int
    source_end: int


@dataclass(frozen=True)
class Rewritten:
    """The new text; `changed` holds, in order, what was put in place of what. All else is as it was."""

    text: str
    changed: tuple[Stretch, ...] = ()

    @classmethod
    def of(cls, source: str, replacements: Iterable[tuple[int, int, str]]) -> Rewritten:
        """Put words in place of stretches, each given as start, end and words; in order and apart from each other."""
        pieces: list[str] = []
        changed: list[Stretch] = []
        position = length = 0
        for start, end, words in replacements:
            kept = source[position:start]
            pieces += [kept, words]
            length += len(kept)
            changed.append(Stretch(length, length + len(words), start, end))
            length += len(words)
            position = end
        return cls("".join(pieces) + source[position:], tuple(changed))

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return where the characters `start` to `end` of the new text stand in the old one.

        An end that falls inside put-in words takes the whole stretch with it, so that nothing is ever cut; what was left
        out at an end stays outside.
        """
        first = self._source(start, at_end=False)
        return first, max(first, self._source(end, at_end=True))

    def _source(self, at: int, *, at_end: bool) -> int:
        shift = 0
        for one in self.changed:
            if at < one.start or (at == one.start and (at_end or one.start < one.end)):
                break
            if at < one.end:
                return one.source_end if at_end and at > one.start else one.source_start
            shift = one.source_end - one.end
        return at + shift
