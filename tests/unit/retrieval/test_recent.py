"""The last texts kept as they were read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.retrieval.embedder import Vectors
from bot.retrieval.read_text import ReadText
from bot.retrieval.recent import RecentReader


class CountingReader:
    """Gives each text a vector by its length, and remembers what it was asked."""

    dimension = 2
    fingerprint = "counting"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return np.array([[len(text), 1] for text in texts], dtype=np.float32).reshape(-1, 2)

    def read(self, texts: Sequence[str]) -> list[ReadText]:
        return [ReadText(row, row[None, :], np.array([[0, 1]], np.int32)) for row in self.encode(texts)]


def test_a_message_that_was_just_read_is_not_read_again() -> None:
    """The second component that looks at a message gets what the first got, alone or among others."""
    asked = CountingReader()
    recent = RecentReader(asked)
    first = recent.encode(["whole message"])

    assert np.array_equal(recent.read(["whole message"])[0].vector, first[0])
    assert recent.encode(["whole message", "a part"]).tolist() == [[13, 1], [6, 1]]
    assert asked.asked == ["whole message", "a part"]


def test_only_the_last_texts_are_remembered() -> None:
    """Memory does not grow with use, and more texts at once than are kept are still read."""
    asked = CountingReader()
    recent = RecentReader(asked, keep=2)

    assert [one.vector[0] for one in recent.read(["a", "bb", "ccc"])] == [1, 2, 3]
    recent.encode(["ccc"])
    assert asked.asked == ["a", "bb", "ccc"]
    recent.encode(["a"])
    assert asked.asked == ["a", "bb", "ccc", "a"]


def test_the_parts_of_messages_are_remembered_where_that_is_wanted() -> None:
    """A second model that asks for the same parts has nothing read again."""
    asked = CountingReader()
    recent = RecentReader(asked, parts=True)
    first = recent.encode(["a part", "another part"])

    assert np.array_equal(recent.encode(["a part", "another part"]), first)
    assert asked.asked == ["a part", "another part"]
    assert recent.encode([]).shape == (0, 2)


def test_no_text_gives_no_row() -> None:
    """An empty list has the shape of its reader's vectors."""
    assert RecentReader(CountingReader()).encode([]).shape == (0, 2)


def test_a_stretch_means_what_its_words_mean_in_their_place() -> None:
    """Its vector is the mean over its word pieces, of unit length; beyond what was read there is none."""
    read = ReadText(
        np.zeros(2, np.float32),
        np.array([[9, 9], [3, 0], [0, 3], [5, 5]], np.float32),
        np.array([[0, 0], [0, 4], [5, 8], [9, 12]], np.int32),
    )

    stretch = read.stretch(0, 8)

    assert stretch is not None
    assert np.allclose(stretch, [0.7071, 0.7071], atol=1e-3)
    assert read.stretch(13, 20) is None
