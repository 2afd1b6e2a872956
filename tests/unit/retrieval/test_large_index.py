"""An index of so many passages that exact search would be slow; the limit is set low so that a few hundred are many."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bot.evaluation.index_bench import DIMENSION, synthetic
from bot.retrieval import dense
from bot.retrieval.dense import is_exact
from bot.retrieval.embedder import Vectors
from bot.retrieval.errors import IndexDamagedError
from bot.retrieval.passage import Passage
from bot.retrieval.search import Fusion, PassageSearch
from bot.retrieval.store import IndexStore, StoredIndex

ROWS, QUERIES = synthetic(900, seed=11, queries=40)
LIMIT = 200
MEANING_ALONE = Fusion(dense_share=1.0)


class NumberedEncoder:
    """Knows the vectors of `row 0`, `row 1` ... and of `query 0` ..."""

    dimension = DIMENSION
    fingerprint = "numbered"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the vector of each text by its number."""
        held = [(QUERIES if text.startswith("query") else ROWS)[int(text.split()[1])] for text in texts]
        return np.array(held, dtype=np.float32).reshape(len(texts), self.dimension)


PASSAGES = tuple(
    Passage(f"p{n}", (f"row {3 * n}", f"row {3 * n + 1}", f"row {3 * n + 2}"), "", "few" if n < 20 else "many")
    for n in range(300)
)


@pytest.fixture(autouse=True)
def low_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every index above a few hundred rows count as large."""
    monkeypatch.setattr(dense, "EXACT_UP_TO", LIMIT)


@pytest.fixture
def stored(tmp_path: Path) -> StoredIndex:
    """The passages as they come out of the store."""
    store = IndexStore(tmp_path / "index")
    store.write(PASSAGES, NumberedEncoder())
    return store.read(NumberedEncoder())


def first_ten(search: PassageSearch, query: int, authorities: Sequence[str] | None = None) -> list[str]:
    """Return the ids of the ten best."""
    return [hit.passage_id for hit in search.search(f"query {query}", top_k=10, authorities=authorities)]


def exactly(monkeypatch: pytest.MonkeyPatch, passages: Sequence[Passage] = PASSAGES) -> PassageSearch:
    """Return the search that the same passages would have below the limit."""
    monkeypatch.setattr(dense, "EXACT_UP_TO", 10**9)
    search = PassageSearch(passages, NumberedEncoder(), MEANING_ALONE)
    monkeypatch.setattr(dense, "EXACT_UP_TO", LIMIT)
    return search


def test_the_index_is_built_once_and_read_from_its_file(stored: StoredIndex) -> None:
    """What the store gives back holds every row, by clusters, and leaves the vectors on disk."""
    assert not is_exact(stored.dense)
    assert stored.dense.ntotal == len(ROWS)
    assert isinstance(stored.vectors, np.memmap)


def test_a_small_index_has_no_such_file(tmp_path: Path) -> None:
    """Below the limit exact search needs nothing beside the vectors."""
    store = IndexStore(tmp_path / "index")
    store.write(PASSAGES[:10], NumberedEncoder())

    assert store.read(NumberedEncoder()).dense is None
    assert not list((tmp_path / "index").rglob("*.faiss"))


def test_a_large_search_finds_what_an_exact_one_finds(stored: StoredIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    """At least 95 in a hundred of the ten best are the same, in the same order of score."""
    large = PassageSearch(
        stored.passages, NumberedEncoder(), MEANING_ALONE, vectors=stored.vectors, shared=stored.dense
    )
    exact = exactly(monkeypatch)

    shared = [len(set(first_ten(large, n)) & set(first_ten(exact, n))) for n in range(len(QUERIES))]

    assert sum(shared) / (10 * len(shared)) >= 0.95


@pytest.mark.parametrize("authority", ["few", "many"])
def test_filters_hold_in_a_large_index(stored: StoredIndex, authority: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only passages of the authority come back, as many as were asked for, whether it has few or many."""
    large = PassageSearch(
        stored.passages, NumberedEncoder(), MEANING_ALONE, vectors=stored.vectors, shared=stored.dense
    )
    exact = exactly(monkeypatch)
    held = {passage.id for passage in PASSAGES if passage.authority == authority}

    for query in range(10):
        found = first_ten(large, query, [authority])
        assert len(found) == 10
        assert set(found) <= held
        assert len(set(found) & set(first_ten(exact, query, [authority]))) >= 9


@pytest.mark.parametrize("part", [slice(0, 40), slice(40, 300)], ids=["small-part", "large-part"])
def test_a_part_of_a_large_index_is_searched_alone(
    stored: StoredIndex, part: slice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Entries and excerpts share an index; each part finds its own passages only."""
    passages = PASSAGES[part]
    numbers = np.arange(part.start * 3, part.stop * 3)
    search = PassageSearch(
        passages,
        NumberedEncoder(),
        MEANING_ALONE,
        vectors=stored.vectors[numbers],
        shared=stored.dense,
        numbers=numbers,
    )
    exact = exactly(monkeypatch, passages)

    shared = [len(set(first_ten(search, n)) & set(first_ten(exact, n))) for n in range(20)]

    assert sum(shared) / (10 * len(shared)) >= 0.95


@pytest.mark.parametrize("harm", ["cut", "removed", "of-another"])
def test_a_damaged_file_is_said_to_be_damaged(tmp_path: Path, harm: str) -> None:
    """A file that is cut short, gone or does not fit the vectors is named, with what to do."""
    store = IndexStore(tmp_path / "index")
    store.write(PASSAGES, NumberedEncoder())
    (path,) = (tmp_path / "index").rglob("*.faiss")
    if harm == "cut":
        path.write_bytes(path.read_bytes()[:500])
    elif harm == "removed":
        path.unlink()
    else:
        dense.write_dense(dense.build_dense(ROWS[:300]), path)

    with pytest.raises(IndexDamagedError, match="signpost index build"):
        store.read(NumberedEncoder())
