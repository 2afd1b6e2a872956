"""What was found, found wrongly and missed, and the figures that follow from it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.evaluation.intervals import Share


@dataclass(frozen=True)
class Counts:
    """Decisions that were right, wrong and missed. `f1` of no decision is 0."""

    found: int
    wrong: int
    missed: int

    @property
    def precision(self) -> Share:
        return Share(self.found, self.found + self.wrong)

    @property
    def recall(self) -> Share:
        return Share(self.found, self.found + self.missed)

    @property
    def f1(self) -> float:
        total = 2 * self.found + self.wrong + self.missed
        return 2 * self.found / total if total else 0.0
