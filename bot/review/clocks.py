"""Time as the duty team counts it: office hours, bank holidays, and one working day for an answer to the referrer."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone

from bot.advice.hours import OfficeHours

NOTHING = timedelta(0)


@dataclass(frozen=True)
class Patience:
    """How long a case may wait: `minutes`, counted always or in office hours alone."""

    minutes: int
    office_hours_alone: bool


@dataclass(frozen=True)
class Clock:
    """A clock that runs towards a moment. `left` is office time until then, negative once it is past."""

    due: datetime
    left: timedelta

    @property
    def is_overdue(self) -> bool:
        """Whether the moment is past."""
        return self.left < NOTHING


def answer_due(hours: OfficeHours, since: datetime) -> datetime:
    """Return when the referrer must have an answer: one working day on.

    The day begins when the office is first open from `since` on. It ends at the same time of the next open day, or
    where that day closes earlier, when it closes.
    """
    begin = since if hours.open_at(since) else hours.opens_next(since)
    local = begin.astimezone(hours.zone)
    ends_today = hours.closes_at(local)
    if ends_today is None:
        raise ValueError(f"the office opens at {local.isoformat()} and is closed then; check its hours")
    opens = hours.opens_next(ends_today)
    closes = hours.closes_at(opens)
    same_time = datetime.combine(opens.date(), _plain(local.time()), tzinfo=hours.zone)
    return min(max(same_time, opens), closes or opens)


def clock(hours: OfficeHours, due: datetime, now: datetime) -> Clock:
    """Return the clock towards `due`. Once that is past, `left` is the office time since then, negative."""
    if _utc(now) <= _utc(due):
        return Clock(due, office_time(hours, now, due))
    # Outside office hours nobody could have answered, but the moment is past all the same.
    return Clock(due, -max(office_time(hours, due, now), timedelta(seconds=1)))


def office_time(hours: OfficeHours, begin: datetime, end: datetime) -> timedelta:
    """Return how much office time lies between two moments; nothing where `end` is not after `begin`."""
    total, at = NOTHING, begin
    while _utc(at) < _utc(end):
        closes = hours.closes_at(at)
        if closes is None:
            at = hours.opens_next(at)
            continue
        until = closes if _utc(closes) < _utc(end) else end
        total += _utc(until) - _utc(at)
        at = until
    return total


def office_times(hours: OfficeHours, waits: Iterable[tuple[datetime, datetime]]) -> list[timedelta]:
    """Return the office time within each of many stretches, as `office_time` does for one, in their order.

    The open spells are laid out once, so that thousands of stretches cost no more than looking them up.
    """
    stretches = [(_utc(begin), _utc(end)) for begin, end in waits]
    if not stretches:
        return []
    spells = _Spells(hours, min(begin for begin, _ in stretches), max(end for _, end in stretches))
    return [max(spells.open_until(end) - spells.open_until(begin), NOTHING) for begin, end in stretches]


class _Spells:
    """The spells in which the office is open between two moments in UTC, and how much of them lies before a moment."""

    def __init__(self, hours: OfficeHours, first: datetime, last: datetime) -> None:
        self._begins: list[datetime] = []
        self._ends: list[datetime] = []
        self._before: list[timedelta] = []
        total, at = NOTHING, first
        while _utc(at) < last:
            closes = hours.closes_at(at)
            if closes is None:
                at = hours.opens_next(at)
                continue
            self._begins.append(_utc(at))
            self._ends.append(_utc(closes))
            self._before.append(total)
            total += self._ends[-1] - self._begins[-1]
            at = closes

    def open_until(self, moment: datetime) -> timedelta:
        """Return how long the office was open from the first moment to this one."""
        place = bisect_right(self._begins, moment) - 1
        if place < 0:
            return NOTHING
        return self._before[place] + min(moment, self._ends[place]) - self._begins[place]


def patience_ends(hours: OfficeHours, since: datetime, patience: Patience) -> datetime:
    """Return when a wait that began at `since` has lasted too long."""
    left = timedelta(minutes=patience.minutes)
    if not patience.office_hours_alone:
        return since + left
    at = since if hours.open_at(since) else hours.opens_next(since)
    while True:
        closes = hours.closes_at(at)
        if closes is None:
            at = hours.opens_next(at)
            continue
        here = _utc(closes) - _utc(at)
        if left <= here:
            return at + left
        left -= here
        at = hours.opens_next(closes)


def _utc(moment: datetime) -> datetime:
    # Two aware values of one zone compare and subtract by the wall clock, which a clock change breaks.
    return moment.astimezone(timezone.utc)


def _plain(value: time) -> time:
    return value.replace(fold=0)
