"""Bank holidays of England, from the `holidays` package."""

from __future__ import annotations

from datetime import date
from functools import cache

import holidays


def is_bank_holiday(day: date) -> bool:
    """Return whether a date is a bank holiday in England, substitute days included."""
    return day in _england(day.year)


@cache
def _england(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))
