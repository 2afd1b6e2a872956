"""Small numbers are hidden, and cannot be worked out from what is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.review.suppression import SMALLEST_SHOWN, share, suppressed

tables = st.dictionaries(st.integers(0, 30), st.integers(0, 40), max_size=12)


@given(tables)
def test_no_small_count_is_shown(counts):
    """Every count that is shown is nought or at least five, and shown counts are the true ones."""
    for key, count in suppressed(counts).counts.items():
        assert count is None or count == counts[key]
        assert count is None or count == 0 or count >= SMALLEST_SHOWN


@given(tables)
def test_what_is_hidden_cannot_be_worked_out(counts):
    """Where the total is shown, what it leaves for the hidden counts is several counts and not a small number."""
    shown = suppressed(counts)
    hidden = [key for key, count in shown.counts.items() if count is None]
    if shown.total is not None and hidden:
        left = shown.total - sum(count for count in shown.counts.values() if count is not None)
        assert len(hidden) > 1
        assert left >= SMALLEST_SHOWN


@given(tables)
def test_nothing_is_hidden_without_need(counts):
    """A table without small counts is shown whole."""
    if not any(0 < count < SMALLEST_SHOWN for count in counts.values()):
        shown = suppressed(counts)
        assert shown.counts == counts
        assert shown.total == sum(counts.values())


def test_the_next_smallest_goes_with_a_single_small_one():
    """One hidden count alone would be the rest of the total."""
    shown = suppressed({"a": 3, "b": 9, "c": 20, "d": 0})

    assert shown.counts == {"a": None, "b": None, "c": 20, "d": 0}
    assert shown.total == 32


def test_with_nothing_else_to_hide_the_total_goes():
    """A table of a single small count shows nothing."""
    shown = suppressed({"a": 3})

    assert (shown.counts, shown.total) == ({"a": None}, None)


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(50, 100, 0.5), (0, 100, 0.0), (100, 100, 1.0), (3, 100, None), (97, 100, None), (2, 4, None), (0, 0, None)],
)
def test_a_share_is_shown_where_neither_side_is_small(part, whole, expected):
    """A rate of few, or with few on the other side, is not shown."""
    assert share(part, whole) == expected


@pytest.mark.parametrize("wrong", [(-1, 5), (6, 5)])
def test_a_share_that_cannot_be_is_refused(wrong):
    """More than the whole, or less than nothing, is a fault of the caller."""
    with pytest.raises(ValueError, match="expected"):
        share(*wrong)


def test_negative_counts_are_refused():
    """A count below nought is a fault of the caller."""
    with pytest.raises(ValueError, match="negative"):
        suppressed({"a": -1})
