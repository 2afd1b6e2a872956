"""Nearest neighbours by cosine."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval import dense
from bot.retrieval.dense import build_dense, search_dense

ROWS = np.eye(4, dtype=np.float32)
BOTH = pytest.mark.parametrize("exact", [True, False], ids=["exact", "graph"])


def unit(*values: float) -> np.ndarray:
    """Return one query of unit length, shape (1, d)."""
    vector = np.array([values], dtype=np.float32)
    return vector / np.linalg.norm(vector)


@BOTH
def test_the_nearest_row_comes_first(exact: bool) -> None:
    """Rows come by falling cosine, with that cosine."""
    similarities, rows = search_dense(build_dense(ROWS, exact=exact), unit(0.8, 0.6, 0, 0), top_k=2)

    assert rows.tolist() == [[0, 1]]
    assert similarities[0] == pytest.approx([0.8, 0.6])


@BOTH
def test_fewer_rows_than_asked_for_give_fewer(exact: bool) -> None:
    """Nothing is padded where the index is small."""
    similarities, rows = search_dense(build_dense(ROWS, exact=exact), unit(1, 0, 0, 0), top_k=10)

    assert similarities.shape == rows.shape == (1, 4)


@BOTH
def test_an_empty_index_gives_nothing(exact: bool) -> None:
    """An index without rows gives no row, in the right shape."""
    similarities, rows = search_dense(build_dense(np.zeros((0, 4), np.float32), exact=exact), ROWS, top_k=3)

    assert similarities.shape == rows.shape == (4, 0)


@BOTH
def test_only_the_rows_among_which_to_search_are_found(exact: bool) -> None:
    """A row that is not allowed is never found, however near it is."""
    index = build_dense(ROWS, exact=exact)

    similarities, rows = search_dense(index, unit(0.9, 0.3, 0.2, 0.1), top_k=3, among=np.array([1, 3]))

    assert rows.tolist() == [[1, 3]]
    assert similarities[0][0] > similarities[0][1]


def test_no_row_among_which_to_search_gives_nothing() -> None:
    """Where no row is allowed there is none."""
    _, rows = search_dense(build_dense(ROWS), unit(1, 0, 0, 0), top_k=3, among=np.array([], dtype=np.int64))

    assert rows.shape == (1, 0)


def test_a_large_index_is_a_graph(monkeypatch: pytest.MonkeyPatch) -> None:
    """Up to the limit the search is exact, above it a graph."""
    monkeypatch.setattr(dense, "EXACT_UP_TO", 4)

    assert type(build_dense(ROWS)).__name__ == "IndexFlatIP"
    assert type(build_dense(np.vstack([ROWS, ROWS[:1]]))).__name__ == "IndexHNSWFlat"


@given(
    rows=st.lists(st.lists(st.integers(-5, 5), min_size=3, max_size=3).filter(any), min_size=1, max_size=20),
    query=st.lists(st.integers(-5, 5), min_size=3, max_size=3).filter(any),
    top_k=st.integers(1, 25),
)
def test_exact_search_agrees_with_arithmetic(rows: list[list[int]], query: list[int], top_k: int) -> None:
    """The similarities found are the largest cosines there are, in order."""
    vectors = np.vstack([unit(*row) for row in rows])

    similarities, numbers = search_dense(build_dense(vectors), unit(*query), top_k=top_k)

    cosines = vectors @ unit(*query)[0]
    assert similarities[0] == pytest.approx(np.sort(cosines)[::-1][:top_k], abs=1e-5)
    assert similarities[0] == pytest.approx(cosines[numbers[0]], abs=1e-5)
