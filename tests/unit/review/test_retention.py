"""What may be deleted, and what never."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.review.retention import Kept, Periods, before, case_may_go
from bot.review.states import State

NOW = datetime(2026, 3, 10, 10, tzinfo=timezone.utc)
PERIODS = Periods(conversations=90, closed_cases=365, audit=400)
days_ago = st.integers(0, 5000).map(lambda days: NOW - timedelta(days=days))
kept = st.builds(Kept, st.sampled_from(State), st.none() | days_ago, days_ago, st.booleans())


@given(kept)
def test_what_is_open_or_on_hold_never_goes(case):
    """However old it is, an open case stays, and so does one on legal hold."""
    if case.state.is_open or case.on_hold:
        assert not case_may_go(case, PERIODS, NOW)


@given(kept, st.integers(0, 1000))
def test_what_may_go_may_still_go_later(case, days):
    """Time alone never brings a deletable case back."""
    if case_may_go(case, PERIODS, NOW):
        assert case_may_go(case, PERIODS, NOW + timedelta(days=days))


@pytest.mark.parametrize(
    ("closed", "latest", "goes"),
    [(366, 366, True), (365, 366, False), (366, 365, False), (400, 10, False)],
)
def test_a_closed_case_goes_when_its_time_is_over(closed, latest, goes):
    """Both the closing and the last message must be older than the period, to the day."""
    case = Kept(State.CLOSED, NOW - timedelta(days=closed), NOW - timedelta(days=latest), on_hold=False)

    assert case_may_go(case, PERIODS, NOW) is goes


@pytest.mark.parametrize("periods", [(1, 365, 400), (90, 0, 400), (90, 365, 364), (90, -5, 400)])
def test_periods_that_would_delete_what_is_in_use_are_refused(periods):
    """Too short a period, and an audit that goes before its cases, are faults."""
    with pytest.raises(ValueError, match="expected at least"):
        Periods(*periods)


def test_the_moment_before_which_things_go():
    """So many days are days of 24 hours."""
    assert before(NOW, 2) == NOW - timedelta(hours=48)
