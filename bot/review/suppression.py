"""Small numbers are not shown: in a small town they can point to a child."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

KeyT = TypeVar("KeyT", bound=Hashable)
SMALLEST_SHOWN = 5


@dataclass(frozen=True)
class Shown(Generic[KeyT]):
    """Counts as they may be shown: None stands for one that is not, and for a total that would give it away."""

    counts: Mapping[KeyT, int | None]
    total: int | None


def suppressed(counts: Mapping[KeyT, int]) -> Shown[KeyT]:
    """Return the counts with every small one, 1 to 4, hidden; nought stays nought.

    What is hidden could be worked out from the total where it is a single count, or together is small itself. Then the
    next smallest counts are hidden too; where there are none left, the total is.

    Raises:
        ValueError: A count is negative.
    """
    if any(count < 0 for count in counts.values()):
        raise ValueError("counts cannot be negative")
    hidden = {key for key, count in counts.items() if 0 < count < SMALLEST_SHOWN}
    others = sorted((key for key, count in counts.items() if count >= SMALLEST_SHOWN), key=lambda key: counts[key])
    for key in others if hidden else ():
        if _cannot_be_worked_out(hidden, counts):
            break
        hidden.add(key)
    safe = not hidden or _cannot_be_worked_out(hidden, counts)
    shown = {key: None if key in hidden else count for key, count in counts.items()}
    return Shown(shown, sum(counts.values()) if safe else None)


def share(part: int, whole: int) -> float | None:
    """Return the share of `part` in `whole`, or None where either side of it is small enough to point to somebody.

    Raises:
        ValueError: The part is larger than the whole, or negative.
    """
    if not 0 <= part <= whole:
        raise ValueError(f"expected 0 <= part <= whole, found {part} of {whole}")
    if whole < SMALLEST_SHOWN or 0 < part < SMALLEST_SHOWN or 0 < whole - part < SMALLEST_SHOWN:
        return None
    return part / whole


def _cannot_be_worked_out(hidden: set[KeyT], counts: Mapping[KeyT, int]) -> bool:
    return len(hidden) > 1 and sum(counts[key] for key in hidden) >= SMALLEST_SHOWN
