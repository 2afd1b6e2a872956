"""What the duty team made of a case, and whether the advice was right."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from bot.advice.level import Level


class Verdict(str, Enum):
    """Whether the duty team agrees with the advice that was given."""

    AGREED = "agreed"
    SHOULD_BE_HIGHER = "should_be_higher"
    SHOULD_BE_LOWER = "should_be_lower"
    WRONG_INDICATORS = "wrong_indicators"

    @property
    def is_disagreement(self) -> bool:
        """Whether somebody has to look at what the assistant made of the messages."""
        return self is not Verdict.AGREED


class OutcomeError(ValueError):
    """The outcome contradicts itself or says too little; `field` names the part, the message is for the person."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Outcome:
    """A verdict with its reasons. `level` and `indicators` are what would have been right, where the advice was not.

    Raises:
        OutcomeError: See `check`.
    """

    verdict: Verdict
    reasons: str = ""
    level: Level | None = None
    indicators: frozenset[str] = field(default_factory=frozenset)

    def check(self, advised: Level | None) -> None:
        """Return quietly where the outcome makes sense beside the level that was advised.

        Raises:
            OutcomeError: A disagreement has no reasons or does not say what would have been right, or the right level
                is on the wrong side of the advised one.
        """
        if not self.verdict.is_disagreement:
            return
        if not self.reasons.strip():
            raise OutcomeError("Say why you disagree; the editors learn from it", "reasons")
        if self.verdict is Verdict.WRONG_INDICATORS:
            if not self.indicators:
                raise OutcomeError("Choose the signs that the concern does show", "indicators")
            return
        if self.level is None:
            raise OutcomeError("Choose the level that would have been right", "level")
        if advised is None:
            return
        if self.verdict is Verdict.SHOULD_BE_HIGHER and self.level <= advised:
            raise OutcomeError("Choose a level above the one that was advised", "level")
        if self.verdict is Verdict.SHOULD_BE_LOWER and self.level >= advised:
            raise OutcomeError("Choose a level below the one that was advised", "level")
