"""The reviewed numbers and lists that the rules work with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.advice.policy import Cut
from tests.builders import steady_policy
from tests.strategies import probabilities


@given(possible=probabilities(), clear=probabilities())
def test_a_cut_is_in_order_or_is_not_made(possible: float, clear: float) -> None:
    """A cut holds only where 0 < possible <= clear <= 1."""
    if 0.0 < possible <= clear:
        assert Cut(possible, clear) == Cut(possible=possible, clear=clear)
    else:
        with pytest.raises(ValueError, match="expected 0 < possible <= clear <= 1"):
            Cut(possible, clear)


@given(above=st.floats(1.0, 100.0, exclude_min=True))
def test_a_cut_above_one_is_not_made(above: float) -> None:
    """No probability could ever reach a cut above 1, so there is none."""
    with pytest.raises(ValueError, match="found possible 0.5, clear"):
        Cut(0.5, above)


def test_a_question_is_found_by_its_id() -> None:
    """The policy gives the deciding question of an id."""
    question = steady_policy().question("domestic_abuse")

    assert question is not None
    assert question.higher == "domestic_abuse_pregnant_or_risk"


def test_a_question_that_is_no_longer_there_is_none() -> None:
    """A case may remember a question that a newer pack has dropped."""
    assert steady_policy().question("dropped") is None
