"""Signs that a child is in danger now, found by reviewed rules alone, before and apart from any trained model."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True)
class DangerRule:
    """Matches where all of its patterns and none of its exceptions are found in one sentence.

    Patterns are compiled over lower-case text. `means` is the indicator that the rule also shows, or None.
    """

    id: str
    all_of: tuple[re.Pattern[str], ...]
    none_of: tuple[re.Pattern[str], ...]
    means: str | None = None

    def match(self, passage: str) -> re.Match[str] | None:
        """Return the match of the first pattern where the rule holds in this passage, else None."""
        first: re.Match[str] | None = None
        for pattern in self.all_of:
            found = pattern.search(passage)
            if found is None:
                return None
            first = first or found
        return None if any(pattern.search(passage) for pattern in self.none_of) else first


@dataclass(frozen=True)
class DangerSign:
    """A rule that held, and the words (offsets into the message, end exclusive) it held for."""

    rule: str
    means: str | None
    start: int
    end: int


def danger_signs(message: str, rules: tuple[DangerRule, ...]) -> tuple[DangerSign, ...]:
    """Return every danger rule that holds in the message, in the rules' order; none gives an empty tuple."""
    passages = _passages(message)
    signs = []
    for rule in rules:
        for start, passage in passages:
            if rule.match(passage) is not None:
                signs.append(DangerSign(rule.id, rule.means, start, start + len(passage)))
                break
    return tuple(signs)


def _passages(message: str) -> list[tuple[int, str]]:
    """Split into sentences, and pairs of neighbours too: "He has a knife. He is outside." is one danger."""
    lowered = message.lower()
    if len(lowered) != len(message):  # a few letters change length when lowered; offsets must still fit
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in message)
    lowered = lowered.replace("\u2019", "'")
    bounds = [0]
    bounds += [match.end() for match in _SENTENCE_END.finditer(lowered)]
    bounds.append(len(lowered))
    edges = [(bounds[i], bounds[i + 1]) for i in range(len(bounds) - 1) if bounds[i] < bounds[i + 1]]
    singles = [_trimmed(lowered, start, end) for start, end in edges]
    pairs = [_trimmed(lowered, edges[i][0], edges[i + 1][1]) for i in range(len(edges) - 1)]
    return singles + pairs


def _trimmed(text: str, start: int, end: int) -> tuple[int, str]:
    """Return the passage without white space at its ends, and where what is left begins."""
    passage = text[start:end]
    return start + len(passage) - len(passage.lstrip()), passage.strip()
