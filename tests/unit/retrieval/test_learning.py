"""What the encoder of questions is taught with; the learning itself takes minutes and is not run here."""

from __future__ import annotations

import numpy as np
import pytest

from bot.retrieval.learning import data_hash, pairs_of

PASSAGES = [("a1", "a2", "a3"), ("b1", "b2"), ("c1", "c2", "c3", "c4")]


def test_every_way_of_asking_is_learnt_beside_another_for_the_same_passage() -> None:
    """None is left out as long as there is something to tell it from, and none is its own pair."""
    batches = pairs_of(PASSAGES, 2, np.random.default_rng(1))

    pairs = [pair for batch in batches for pair in batch]
    assert len({one for one, _ in pairs}) == len(pairs) >= 8
    assert all(one != other and one[0] == other[0] for one, other in pairs)


@pytest.mark.parametrize("size", [2, 3, 50])
def test_no_passage_stands_twice_in_a_batch(size: int) -> None:
    """What is drawn away from the others in its batch is never drawn away from itself."""
    for seed in range(20):
        for batch in pairs_of(PASSAGES, size, np.random.default_rng(seed)):
            assert 2 <= len(batch) <= size
            assert len({one[0] for one, _ in batch}) == len(batch)


def test_the_same_seed_gives_the_same_batches() -> None:
    """What is learnt can be learnt again."""
    first, second = (pairs_of(PASSAGES, 3, np.random.default_rng(4)) for _ in range(2))

    assert first == second


@pytest.mark.parametrize("passages", [[], [("a1", "a2")], [("a1", "a2"), ("b1",)], [("a1", "a2"), ("b1", "b1")]])
def test_what_has_no_pair_is_refused(passages: list[tuple[str, ...]]) -> None:
    """A passage with one way of asking, or one passage alone, teaches nothing."""
    with pytest.raises(ValueError, match="expected two passages or more, each with two ways of asking"):
        pairs_of(passages, 2, np.random.default_rng(1))


def test_the_hash_tells_other_questions_and_not_another_order() -> None:
    """The recipe names what was learnt from."""
    assert data_hash(PASSAGES) == data_hash([tuple(reversed(asked)) for asked in reversed(PASSAGES)])
    assert data_hash(PASSAGES) != data_hash([*PASSAGES[:2], ("c1", "c2", "c3")])
