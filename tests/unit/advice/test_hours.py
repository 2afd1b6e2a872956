"""Office hours, round clock changes and bank holidays too."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.advice.hours import OfficeHours
from bot.content.bank_holidays import is_bank_holiday
from tests.builders import LONDON, real_pack
from tests.strategies import moments, moments_near

COUNCIL = real_pack().office_hours("council")
ALWAYS = OfficeHours({day: (time(0, 0), time(23, 59)) for day in range(7)}, LONDON, lambda day: False)
# One o'clock in UTC on the nights when the clocks of 2026 change.
SPRING = datetime(2026, 3, 29, 1, 0, tzinfo=timezone.utc)
AUTUMN = datetime(2026, 10, 25, 1, 0, tzinfo=timezone.utc)


def london(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment by the clock on the wall in Grimsby."""
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        pytest.param(london(2026, 3, 9, 8, 29), False, id="monday-a-minute-early"),
        pytest.param(london(2026, 3, 9, 8, 30), True, id="monday-opening-minute"),
        pytest.param(london(2026, 3, 12, 16, 59), True, id="thursday-last-minute"),
        pytest.param(london(2026, 3, 12, 17, 0), False, id="thursday-closing-minute"),
        pytest.param(london(2026, 3, 13, 16, 29), True, id="friday-last-minute"),
        pytest.param(london(2026, 3, 13, 16, 30), False, id="friday-closing-minute"),
        pytest.param(london(2026, 3, 14, 12), False, id="saturday"),
        pytest.param(london(2026, 3, 15, 12), False, id="sunday"),
        pytest.param(london(2026, 4, 3, 12), False, id="good-friday"),
        pytest.param(london(2026, 4, 6, 12), False, id="easter-monday"),
        pytest.param(london(2026, 12, 25, 12), False, id="christmas-day"),
        pytest.param(london(2026, 12, 28, 12), False, id="boxing-day-substitute"),
        pytest.param(london(2027, 12, 27, 12), False, id="christmas-substitute"),
        pytest.param(london(2027, 12, 28, 12), False, id="boxing-day-substitute-of-2027"),
        pytest.param(london(2028, 1, 3, 12), False, id="new-year-substitute"),
        pytest.param(london(2026, 12, 29, 12), True, id="the-day-after-the-substitute"),
        # 9.00 by the clock in summer is 8.00 UTC, in winter 9.00 UTC.
        pytest.param(datetime(2026, 3, 30, 7, 30, tzinfo=timezone.utc), True, id="first-monday-of-summer-time"),
        pytest.param(datetime(2026, 3, 27, 7, 30, tzinfo=timezone.utc), False, id="last-friday-of-winter-time"),
        pytest.param(datetime(2026, 10, 26, 8, 29, tzinfo=timezone.utc), False, id="first-monday-of-winter-time"),
    ],
)
def test_the_council_is_open_when_its_page_says_so(moment: datetime, is_open: bool) -> None:
    """Monday to Thursday 8.30 to 5, Friday 8.30 to 4.30, by the clock in England, never on a bank holiday."""
    assert COUNCIL.open_at(moment) is is_open


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        pytest.param(london(2026, 3, 10, 7), london(2026, 3, 10, 8, 30), id="before-hours-the-same-day"),
        pytest.param(london(2026, 3, 13, 20), london(2026, 3, 16, 8, 30), id="friday-evening"),
        pytest.param(london(2026, 4, 2, 18), london(2026, 4, 7, 8, 30), id="maundy-thursday-to-tuesday"),
        pytest.param(london(2026, 12, 24, 18), london(2026, 12, 29, 8, 30), id="over-christmas-and-its-substitute"),
        pytest.param(london(2026, 3, 27, 18), london(2026, 3, 30, 8, 30), id="over-the-change-to-summer-time"),
        pytest.param(london(2026, 10, 23, 18), london(2026, 10, 26, 8, 30), id="over-the-change-to-winter-time"),
    ],
)
def test_the_council_opens_next_on_its_next_open_day(moment: datetime, opens: datetime) -> None:
    """The next opening skips weekends and bank holidays and keeps the clock on the wall."""
    assert COUNCIL.opens_next(moment) == opens
    assert COUNCIL.opens_next(moment).utcoffset() == opens.utcoffset()


