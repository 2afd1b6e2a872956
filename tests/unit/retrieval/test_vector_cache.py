"""Vectors kept on disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bot.retrieval.embedder import Vectors
from bot.retrieval.vector_cache import CachedEmbedder


class CountingEmbedder:
    """Gives each text a vector by its length, and remembers what it was asked."""

    dimension = 4
    fingerprint = "counting"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return np.array([[len(text), 0, 0, 1] for text in texts], dtype=np.float32).reshape(-1, 4)


def test_a_text_is_embedded_once_even_over_two_trainings(tmp_path: Path) -> None:
    """A second training embeds only what is new, and gets the same vectors."""
    first, second = CountingEmbedder(), CountingEmbedder()
    before = CachedEmbedder(first, tmp_path).encode(["a", "bb", "a"])
    after = CachedEmbedder(second, tmp_path).encode(["bb", "ccc"])

    assert first.asked == ["a", "bb"]
    assert second.asked == ["ccc"]
    assert np.array_equal(before[1], after[0])


@pytest.mark.parametrize("left", [0, 10, 200])
def test_a_cache_cut_short_counts_as_empty(tmp_path: Path, left: int) -> None:
    """A damaged file costs time and nothing else."""
    CachedEmbedder(CountingEmbedder(), tmp_path).encode(["a"])
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:left])
    again = CountingEmbedder()

    assert CachedEmbedder(again, tmp_path).encode(["a"]).shape == (1, 4)
    assert again.asked == ["a"]


def test_no_text_gives_no_rows(tmp_path: Path) -> None:
    """Nothing to embed gives an array of no rows and the right width."""
    assert CachedEmbedder(CountingEmbedder(), tmp_path).encode([]).shape == (0, 4)
