"""A training from the queue to a candidate, and every way in which it can go wrong."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest

from bot.content.pack import DEFAULT_PACK
from bot.publishing import trainer
from bot.publishing.candidate import Candidate
from bot.publishing.errors import DamagedModelError, TrainingError
from bot.publishing.jobs import JobQueue, JobState
from bot.publishing.places import Places
from bot.publishing.processes import CancelledError, Ended, run_watched
from bot.publishing.trainer import why_it_failed
from bot.publishing.worker import Worker
from bot.teaching.checking import faults_in_training_files
from bot.teaching.edits import Edit, EditKind
from tests.unit.publishing.conftest import HOME_ALONE, Project

LEARN = "left in the dark"


class Trainer:
    """Trains by writing down what it was given."""

    def __init__(self) -> None:
        self.learnt: list[str] = []
        self.fails: Callable[[], None] = lambda: None

    def __call__(self, name: str, **parts: Any) -> Path:
        parts["progress"]("learning the signs", 0.5)
        self.learnt.append((parts["taught"] / HOME_ALONE).read_text(encoding="utf-8"))
        self.fails()
        made: Path = parts["models"] / f"{name}.tar.gz"
        made.write_bytes(f"the model {name}".encode())
        return made


@pytest.fixture
def learner() -> Trainer:
    return Trainer()


@pytest.fixture
def queue(project: Project) -> JobQueue:
    return JobQueue(project.places.queue)


@pytest.fixture
def worker(project: Project, learner: Trainer) -> Worker:
    return worker_in(project.places, project, learner)


def worker_in(places: Places, project: Project, learner: Trainer) -> Worker:
    def assess(candidate: Candidate, **parts: Any) -> None:
        parts["shelf"].check_whole(candidate.model)
        parts["progress"]("asking the models", 0.1)

    return Worker(
        places,
        {},
        list,
        project.drafts,
        faults_in_training_files,
        train=learner,
        assess=assess,  # type: ignore[arg-type]
    )


def test_a_training_ends_as_a_candidate(worker: Worker, queue: JobQueue, project: Project) -> None:
    """With who, why, the versions of what it learnt, and the time of each step."""
    job = queue.ask(who="an editor", why="new words")

    assert worker.work() == 1

    done = queue.get(job.id)
    assert done is not None
    assert (done.state, done.share, done.problem) == (JobState.DONE, 1.0, None)
    assert [step for step, _ in done.seconds] == [
        "copying the training files",
        "learning the signs",
        "asking the models",
    ]
    candidate = project.shelf.candidate()
    assert candidate is not None
    assert (candidate.name, candidate.who, candidate.why) == (done.model, "an editor", "new words")


def test_a_draft_is_learnt_from_a_copy(worker: Worker, queue: JobQueue, project: Project, learner: Trainer) -> None:
    """The files themselves stay as they are until it is published."""
    draft = project.drafts.begin(who="an editor", why="x")
    edit = Edit(EditKind.ADD, HOME_ALONE, "an editor", "now", intent="concern/home_alone", after=LEARN)
    project.drafts.change(draft.id, edit)
    queue.ask(who="an editor", why="x", draft=draft.id)

    worker.work()

    assert LEARN in learner.learnt[0]
    assert LEARN not in (project.places.root / HOME_ALONE).read_text(encoding="utf-8")
    candidate = project.shelf.candidate()
    assert candidate is not None
    assert candidate.draft == draft.id


def test_the_same_files_are_not_learnt_twice(worker: Worker, queue: JobQueue, learner: Trainer) -> None:
    """The model that is there is compared anew."""
    for _ in range(2):
        queue.ask(who="an editor", why="x")

    assert worker.work() == 2
    assert len(learner.learnt) == 1


def test_a_draft_that_breaks_the_guidance_is_not_learnt(project: Project, queue: JobQueue, learner: Trainer) -> None:
    """The fault is said in words, and no time is spent on training."""
    pack = project.places.root / "knowledge" / "place"
    shutil.copytree(DEFAULT_PACK, pack)
    draft = project.drafts.begin(who="an editor", why="x")
    file = "knowledge/place/indicators.yml"
    edit = Edit(EditKind.GUIDANCE, file, "an editor", "now", path=("indicators", 0, "level"), value="early_hlp")
    project.drafts.change(draft.id, edit)
    job = queue.ask(who="an editor", why="x", draft=draft.id)

    worker_in(replace(project.places, pack=pack), project, learner).work()

    ended = queue.get(job.id)
    assert ended is not None
    assert ended.state is JobState.FAILED
    assert "early_hlp" in (ended.problem or "")
    assert "indicators.yml" in (ended.problem or "")
    assert learner.learnt == []


def test_a_model_can_be_compared_again(worker: Worker, queue: JobQueue, project: Project, learner: Trainer) -> None:
    """Nothing is trained for it."""
    name = project.model()
    job = queue.ask(who="an editor", why="x", compare=name)

    worker.work()

    ended = queue.get(job.id)
    assert ended is not None
    assert (ended.state, ended.model, learner.learnt) == (JobState.DONE, name, [])


def raising(error: BaseException) -> Callable[[], None]:
    def fails() -> None:
        raise error

    return fails


@pytest.mark.parametrize(
    ("error", "said"),
    [
        pytest.param(TrainingError("The training was killed"), "was killed", id="killed"),
        pytest.param(OSError(28, "No space left on device", "x"), "No space left on device", id="full-disk"),
        pytest.param(DamagedModelError("is cut short"), "cut short", id="cut-short"),
        pytest.param(ZeroDivisionError(), "unforeseen", id="a-fault-of-ours"),
    ],
)
def test_whatever_goes_wrong_is_said_and_the_queue_goes_on(
    worker: Worker, queue: JobQueue, project: Project, learner: Trainer, error: BaseException, said: str
) -> None:
    """The live model is as it was, and the next training has its turn."""
    first = project.model("first")
    project.shelf.make_live(first, what="published", who="one", why="x")
    learner.fails = raising(error)
    failed = queue.ask(who="an editor", why="x")

    worker.work()
    learner.fails = lambda: None
    queue.ask(who="an editor", why="y")
    worker.work()

    ended = queue.get(failed.id)
    assert ended is not None
    assert ended.state is JobState.FAILED
    assert said in (ended.problem or "")
    published = project.shelf.published()
    assert published is not None
    assert published.live == first
    assert any(event.what == "failed" for event in project.shelf.history())
    assert queue.jobs()[-1].state is JobState.DONE


def test_yaml_broken_by_hand_is_named_by_file_and_line(worker: Worker, queue: JobQueue, project: Project) -> None:
    """Nothing is trained from it."""
    (project.places.root / HOME_ALONE).write_text('version: "3.1"\nnlu:\n- intent: "concern\n', encoding="utf-8")
    job = queue.ask(who="an editor", why="x")

    worker.work()

    ended = queue.get(job.id)
    assert ended is not None
    assert ended.state is JobState.FAILED
    assert f"{HOME_ALONE}, line" in (ended.problem or "")


def test_a_running_training_can_be_cancelled(worker: Worker, queue: JobQueue, learner: Trainer) -> None:
    """It ends as cancelled, not as failed."""
    job = queue.ask(who="an editor", why="x")
    learner.fails = lambda: (queue.cancel(queue.jobs()[0]), raising(CancelledError())())[0]  # type: ignore[func-returns-value]

    worker.work()

    ended = queue.get(job.id)
    assert ended is not None
    assert ended.state is JobState.CANCELLED


def test_a_second_worker_does_nothing(worker: Worker, queue: JobQueue) -> None:
    """Two that are started at once do not train the same."""
    queue.ask(who="an editor", why="x")
    with queue.worker():
        assert worker.work() == 0


def test_what_a_killed_worker_left_is_written_down(worker: Worker, queue: JobQueue, project: Project) -> None:
    """The next worker settles it, so that the history says what happened."""
    job = replace(queue.ask(who="an editor", why="x"), state=JobState.RUNNING)
    queue.keep(job)

    worker.work()

    assert project.shelf.history()[-1].what == "failed"
    left = queue.get(job.id)
    assert left is not None
    assert left.state is JobState.FAILED


# ----- the program that trains


@pytest.mark.parametrize(
    ("ended", "said"),
    [
        (Ended(1, "OSError: [Errno 28] No space left on device"), "disk is full"),
        (Ended(-9, ""), "no memory left"),
        (Ended(-15, ""), "signal 15"),
        (Ended(1, "Traceback"), "log.txt says why"),
    ],
)
def test_the_end_of_a_training_is_put_into_words(ended: Ended, said: str) -> None:
    """Each says that the live model is as it was."""
    words = why_it_failed(ended, Path("log.txt"))

    assert said in words
    assert "The live model is as it was" in words


def test_a_nearly_full_disk_stops_before_anything_is_copied(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said how much is needed and where."""
    usage = type("Usage", (), {"free": 1})()
    monkeypatch.setattr(trainer.shutil, "disk_usage", lambda path: usage)

    with pytest.raises(TrainingError, match=r"nearly full.*512 MiB"):
        trainer.snapshot(project.places.root, tmp_path / "copy")


