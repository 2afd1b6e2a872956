"""Outcomes: a disagreement says why, and what would have been right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.advice.level import Level
from bot.review.outcomes import Outcome, OutcomeError, Verdict


@pytest.mark.parametrize(
    ("outcome", "field"),
    [
        (Outcome(Verdict.SHOULD_BE_HIGHER, level=Level.EMERGENCY), "reasons"),
        (Outcome(Verdict.SHOULD_BE_HIGHER, "  ", Level.EMERGENCY), "reasons"),
        (Outcome(Verdict.SHOULD_BE_HIGHER, "because"), "level"),
        (Outcome(Verdict.SHOULD_BE_HIGHER, "because", Level.COMPLEX_SEVERE), "level"),
        (Outcome(Verdict.SHOULD_BE_LOWER, "because", Level.COMPLEX_SEVERE), "level"),
        (Outcome(Verdict.SHOULD_BE_LOWER, "because", Level.EMERGENCY), "level"),
        (Outcome(Verdict.WRONG_INDICATORS, "because"), "indicators"),
    ],
)
def test_a_disagreement_that_says_too_little_is_refused(outcome, field):
    """Reasons, the right level on the right side, or the right signs: each is asked for by its field."""
    with pytest.raises(OutcomeError) as error:
        outcome.check(Level.COMPLEX_SEVERE)

    assert error.value.field == field


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome(Verdict.AGREED),
        Outcome(Verdict.SHOULD_BE_HIGHER, "because", Level.EMERGENCY),
        Outcome(Verdict.SHOULD_BE_LOWER, "because", Level.EARLY_HELP),
        Outcome(Verdict.WRONG_INDICATORS, "because", indicators=frozenset({"missing"})),
    ],
)
def test_a_whole_outcome_is_taken(outcome):
    """To agree needs nothing more; a disagreement needs its reasons and what would have been right."""
    outcome.check(Level.COMPLEX_SEVERE)


@given(st.sampled_from([Verdict.SHOULD_BE_HIGHER, Verdict.SHOULD_BE_LOWER]), st.sampled_from(Level))
def test_where_no_level_was_advised_any_level_may_be_right(verdict, level):
    """Beside an unclear level every level is possible."""
    Outcome(verdict, "because", level).check(None)


def test_only_agreement_is_no_disagreement():
    """Everything but agreement goes to the editors."""
    assert [verdict for verdict in Verdict if not verdict.is_disagreement] == [Verdict.AGREED]
