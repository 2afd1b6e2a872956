"""The queue of trainings outlives whoever asks, and knows when its worker is gone."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from bot.publishing.errors import TrainingError
from bot.publishing.jobs import JobQueue, JobState


@pytest.fixture
def queue(tmp_path: Path) -> JobQueue:
    return JobQueue(tmp_path / "training")


def test_trainings_take_their_turn(queue: JobQueue, tmp_path: Path) -> None:
    """The first that was asked for is the first to be done, whoever opens the queue."""
    first = queue.ask(who="one", why="a")
    second = queue.ask(who="two", why="b", draft="draft-1")

    again = JobQueue(tmp_path / "training")

    assert [job.id for job in again.jobs()] == [first.id, second.id]
    assert again.next_waiting() == first
    again.keep(replace(first, state=JobState.DONE))
    assert again.next_waiting() == second


def test_there_is_one_worker_at_a_time(queue: JobQueue, tmp_path: Path) -> None:
    """A second one is told so, and comes in when the first is gone."""
    other = JobQueue(tmp_path / "training")
    with queue.worker() as mine:
        assert mine
        assert other.has_worker()
        with other.worker() as theirs:
            assert not theirs
    assert not other.has_worker()
    with other.worker() as theirs:
        assert theirs


def test_a_killed_training_says_so(queue: JobQueue) -> None:
    """A record that says running, with no worker, is of a process that was killed: the live model is untouched."""
    job = replace(queue.ask(who="one", why="a"), state=JobState.RUNNING, step="learning the signs")
    queue.keep(job)

    found = queue.get(job.id)

    assert found is not None
    assert found.state is JobState.FAILED
    assert "live model is as it was" in (found.problem or "")


def test_while_its_worker_lives_a_training_runs(queue: JobQueue) -> None:
    """Nobody takes a running training for a killed one."""
    job = replace(queue.ask(who="one", why="a"), state=JobState.RUNNING)
    queue.keep(job)
    with queue.worker():
        found = queue.get(job.id)
        assert found is not None
        assert found.state is JobState.RUNNING


def test_a_waiting_training_is_cancelled_at_once(queue: JobQueue) -> None:
    """It is never begun."""
    job = queue.ask(who="one", why="a")

    assert queue.cancel(job).state is JobState.CANCELLED
    assert queue.next_waiting() is None


def test_a_running_training_is_asked_to_end(queue: JobQueue) -> None:
    """Its worker sees the wish; nobody else ends it."""
    job = replace(queue.ask(who="one", why="a"), state=JobState.RUNNING)
    queue.keep(job)

    queue.cancel(job)

    assert queue.wants_cancelling(job)


def test_a_damaged_record_hides_no_other(queue: JobQueue) -> None:
    """The queue goes on without it."""
    broken, whole = queue.ask(who="one", why="a"), queue.ask(who="one", why="b")
    (queue.place(broken) / "job.json").write_text("{", encoding="utf-8")

    assert [job.id for job in queue.jobs()] == [whole.id]
    assert queue.get(broken.id) is None


def test_a_full_disk_is_said_in_words(queue: JobQueue, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asked is told what to do, and that nothing has changed."""

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(TrainingError, match=r"No space left.*live model is as it was.*Free some space"):
        queue.ask(who="one", why="a")
