"""The queue of trainings: one record for each, in a file of its own, so that it outlives whoever asked for it.

    waiting -> running -> done
                       -> failed       it says why in words
                       -> cancelled    somebody asked for that

One worker at a time works through the queue and holds a lock while it lives. A record that says running while nobody
holds the lock is of a worker that was killed: it is shown as failed.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, timezone
from enum import Enum
from pathlib import Path
from typing import Any

from bot.publishing.errors import TrainingError
from bot.publishing.one_holder import hold, is_held
from bot.teaching.whole_files import UnreadableFileError, read_record, write_record

KILLED = (
    "The training was ended before it was finished: its process is gone. The live model is as it was. "
    "Start the training again."
)


class JobState(str, Enum):
    """Where a training stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Job:
    """One training that somebody asked for. `step` says in words what is being done; `share` how much of it is done, 0
    to 1; `problem` why it failed; `seconds` how long it took, by step. With `compare_only` nothing is trained: the
    model is asked again beside what is live now."""

    id: str
    who: str
    why: str
    asked_at: str
    state: JobState = JobState.WAITING
    draft: str | None = None
    model: str | None = None
    compare_only: bool = False
    step: str = "waiting for its turn"
    share: float = 0.0
    problem: str | None = None
    ended_at: str | None = None
    seconds: tuple[tuple[str, float], ...] = ()

    @property
    def is_over(self) -> bool:
        return self.state in {JobState.DONE, JobState.FAILED, JobState.CANCELLED}


class JobQueue:
    """A folder of trainings, oldest first."""

    def __init__(self, folder: Path, clock: Callable[[], datetime] = lambda: datetime.now(timezone.utc)) -> None:
        self.folder = folder
        self._clock = clock
        self._lock = folder / "worker.lock"

    def ask(self, *, who: str, why: str, draft: str | None = None, compare: str | None = None) -> Job:
        """Put a training into the queue and return it; with `compare` that model is only compared again.

        Raises:
            TrainingError: The queue cannot be written, most likely because the disk is full.
        """
        now = self._clock()
        # Sorts by time, and two that are asked for in one moment do not meet.
        name = f"{now:%Y%m%d-%H%M%S}-{now.microsecond:06d}-{secrets.token_hex(2)}"
        asked = now.isoformat(timespec="seconds")
        job = Job(name, who, why, asked, draft=draft, model=compare, compare_only=compare is not None)
        try:
            self.place(job).mkdir(parents=True)
            self.keep(job)
        except OSError as error:
            raise TrainingError(
                f"The training cannot be queued: {self.folder} cannot be written to ({error.strerror}). "
                "The live model is as it was. Free some space and try again."
            ) from error
        return job

    def keep(self, job: Job) -> None:
        """Write a record; `OSError` where the disk is full."""
        write_record(self.place(job) / "job.json", {**asdict(job), "state": job.state.value})

    def get(self, job_id: str) -> Job | None:
        """Return a training, or None where there is none of that id; one whose worker is gone has failed."""
        found = self._read(self.folder / job_id)
        return self._truly(found) if found else None

    def jobs(self) -> list[Job]:
        """Return all trainings, the oldest first; records that cannot be read are left out."""
        places = sorted(self.folder.iterdir()) if self.folder.exists() else []
        found = [self._read(place) for place in places if place.is_dir()]
        return [self._truly(job) for job in found if job is not None]

    def next_waiting(self) -> Job | None:
        """Return the training whose turn it is."""
        return next((job for job in self.jobs() if job.state is JobState.WAITING), None)

    def cancel(self, job: Job) -> Job:
        """Ask for the end of a training; one that waits ends at once, a running one within a second or two."""
        if job.state is JobState.WAITING:
            ended = replace(job, state=JobState.CANCELLED, step="cancelled", ended_at=self.now())
            self.keep(ended)
            return ended
        (self.place(job) / "cancel").touch()
        return job

    def wants_cancelling(self, job: Job) -> bool:
        """Return whether somebody asked for the end of a training."""
        return (self.place(job) / "cancel").exists()

    def place(self, job: Job) -> Path:
        """Return the folder of a training: record, log, snapshot of the training files, comparison."""
        return self.folder / job.id

    def worker(self) -> AbstractContextManager[bool]:
        """Be the one worker; gives False where there is one already. The lock goes with the process."""
        return hold(self._lock)

    def has_worker(self) -> bool:
        """Return whether a worker lives."""
        return is_held(self._lock)

    def settle(self) -> list[Job]:
        """Write down the failure of trainings whose worker is gone, and return them; for the worker alone."""
        found = [job for job in map(self._read, sorted(self.folder.iterdir())) if job and job.state is JobState.RUNNING]
        settled = [_killed(job, self.now()) for job in found]
        for job in settled:
            self.keep(job)
        return settled

    def now(self) -> str:
        return self._clock().isoformat(timespec="seconds")

    def _truly(self, job: Job) -> Job:
        if job.state is JobState.RUNNING and not self.has_worker():
            return _killed(job, job.ended_at)
        return job

    def _read(self, place: Path) -> Job | None:
        try:
            record = read_record(place / "job.json")
            return None if record is None else _job(record)
        except (UnreadableFileError, TypeError, ValueError, NotADirectoryError):
            return None


def _killed(job: Job, ended_at: str | None) -> Job:
    return replace(job, state=JobState.FAILED, problem=KILLED, ended_at=ended_at)


def _job(record: dict[str, Any]) -> Job:
    names = {one.name for one in fields(Job)}
    known = {key: value for key, value in record.items() if key in names}
    known["state"] = JobState(known["state"])
    known["seconds"] = tuple((str(step), float(took)) for step, took in known.get("seconds", ()))
    return Job(**known)
