"""The trained model and the rules together, on what must and what must not change the advice."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.cli.evaluations.behaving import PAIRS, behaviour_of_model
from bot.evaluation.behaviour import read_pairs, shares
from bot.evaluation.intervals import Share

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def found() -> Mapping[str, Share]:
    """The share that passes, by kind."""
    return shares(behaviour_of_model(read_pairs(PAIRS)))


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        ("fact_added", 0.9),
        ("name", 0.8),
        ("typo", 0.75),
        ("word_order", 0.75),
        ("politeness", 0.75),
        ("negation", 0.6),
        ("tense", 0.7),
    ],
)
def test_changes_of_form_and_fact_do_what_they_should(found: Mapping[str, Share], kind: str, least: float) -> None:
    """Most pairs of each kind behave; a change that breaks many of them is noticed."""
    assert found[kind].value >= least
