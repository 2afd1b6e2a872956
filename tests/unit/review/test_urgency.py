"""Which case comes first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.advice.level import Level
from bot.review.urgency import higher, rank

levels = st.sampled_from([None, *Level])
routes = st.sampled_from(["emergency", "mash", "early_help", "duty_team"])


@given(levels, levels, routes)
def test_a_higher_level_is_never_less_urgent(one, other, route):
    """Of two cases on one route the one of the higher level comes first, or at the same place."""
    if one is not None and other is not None and one >= other:
        assert rank(one, route) >= rank(other, route)


@given(levels, routes)
def test_danger_comes_before_everything(level, route):
    """Nothing stands above an emergency."""
    assert rank(Level.EMERGENCY, "emergency") >= rank(level, route)
    assert rank(level, "emergency") == rank(Level.EMERGENCY, "emergency")


def test_doubt_stands_with_the_severe():
    """A case whose level nobody could name is not put below one that is severe, and stands above early help."""
    assert rank(None, "duty_team") == rank(Level.COMPLEX_SEVERE, "mash")
    assert rank(None, "duty_team") > rank(Level.EARLY_HELP, "duty_team")


@given(levels, levels)
def test_the_higher_of_two_is_one_of_them(one, other):
    """A case only rises: the higher of two levels is at least as urgent as either."""
    found = higher(one, other)

    assert found in (one, other)
    assert found == higher(other, one)
    assert all(level is None or (found is not None and found >= level) for level in (one, other))
