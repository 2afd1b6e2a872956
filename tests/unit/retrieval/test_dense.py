"""Nearest neighbours by cosine."""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.index_bench import synthetic
from bot.retrieval import dense
from bot.retrieval.dense import build_dense, is_exact, read_dense, recall_of, search_dense, write_dense
from bot.retrieval.errors import IndexDamagedError, IndexUnmadeError

# Four rows to tell apart, and others that point away from them: codes are learnt from more than a handful.
_AWAY = -np.abs(np.random.default_rng(1).standard_normal((36, 4), dtype=np.float32))
ROWS = np.vstack([np.eye(4, dtype=np.float32), _AWAY / np.linalg.norm(_AWAY, axis=1, keepdims=True)])
BOTH = pytest.mark.parametrize("exact", [True, False], ids=["exact", "clusters"])


def unit(*values: float) -> np.ndarray:
    """Return one query of unit length, shape (1, d)."""
    vector = np.array([values], dtype=np.float32)
    return vector / np.linalg.norm(vector)


@BOTH
def test_the_nearest_row_comes_first(exact: bool) -> None:
    """Rows come by falling cosine, with that cosine."""
    similarities, rows = search_dense(build_dense(ROWS, exact=exact), unit(0.8, 0.6, 0, 0), top_k=2)

    assert rows.tolist() == [[0, 1]]
    # One byte for each number rounds a little.
    assert similarities[0] == pytest.approx([0.8, 0.6], abs=1e-6 if exact else 5e-3)


@BOTH
def test_fewer_rows_than_asked_for_give_fewer(exact: bool) -> None:
    """Nothing is padded where the index is small."""
    similarities, rows = search_dense(build_dense(ROWS, exact=exact), unit(1, 0, 0, 0), top_k=100)

    assert similarities.shape == rows.shape == (1, len(ROWS))


@BOTH
def test_an_empty_index_gives_nothing(exact: bool) -> None:
    """An index without rows gives no row, in the right shape."""
    similarities, rows = search_dense(build_dense(np.zeros((0, 4), np.float32), exact=exact), ROWS, top_k=3)

    assert similarities.shape == rows.shape == (len(ROWS), 0)


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


def test_a_large_index_is_by_clusters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Up to the limit the search is exact, above it by clusters."""
    monkeypatch.setattr(dense, "EXACT_UP_TO", 300)
    vectors, _ = synthetic(301, seed=7)

    assert is_exact(build_dense(vectors[:300]))
    assert not is_exact(build_dense(vectors))


def test_an_index_by_clusters_finds_nearly_all_of_the_nearest() -> None:
    """As many clusters are read as it takes; queries that are not in the index are answered as well as those in it."""
    vectors, queries = synthetic(4000, seed=3, queries=100)
    exact, clusters = build_dense(vectors, exact=True), build_dense(vectors, exact=False)

    wanted = [set(row.tolist()) for row in search_dense(exact, queries, top_k=10)[1]]
    found = [set(row.tolist()) for row in search_dense(clusters, queries, top_k=10)[1]]

    assert recall_of(found, wanted) >= 0.95
    by_cluster = faiss.extract_index_ivf(clusters)
    assert by_cluster.nprobe < by_cluster.nlist


@BOTH
def test_a_written_index_is_read_as_it_was(exact: bool, tmp_path: Path) -> None:
    """What comes back from a file finds the same, with the same number of clusters to read."""
    vectors, queries = synthetic(600, seed=5, queries=20)
    index = build_dense(vectors, exact=exact)

    write_dense(index, tmp_path / "dense.faiss")
    again = read_dense(tmp_path / "dense.faiss")

    assert np.array_equal(search_dense(again, queries, top_k=5)[1], search_dense(index, queries, top_k=5)[1])
    assert is_exact(again) is exact


@pytest.mark.parametrize("content", [b"", b"not an index", None], ids=["empty", "other", "missing"])
def test_a_file_that_is_no_index_is_named(content: bytes | None, tmp_path: Path) -> None:
    """The error says which file, and what to do."""
    path = tmp_path / "dense.faiss"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(IndexDamagedError, match=r"dense\.faiss.*signpost index build"):
        read_dense(path)


def test_recall_counts_what_was_wanted_and_found() -> None:
    """Two of three wanted rows found is two thirds; with nothing wanted nothing is missing."""
    assert recall_of([{1, 2, 9}], [{1, 2, 3}]) == pytest.approx(2 / 3)
    assert recall_of([set()], [set()]) == 1.0


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


@pytest.mark.parametrize("error", [RuntimeError("bad alloc in faiss/Clustering.cpp"), MemoryError()])
def test_an_index_that_cannot_be_made_is_told_in_words(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """FAISS names its own source; what is told is what stays, and what to do."""

    def fails(_: object) -> None:
        raise error

    monkeypatch.setattr(dense, "_by_clusters", fails)

    with pytest.raises(
        IndexUnmadeError, match="of 3 rows cannot be made .*; what was in service stays. Free some memory"
    ):
        dense.build_dense(np.eye(3, 4, dtype=np.float32), exact=False)
