"""Bank holidays of England."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.bank_holidays import is_bank_holiday


@pytest.mark.parametrize(
    "day",
    [
        pytest.param(date(2026, 1, 1), id="new-year"),
        pytest.param(date(2026, 4, 3), id="good-friday"),
        pytest.param(date(2026, 4, 6), id="easter-monday"),
        pytest.param(date(2026, 5, 4), id="early-may"),
        pytest.param(date(2026, 5, 25), id="spring"),
        pytest.param(date(2026, 8, 31), id="summer"),
        pytest.param(date(2026, 12, 25), id="christmas"),
        pytest.param(date(2026, 12, 28), id="boxing-day-on-a-saturday"),
        pytest.param(date(2027, 12, 27), id="christmas-on-a-saturday"),
        pytest.param(date(2027, 12, 28), id="boxing-day-on-a-sunday"),
        pytest.param(date(2028, 1, 3), id="new-year-on-a-saturday"),
        pytest.param(date(2023, 1, 2), id="new-year-on-a-sunday"),
        pytest.param(date(2022, 6, 3), id="platinum-jubilee"),
        pytest.param(date(2023, 5, 8), id="coronation"),
    ],
)
def test_a_bank_holiday_is_one(day: date) -> None:
    """Fixed and moving holidays, their substitutes and one-off holidays are all closed days."""
    assert is_bank_holiday(day)


@pytest.mark.parametrize(
    "day",
    [
        pytest.param(date(2026, 1, 2), id="second-of-january-is-scottish"),
        pytest.param(date(2026, 3, 17), id="st-patrick-is-irish"),
        pytest.param(date(2026, 8, 3), id="summer-in-scotland"),
        pytest.param(date(2026, 12, 29), id="the-day-after-the-substitute"),
        pytest.param(date(2022, 5, 30), id="spring-moved-for-the-jubilee"),
    ],
)
def test_another_day_is_none(day: date) -> None:
    """Holidays of other countries and ordinary days are open days."""
    assert not is_bank_holiday(day)


@given(year=st.integers(2000, 2040))
def test_every_fixed_holiday_has_its_working_day(year: int) -> None:
    """Christmas, Boxing Day and New Year each close a weekday of their own, in any year."""
    from_christmas = [date(year, 12, day) for day in range(25, 32)]
    closed = [day for day in from_christmas if day.weekday() < 5 and is_bank_holiday(day)]
    new_year = [date(year, 1, day) for day in range(1, 4)]

    assert len(closed) == 2
    assert sum(day.weekday() < 5 and is_bank_holiday(day) for day in new_year) == 1


@given(year=st.integers(2000, 2040))
def test_no_year_loses_its_eight_holidays(year: int) -> None:
    """Every year has at least the eight holidays of England, and never a third more."""
    days = [date.fromordinal(n) for n in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)]

    assert 8 <= sum(is_bank_holiday(day) for day in days if day.weekday() < 5) <= 10
