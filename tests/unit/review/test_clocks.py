"""The duty team's clocks, round weekends, bank holidays and the nights when clocks change."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.review.clocks import NOTHING, Patience, answer_due, clock, office_time, office_times, patience_ends
from tests.builders import LONDON, real_pack
from tests.strategies import moments

COUNCIL = real_pack().office_hours("council")


def london(month: int, day: int, hour: int, minute: int = 0, year: int = 2026) -> datetime:
    """Return a moment by the clock on the wall in Grimsby."""
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("since", "due"),
    [
        pytest.param(london(3, 10, 10), london(3, 11, 10), id="tuesday-morning"),
        pytest.param(london(3, 10, 8, 30), london(3, 11, 8, 30), id="opening-minute"),
        pytest.param(london(3, 10, 7), london(3, 11, 8, 30), id="before-hours"),
        pytest.param(london(3, 10, 18), london(3, 12, 8, 30), id="after-hours-counts-from-the-morning"),
        pytest.param(london(3, 12, 16, 45), london(3, 13, 16, 30), id="friday-closes-earlier"),
        pytest.param(london(3, 13, 15), london(3, 16, 15), id="friday-to-monday"),
        pytest.param(london(3, 14, 11), london(3, 17, 8, 30), id="saturday"),
        pytest.param(london(4, 2, 11), london(4, 7, 11), id="over-easter"),
        pytest.param(london(12, 24, 16), london(12, 29, 16), id="over-christmas-with-its-substitute-day"),
        pytest.param(london(3, 27, 12), london(3, 30, 12), id="over-the-clock-change"),
    ],
)
def test_the_referrer_has_an_answer_within_one_working_day(since, due):
    """The answer is due at the same time of the next open day, counted from when the office is open."""
    assert answer_due(COUNCIL, since) == due


@given(moments())
def test_an_answer_is_due_in_office_hours_and_not_at_once(since):
    """The clock never ends in the night, never before it began, and leaves a working day of at most 8.5 hours."""
    due = answer_due(COUNCIL, since)

    assert due > since
    assert COUNCIL.open_at(due) or COUNCIL.open_at(due - timedelta(minutes=1))
    assert timedelta(hours=7.5) <= office_time(COUNCIL, since, due) <= timedelta(hours=8.5)


@given(moments(), moments())
def test_later_cases_are_not_due_earlier(one, other):
    """Of two cases the earlier one is due first, or together with the later."""
    first, second = sorted([one, other])

    assert answer_due(COUNCIL, first) <= answer_due(COUNCIL, second)


@pytest.mark.parametrize(
    ("begin", "end", "expected"),
    [
        (london(3, 10, 10), london(3, 10, 12), timedelta(hours=2)),
        (london(3, 10, 16), london(3, 11, 9, 30), timedelta(hours=2)),
        (london(3, 13, 16), london(3, 16, 9), timedelta(hours=1)),
        (london(3, 14, 9), london(3, 15, 20), NOTHING),
        (london(3, 10, 12), london(3, 10, 10), NOTHING),
        (london(3, 9, 0), london(3, 14, 0), timedelta(hours=42)),
    ],
)
def test_office_time_counts_open_hours_alone(begin, end, expected):
    """Nights, weekends and what runs backwards count for nothing; a week has 42 hours."""
    assert office_time(COUNCIL, begin, end) == expected


@given(moments(), st.integers(0, 20_000), st.integers(0, 20_000))
def test_office_time_adds_up(begin, first, second):
    """A stretch is as long as its two parts, and no longer than the wall clock says."""
    middle, end = begin + timedelta(minutes=first), begin + timedelta(minutes=first + second)

    whole = office_time(COUNCIL, begin, end)
    assert whole == office_time(COUNCIL, begin, middle) + office_time(COUNCIL, middle, end)
    assert NOTHING <= whole <= timedelta(minutes=first + second)


@given(moments(), st.integers(1, 3_000))
def test_patience_in_office_hours_lasts_exactly_so_long(since, minutes):
    """Waiting that counts office hours alone ends when so many office minutes have passed."""
    ends = patience_ends(COUNCIL, since, Patience(minutes, office_hours_alone=True))

    assert office_time(COUNCIL, since, ends) == timedelta(minutes=minutes)


def test_danger_waits_by_the_wall_clock():
    """Where every minute counts, nights and weekends do too."""
    saturday = london(3, 14, 23)

    assert patience_ends(COUNCIL, saturday, Patience(10, office_hours_alone=False)) == saturday + timedelta(minutes=10)
    assert patience_ends(COUNCIL, saturday, Patience(10, office_hours_alone=True)) == london(3, 16, 8, 40)


def test_a_clock_says_what_is_left_and_what_is_over():
    """Before the moment office time is left; after it the clock is overdue, in the night as well."""
    due = london(3, 11, 10)

    assert clock(COUNCIL, due, london(3, 10, 16)).left == timedelta(hours=2.5)
    assert not clock(COUNCIL, due, due).is_overdue
    assert clock(COUNCIL, due, london(3, 11, 11)).left == -timedelta(hours=1)
    assert clock(COUNCIL, london(3, 13, 16, 30), london(3, 14, 3)).is_overdue


@pytest.mark.parametrize("wrong", [datetime(2026, 3, 10, 10)])
def test_a_moment_without_a_zone_is_refused(wrong):
    """A clock is not guessed at."""
    with pytest.raises(ValueError, match="time zone"):
        answer_due(COUNCIL, wrong)


def test_moments_in_utc_and_in_local_time_are_the_same():
    """It does not matter in which zone a moment is given, summer time included."""
    local = london(7, 7, 10)

    assert answer_due(COUNCIL, local.astimezone(timezone.utc)) == answer_due(COUNCIL, local)


_MINUTES = st.integers(0, 120 * 24 * 60).map(lambda minutes: london(3, 1, 0) + timedelta(minutes=minutes))


@given(st.lists(st.tuples(_MINUTES, _MINUTES), max_size=6))
@settings(deadline=None, max_examples=40)
def test_many_waits_are_counted_as_each_by_itself(waits):
    """However many stretches are counted at once, each has the office time that it has alone."""
    assert office_times(COUNCIL, waits) == [office_time(COUNCIL, begin, end) for begin, end in waits]
