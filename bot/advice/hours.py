"""Office hours: open or closed at a moment, and when they next begin."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo

# A closed spell is never this long; beyond it the hours themselves must be wrong.
_LONGEST_CLOSURE_DAYS = 30


@dataclass(frozen=True)
class OfficeHours:
    """Hours by weekday (0 is Monday), local to `zone`; `is_holiday` says which dates are closed all day."""

    days: Mapping[int, tuple[time, time]]
    zone: tzinfo
    is_holiday: Callable[[date], bool]

    def open_at(self, moment: datetime) -> bool:
        """Return whether the office is open at an aware moment; the closing minute itself is closed.

        Raises:
            ValueError: The moment has no time zone.
        """
        local = self._local(moment)
        hours = self._hours_on(local.date())
        return hours is not None and hours[0] <= local.time() < hours[1]

    def closes_at(self, moment: datetime) -> datetime | None:
        """Return when today's hours end, or None where the office is closed at that moment."""
        if not self.open_at(moment):
            return None
        local = self._local(moment)
        return local.replace(
            hour=self.days[local.weekday()][1].hour,
            minute=self.days[local.weekday()][1].minute,
            second=0,
            microsecond=0,
        )

    def opens_next(self, moment: datetime) -> datetime:
        """Return when the office next opens after a moment at which it is closed (or after today's hours).

        Raises:
            ValueError: The moment has no time zone, or no day within a month is open.
        """
        local = self._local(moment)
        for ahead in range(_LONGEST_CLOSURE_DAYS):
            day = local.date() + timedelta(days=ahead)
            hours = self._hours_on(day)
            if hours is None:
                continue
            opens = datetime.combine(day, hours[0], tzinfo=self.zone)
            # Compared in UTC: two aware values of one zone compare by the wall clock, which a clock change breaks.
            if opens.astimezone(timezone.utc) > local.astimezone(timezone.utc):
                return opens
        raise ValueError(f"no open day within {_LONGEST_CLOSURE_DAYS} days of {local.date()}; check the hours' days")

    def _hours_on(self, day: date) -> tuple[time, time] | None:
        if self.is_holiday(day):
            return None
        return self.days.get(day.weekday())

    def _local(self, moment: datetime) -> datetime:
        if moment.tzinfo is None:
            raise ValueError("expected a moment with a time zone, found one without")
        return moment.astimezone(self.zone)