def test_hours_end_when_the_day_says() -> None:
    """While the office is open, its closing time is today's; while it is closed there is none."""
    assert COUNCIL.closes_at(london(2026, 3, 13, 9)) == london(2026, 3, 13, 16, 30)
    assert COUNCIL.closes_at(london(2026, 3, 13, 17)) is None


@pytest.mark.parametrize("method", ["open_at", "closes_at", "opens_next"])
def test_a_moment_without_a_time_zone_is_refused(method: str) -> None:
    """A moment whose place on earth is unknown is an error, never a guess."""
    with pytest.raises(ValueError, match="with a time zone"):
        getattr(COUNCIL, method)(datetime(2026, 3, 10, 10))


def test_hours_that_never_begin_are_an_error() -> None:
    """Hours without an open day say what to check instead of searching for ever."""
    never = OfficeHours({}, LONDON, lambda day: False)

    with pytest.raises(ValueError, match="check the hours' days"):
        never.opens_next(london(2026, 3, 10, 10))


@given(moment=moments())
def test_open_agrees_with_the_clock_on_the_wall(moment: datetime) -> None:
    """At any moment of five years the office is open exactly when day, hour and calendar say so."""
    local = moment.astimezone(LONDON)
    friday = local.weekday() == 4
    in_hours = time(8, 30) <= local.time() < (time(16, 30) if friday else time(17, 0))
    expected = local.weekday() < 5 and in_hours and not is_bank_holiday(local.date())

    assert COUNCIL.open_at(moment) is expected


@given(moment=moments())
def test_the_office_is_open_when_it_opens_next(moment: datetime) -> None:
    """The next opening lies ahead, within two weeks, is open, and a second before it is not."""
    opens = COUNCIL.opens_next(moment)

    assert timedelta(0) < opens.astimezone(timezone.utc) - moment < timedelta(days=14)
    assert COUNCIL.open_at(opens)
    assert not COUNCIL.open_at(opens - timedelta(seconds=1))
    assert not is_bank_holiday(opens.date())


@given(moment=moments())
def test_the_office_is_closed_when_it_closes(moment: datetime) -> None:
    """A closing time lies ahead on the same day; a second before it is open, and at it closed."""
    closes = COUNCIL.closes_at(moment)

    assert (closes is not None) == COUNCIL.open_at(moment)
    if closes is not None:
        assert closes > moment
        assert closes.date() == moment.astimezone(LONDON).date()
        assert COUNCIL.open_at(closes.astimezone(timezone.utc) - timedelta(seconds=1))
        assert not COUNCIL.open_at(closes)


@given(moment=moments_near(SPRING, hours=30) | moments_near(AUTUMN, hours=30))
def test_a_clock_change_opens_and_closes_nothing_twice(moment: datetime) -> None:
    """In the night when the clocks change the next opening is ahead in real time, by the new clock."""
    opens = ALWAYS.opens_next(moment)

    assert opens.astimezone(timezone.utc) > moment
    assert opens.astimezone(LONDON).time() == time(0, 0)
    assert opens.astimezone(timezone.utc) - moment <= timedelta(hours=25)


@given(year=st.integers(2020, 2035), month=st.sampled_from([3, 10]), minutes=st.integers(-90, 90))
def test_the_same_moment_gives_the_same_answer_in_every_zone(year: int, month: int, minutes: int) -> None:
    """Whether the office is open does not depend on the zone in which the moment is written."""
    last_sunday = max(day for day in (date(year, month, n) for n in range(25, 32)) if day.weekday() == 6)
    moment = datetime.combine(last_sunday, time(1, 0), tzinfo=timezone.utc) + timedelta(minutes=minutes)
    elsewhere = moment.astimezone(timezone(timedelta(hours=-9, minutes=-30)))

    for hours in (COUNCIL, ALWAYS):
        assert hours.open_at(moment) == hours.open_at(elsewhere) == hours.open_at(moment.astimezone(LONDON))
        assert hours.opens_next(moment) == hours.opens_next(elsewhere)
