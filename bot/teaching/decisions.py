"""What editors decide about an item: two look at it, and a third settles what they disagree on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.teaching.errors import TeachingError


class Choice(str, Enum):
    """One key each in the workbench."""

    RIGHT = "right"
    INDICATORS = "indicators"
    QUESTION = "question"
    OUT_OF_SCOPE = "out_of_scope"
    NOTHING = "nothing"


class DecisionError(TeachingError):
    """A decision that is not taken."""


@dataclass(frozen=True)
class Decision:
    """What one editor says of an item. `indicators` where the choice is to name them; `aside` are pairs of an indicator
    that is named and does not count, and why; `topic` for a question."""

    who: str
    choice: Choice
    indicators: frozenset[str] = frozenset()
    topic: str = ""
    settles: bool = False
    aside: frozenset[tuple[str, str]] = frozenset()

    @property
    def says(self) -> tuple[Choice, frozenset[str], frozenset[tuple[str, str]], str]:
        """What counts when two decisions are compared."""
        return (self.choice, self.indicators, self.aside, self.topic)


class Stand(str, Enum):
    """Where an item stands."""

    OPEN = "open"
    WANTS_A_SECOND = "wants a second look"
    AGREED = "agreed"
    DISPUTED = "disputed"
    SETTLED = "settled"


def stand_of(decisions: Sequence[Decision], *, looks: int = 2) -> Stand:
    """Return where an item stands; `looks` is how many editors must look at each."""
    if any(decision.settles for decision in decisions):
        return Stand.SETTLED
    if len({decision.says for decision in decisions}) > 1:
        return Stand.DISPUTED
    if not decisions:
        return Stand.OPEN
    return Stand.AGREED if len(decisions) >= looks else Stand.WANTS_A_SECOND


def decided(decisions: Sequence[Decision], *, looks: int = 2) -> Decision | None:
    """Return what was decided in the end, or None where nothing is yet."""
    stand = stand_of(decisions, looks=looks)
    if stand is Stand.SETTLED:
        return next(decision for decision in decisions if decision.settles)
    return decisions[0] if stand is Stand.AGREED else None


def take(
    decisions: Sequence[Decision], new: Decision, *, may_be_nothing: bool, known: frozenset[str], looks: int = 2
) -> tuple[Decision, ...]:
    """Return the decisions with one more; an editor's earlier one is replaced.

    Args:
        may_be_nothing: Whether "nothing to learn" is offered for the item.
        known: The ids of the indicators.

    Raises:
        DecisionError: It is not offered, names no or unknown indicators, or settles what is not disputed or by one of
            the two who dispute it.
    """
    if new.choice is Choice.NOTHING and not may_be_nothing:
        raise DecisionError("This may show a severe or rare sign, so it is never put aside as nothing to learn.")
    if new.choice is Choice.INDICATORS and not new.indicators and not new.aside:
        raise DecisionError("Choose the indicators that the message shows.")
    if new.choice is Choice.QUESTION and not new.topic:
        raise DecisionError("Choose what the question is about.")
    unknown = sorted((new.indicators | {label for label, _ in new.aside}) - known)
    if unknown:
        raise DecisionError(f"{', '.join(unknown)}: no indicator of that name.")
    if new.settles:
        if stand_of(decisions, looks=looks) is not Stand.DISPUTED:
            raise DecisionError("Only what two editors disagree on is settled.")
        if any(decision.who == new.who for decision in decisions):
            raise DecisionError("A third person settles it.")
        return (*decisions, new)
    if stand_of(decisions, looks=looks) in {Stand.SETTLED, Stand.DISPUTED} and all(d.who != new.who for d in decisions):
        raise DecisionError("Two editors have looked at it already; a third one settles it.")
    return (*(decision for decision in decisions if decision.who != new.who), new)