def test_a_cancelled_program_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    """Nothing goes on in the background."""
    log = tmp_path / "log.txt"
    command = ["/bin/sh", "-c", "sleep 60 & echo $!; echo started; wait"]
    seen: list[str] = []

    with pytest.raises(CancelledError):
        run_watched(
            command,
            folder=tmp_path,
            environment={"PATH": "/usr/bin:/bin"},
            log=log,
            cancelled=lambda: "started" in seen,
            seen=seen.append,
        )

    assert ends_within(10, Path("/proc") / seen[0])


def ends_within(seconds: float, process: Path) -> bool:
    """Return whether a process is over by then; on a busy machine even a kill takes its time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if (process / "stat").read_text(encoding="utf-8").split()[2] == "Z":
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.05)
    return False


def test_a_program_that_is_killed_says_by_what(tmp_path: Path) -> None:
    """The code is the signal's number, below zero."""
    ended = run_watched(
        ["/bin/sh", "-c", "echo last words; kill -9 $$"],
        folder=tmp_path,
        environment={"PATH": "/usr/bin:/bin"},
        log=tmp_path / "log.txt",
        cancelled=lambda: False,
    )

    assert ended.code == -9
    assert "last words" in ended.log_end


def test_a_program_ends_with_whoever_watches_it(tmp_path: Path) -> None:
    """A worker that is killed leaves no training behind that works on for nobody."""
    log = tmp_path / "log.txt"
    program = "import os, sys, time; print(os.getpid(), flush=True); time.sleep(60)"
    watcher = (
        "from pathlib import Path; import os, sys; from bot.publishing.processes import run_watched; "
        f"run_watched([sys.executable, '-c', {program!r}], folder=Path('.'), environment=dict(os.environ), "
        f"log=Path({str(log)!r}), cancelled=lambda: False)"
    )
    watching = subprocess.Popen([sys.executable, "-c", watcher])
    deadline = time.monotonic() + 30
    while not (log.exists() and log.read_text(encoding="utf-8").endswith("\n")) and time.monotonic() < deadline:
        time.sleep(0.05)
    watched = psutil.Process(int(log.read_text(encoding="utf-8")))

    watching.kill()
    watching.wait()

    _, left = psutil.wait_procs([watched], timeout=10)
    assert [process for process in left if process.status() != psutil.STATUS_ZOMBIE] == []
