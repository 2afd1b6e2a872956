"""Shares with their uncertainty."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

_Z95 = 1.959964


@dataclass(frozen=True)
class Share:
    """`hits` of `total`, with its 95 % interval by Wilson's method."""

    hits: int
    total: int

    @classmethod
    def of(cls, outcomes: Iterable[bool]) -> Share:
        held = list(outcomes)
        return cls(sum(held), len(held))

    @property
    def value(self) -> float:
        """The share, 0 to 1; not a number where there is nothing to count."""
        return self.hits / self.total if self.total else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """The bounds of the interval, each 0 to 1."""
        if not self.total:
            return (0.0, 1.0)
        share, count = self.value, self.total
        centre = share + _Z95**2 / (2 * count)
        spread = _Z95 * math.sqrt(share * (1 - share) / count + _Z95**2 / (4 * count**2))
        scale = 1 + _Z95**2 / count
        return (max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale))

    def __str__(self) -> str:
        if not self.total:
            return "no cases"
        low, high = self.interval
        return f"{self.value:.1%} ({self.hits} of {self.total}; 95 % interval {low:.1%} to {high:.1%})"
