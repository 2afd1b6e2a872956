"""The measure of nearness that is learnt from views."""

from __future__ import annotations

import numpy as np
import pytest

from bot.retrieval.likeness import Likeness, learnt_from

# Two passages, told apart by the first number; the second is the manner in which they are asked for, and large.
RANDOM = np.random.default_rng(4)
MANNER = RANDOM.uniform(-3, 3, size=40)
OWNER = np.repeat([0, 1], 20)


def unit(rows: np.ndarray) -> np.ndarray:
    """Return rows of unit length."""
    return (rows / np.linalg.norm(rows, axis=-1, keepdims=True)).astype(np.float32)


VIEWS = unit(np.column_stack([np.where(OWNER == 0, 1.0, -1.0), MANNER, RANDOM.normal(0, 0.1, 40)]))


def test_what_views_of_one_passage_differ_in_does_not_count() -> None:
    """A query in an unheard-of manner is still like the passage that it asks for."""
    likeness = Likeness(VIEWS, OWNER, 2)

    for manner in (-4.0, 0.0, 4.0):
        first, second = likeness.to(unit(np.array([[1.0, manner, 0.0]])), np.array([0, 1]))
        assert first > second


def test_likeness_is_given_for_the_passages_asked_for() -> None:
    """One number for each, in their order, between -1 and 1."""
    likeness = Likeness(VIEWS, OWNER, 2)
    both = likeness.to(VIEWS[:1], np.array([0, 1]))

    assert likeness.to(VIEWS[:1], np.array([1, 0])) == pytest.approx(both[::-1])
    assert np.all(np.abs(both) <= 1 + 1e-6)


@pytest.mark.parametrize(
    ("views", "passages"), [(1, 1), (3, 2), (0, 0)], ids=["one-passage", "too-few-views", "nothing"]
)
def test_too_little_to_learn_from_gives_nothing(views: int, passages: int) -> None:
    """With few views there is no measure, and search does without."""
    assert learnt_from(VIEWS[:views], OWNER[:views], passages) is None


def test_enough_to_learn_from_gives_a_measure() -> None:
    """Four views for each passage and more."""
    assert learnt_from(VIEWS, OWNER, 2) is not None
