"""How long things are kept, and what may go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.review.states import State

# A conversation can be written to for a day; whatever is younger than this may still be in use.
SHORTEST_DAYS = 2


@dataclass(frozen=True)
class Periods:
    """Days for which each sort of record is kept.

    Raises:
        ValueError: A period is so short that what is in use would be deleted.
    """

    conversations: int
    closed_cases: int
    audit: int

    def __post_init__(self) -> None:
        for name in ("conversations", "closed_cases", "audit"):
            if getattr(self, name) < SHORTEST_DAYS:
                raise ValueError(f"{name}: {getattr(self, name)} days; expected at least {SHORTEST_DAYS}")
        if self.audit < self.closed_cases:
            raise ValueError(
                f"audit: {self.audit} days; expected at least the {self.closed_cases} days of closed_cases, "
                "or nobody could say who has seen a case that is still kept"
            )


@dataclass(frozen=True)
class Kept:
    """What counts about a case when it is asked whether it may go."""

    state: State
    closed_at: datetime | None
    latest_at: datetime
    on_hold: bool


def case_may_go(kept: Kept, periods: Periods, now: datetime) -> bool:
    """Return whether a case and its conversation may be deleted: closed long enough, quiet as long, and not on hold."""
    if kept.on_hold or kept.state.is_open or kept.closed_at is None:
        return False
    return max(kept.closed_at, kept.latest_at) < before(now, periods.closed_cases)


def before(now: datetime, days: int) -> datetime:
    """Return the moment that lies so many days back: what is older may go."""
    return now - timedelta(days=days)
