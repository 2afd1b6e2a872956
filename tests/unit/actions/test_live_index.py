"""The action server follows the index on disk without a restart."""

from __future__ import annotations

from collections.abc import Callable

from actions.live_index import LiveIndex


class Disk:
    """An index on disk, a clock, and what is started, under the test's control."""

    def __init__(self) -> None:
        self.name: str | None = "a"
        self.now = 0.0
        self.broken = False
        self.looks = 0
        self.waiting: list[Callable[[], None]] = []

    def named(self) -> str | None:
        self.looks += 1
        return self.name

    def read(self) -> str:
        if self.broken:
            raise OSError("damaged")
        return f"value of {self.name}"

    def live(self, *, at_once: bool = True) -> LiveIndex[str]:
        start = (lambda work: work()) if at_once else self.waiting.append
        return LiveIndex(self.named, self.read, self.read, start=start, clock=lambda: self.now)


def test_a_new_index_is_picked_up() -> None:
    """The next question a second later gets it."""
    disk = Disk()
    live = disk.live()
    disk.name, disk.now = "b", 1.5

    live.current()
    assert live.current() == "value of b"


def test_the_name_is_read_at_most_once_a_second() -> None:
    """A busy server does not read the disk for every message."""
    disk = Disk()
    live = disk.live()
    before = disk.looks
    for hundredth in range(100, 300):
        disk.now = hundredth / 100
        live.current()

    assert disk.looks - before == 2


def test_the_old_one_answers_while_the_new_one_is_read() -> None:
    """Nobody waits, and it is read once only."""
    disk = Disk()
    live = disk.live(at_once=False)
    disk.name, disk.now = "b", 2.0
    assert [live.current(), live.current()] == ["value of a"] * 2
    disk.now = 9.0
    live.current()

    assert len(disk.waiting) == 1
    disk.waiting.pop()()
    assert live.current() == "value of b"


def test_an_index_that_cannot_be_read_leaves_the_old_one_and_is_tried_again() -> None:
    """As soon as it can be read, it is taken."""
    disk = Disk()
    live = disk.live()
    disk.name, disk.now, disk.broken = "b", 2.0, True
    live.current()
    assert live.current() == "value of a"

    disk.now, disk.broken = 4.0, False
    live.current()
    assert live.current() == "value of b"


def test_an_index_that_is_gone_leaves_the_old_one() -> None:
    """What is in memory goes on answering."""
    disk = Disk()
    live = disk.live()
    disk.name, disk.now = None, 5.0

    assert live.current() == "value of a"
