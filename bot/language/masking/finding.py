"""What a recogniser of one kind of identifier gives, and how overlapping findings are settled."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from bot.language.masking.masked import MARKERS, Span


@dataclass(frozen=True)
class Finding:
    """A stretch that is taken for an identifier; `weight` (0 to 1) settles which of two that overlap stays."""

    start: int
    end: int
    type: str
    weight: float


class Finder(Protocol):
    """Finds identifiers of one kind."""

    def __call__(self, text: str) -> Iterable[Finding]:
        """Return what was found, in any order; nothing found gives nothing."""


# How many characters before an identifier may say what it is: "NHS no on his red book is ...".
_LOOK_BACK = 60
# A marker that stands in the text already is left alone, so that masking twice changes nothing.
_MARKER = re.compile("|".join(re.escape(marker) for marker in MARKERS.values()))


def just_before(text: str, position: int) -> str:
    """Return the few words in front of a position; looking back over a whole text each time would take too long."""
    return text[max(0, position - _LOOK_BACK) : position]


def marked_already(text: str) -> tuple[tuple[int, int], ...]:
    """Return where markers stand in the text."""
    return tuple(match.span() for match in _MARKER.finditer(text))


def settled(findings: Iterable[Finding], untouchable: Iterable[tuple[int, int]] = ()) -> tuple[Span, ...]:
    """Return findings without overlaps: those of one type are joined, of two types the weightier stays."""
    taken = list(untouchable)
    kept = []
    for finding in sorted(_joined(findings), key=lambda f: (-f.weight, f.start - f.end, f.start, f.type)):
        if finding.start < finding.end and not any(finding.start < end and start < finding.end for start, end in taken):
            taken.append((finding.start, finding.end))
            kept.append(Span(finding.start, finding.end, finding.type))
    return tuple(sorted(kept, key=lambda span: span.start))


def _joined(findings: Iterable[Finding]) -> list[Finding]:
    joined: list[Finding] = []
    for one in sorted(findings, key=lambda f: (f.type, f.start, f.end)):
        last = joined[-1] if joined else None
        if last is not None and last.type == one.type and one.start < last.end:
            joined[-1] = Finding(last.start, max(last.end, one.end), one.type, max(last.weight, one.weight))
        else:
            joined.append(one)
    return joined
