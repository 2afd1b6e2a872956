"""A command that is run now and then: when it is due, what happens when it fails, and that it is never run twice."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli.daily import NowAndThen

DAY = 86_400.0
PATIENCE_SECONDS = 60


class Clock:
    """A clock that a test sets; it begins with the real time, by which files are dated."""

    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        return self.now


class Daily(NowAndThen):
    """One whose runs can be waited for and counted."""

    def __init__(self, folder: Path, program: str, clock: Clock) -> None:
        self.ran = folder / "ran"
        self.done = folder / "done"
        super().__init__(
            "the daily thing",
            [sys.executable, "-S", "-c", f"open({str(self.ran)!r}, 'a').write('x'); {program}"],
            every_seconds=DAY,
            done_at=self.done,
            folder=folder,
            environment=dict(os.environ),
            log=folder / "daily.log",
            clock=clock,
        )

    def look_and_wait(self) -> int:
        """Look until nothing runs any more, and return how often the command has run."""
        self.look()
        ends = time.monotonic() + PATIENCE_SECONDS
        while self._process is not None:
            assert time.monotonic() < ends
            time.sleep(0.01)
            self.look()
        return len(self.ran.read_text()) if self.ran.exists() else 0


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def daily(tmp_path: Path, clock: Clock) -> Iterator[Daily]:
    """A command that works."""
    made = Daily(tmp_path, "pass", clock)
    yield made
    made.stop()


def test_it_runs_at_first_and_then_once_a_day(daily: Daily, clock: Clock) -> None:
    """Somebody who never thinks of it has it done every day."""
    assert daily.look_and_wait() == 1
    assert daily.look_and_wait() == 1
    clock.now += DAY - 60
    assert daily.look_and_wait() == 1
    clock.now += 120
    assert daily.look_and_wait() == 2


def test_a_signpost_that_is_started_again_does_not_run_it_again(daily: Daily, tmp_path: Path, clock: Clock) -> None:
    """When it last ran outlives the process."""
    daily.look_and_wait()

    assert Daily(tmp_path, "pass", clock).look_and_wait() == 1


def test_what_fails_is_tried_again_in_an_hour(tmp_path: Path, clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    """A failure is logged with where to look, and costs an hour and not a day."""
    daily = Daily(tmp_path, "raise SystemExit(3)", clock)

    assert daily.look_and_wait() == 1
    assert "failed with code 3" in caplog.text
    assert "daily.log" in caplog.text
    assert daily.look_and_wait() == 1
    clock.now += 3700
    assert daily.look_and_wait() == 2
    assert not daily.done.exists()


def test_a_long_run_is_not_joined_by_a_second_one_and_ends_with_all(tmp_path: Path, clock: Clock) -> None:
    """However long it takes there is one at a time, and stopping Signpost ends it."""
    daily = Daily(tmp_path, "import time; time.sleep(600)", clock)
    daily.look()
    process = daily._process
    clock.now += 3 * DAY
    daily.look()

    assert daily._process is process
    daily.stop()
    assert process is not None
    assert process.poll() is not None


def test_a_clock_that_was_wrong_does_not_put_it_off_for_ever(daily: Daily, clock: Clock) -> None:
    """A mark of the future counts as none."""
    daily.done.touch()
    os.utime(daily.done, (clock.now + 400 * DAY, clock.now + 400 * DAY))

    assert daily.look_and_wait() == 1


def test_a_command_that_cannot_be_started_is_logged(
    tmp_path: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing that is wrong with it ends what calls it."""
    daily = Daily(tmp_path, "pass", clock)
    daily.command = [str(tmp_path / "missing")]

    daily.look()

    assert "could not be started (FileNotFoundError)" in caplog.text
