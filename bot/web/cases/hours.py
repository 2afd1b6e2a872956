"""The duty team's office hours and waits, out of the pack."""

from __future__ import annotations

from bot.advice.hours import OfficeHours
from bot.advice.level import Level
from bot.content.pack import Pack
from bot.review.clocks import Patience


def duty_hours(pack: Pack) -> OfficeHours:
    """Return the hours that go with the duty team."""
    return pack.office_hours(pack.contacts["duty_team"].hours or next(iter(pack.hours)))


def patience_for(pack: Pack, level: Level | None) -> Patience:
    """Return how long a case of that level may wait until somebody has opened it."""
    held = pack.duty.seen_within
    record = {
        None: held.unclear,
        Level.EARLY_HELP: held.early_help,
        Level.COMPLEX_SEVERE: held.complex_severe,
        Level.EMERGENCY: held.emergency,
    }[level]
    return Patience(record.minutes, record.office_hours_alone)
