"""Works through the queue of trainings, one at a time, in a process of its own.

It is nobody's child: when the web server ends or starts again, it goes on. When it is killed, the live model is
untouched, and the training that it left is shown as ended before its time.
"""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from bot.publishing.assessing import Conversations, assess, reader
from bot.publishing.candidate import candidate_of, guidance_faults
from bot.publishing.comparison import Comparison
from bot.publishing.errors import PublishingError, TrainingError
from bot.publishing.jobs import Job, JobQueue, JobState
from bot.publishing.places import Places
from bot.publishing.processes import CancelledError
from bot.publishing.shelf import ModelShelf
from bot.publishing.trainer import UNCHANGED, snapshot, train
from bot.publishing.versions import Versions, versions_of
from bot.teaching.drafts import DraftStore
from bot.teaching.errors import TeachingError

logger = logging.getLogger(__name__)
# How much of the whole each step is, for the bar that people watch.
_TRAINING_SHARE = 0.6

Train = Callable[..., Path]
Assess = Callable[..., Comparison]


class Worker:
    """Trains and compares. `conversations` gives the latest messages, masked; the arguments that come by name alone
    stand in for the real thing in tests."""

    def __init__(
        self,
        places: Places,
        environment: Mapping[str, str],
        conversations: Callable[[], Conversations],
        drafts: DraftStore,
        check: Callable[[Path], list[str]],
        *,
        train: Train = train,
        assess: Assess = assess,
    ) -> None:
        self._places = places
        self._environment = environment
        self._conversations = conversations
        self._drafts = drafts
        self._check = check
        self._train = train
        self._assess = assess
        self._queue = JobQueue(places.queue)
        self._shelf = ModelShelf(places.models)

    def work(self) -> int:
        """Work until the queue is empty, and return how many trainings were done; 0 where another worker lives."""
        done = 0
        with self._queue.worker() as mine:
            if not mine:
                return 0
            for job in self._queue.settle():
                self._shelf.remember("failed", job.model or "none", who=job.who, why=job.problem or "")
            while (waiting := self._queue.next_waiting()) is not None:
                self.one(waiting)
                done += 1
        return done

    def one(self, job: Job) -> Job:
        """Train and compare, and return the training as it ended; whatever goes wrong stands in its `problem`."""
        run = _Run(replace(job, state=JobState.RUNNING), self._queue)
        try:
            model = job.model if job.compare_only else None
            if model is None:
                run.step("copying the training files", 0.0)
                model = self._model_of(run)
                run.keep(model=model)
            self._compare(run, model)
            self._shelf.tidy()
            return run.end(JobState.DONE)
        except CancelledError:
            self._shelf.remember("cancelled", run.job.model or "none", who=job.who, why=job.why)
            return run.end(JobState.CANCELLED)
        except PublishingError as error:
            problem = str(error)
        except OSError as error:
            problem = f"A file could not be written or read ({error.strerror}: {error.filename}). {UNCHANGED}"
        except Exception as error:  # the queue goes on, whatever is wrong with one training
            logger.exception("training %s", job.id)
            problem = f"Something unforeseen went wrong ({type(error).__name__}). {UNCHANGED}"
        finally:
            shutil.rmtree(self._queue.place(job) / "taught", ignore_errors=True)
        self._remember_failure(run.job, problem)
        return run.end(JobState.FAILED, problem)

    def _model_of(self, run: _Run) -> str:
        """Return the name of the model of this training's files; it is trained where it is not there whole."""
        taught = self._queue.place(run.job) / "taught"
        snapshot(self._places.root, taught)
        if run.job.draft is not None:
            try:
                self._drafts.apply(run.job.draft, taught)
            except TeachingError as error:
                raise TrainingError(f"The draft cannot be learnt: {error} {UNCHANGED}") from error
        faults = self._check(taught)
        if faults:
            raise TrainingError("The training files have faults:\n" + "\n".join(faults) + f"\n{UNCHANGED}")
        broken = guidance_faults(candidate_of("the draft", run.job.draft, self._drafts), self._places)
        if broken:
            raise TrainingError("\n".join(broken) + f"\n{UNCHANGED}")
        versions = versions_of(self._places.root, taught)
        if not self._is_whole(versions.model_name):
            self._make(run, versions, taught)
        return versions.model_name

    def _make(self, run: _Run, versions: Versions, taught: Path) -> None:
        started = time.monotonic()
        self._train(
            versions.model_name,
            root=self._places.root,
            taught=taught,
            models=self._places.models,
            log=self._log_of(run.job),
            environment=self._environment,
            cancelled=run.is_cancelled,
            progress=lambda step, share: run.step(step, share * _TRAINING_SHARE),
        )
        self._shelf.put(
            versions.model_name,
            who=run.job.who,
            why=run.job.why,
            data_version=versions.data,
            program_version=versions.program,
            draft=run.job.draft,
            training_seconds=round(time.monotonic() - started, 1),
        )

    def _compare(self, run: _Run, model: str) -> None:
        before = 0.0 if run.job.compare_only else _TRAINING_SHARE
        read = reader(
            places=self._places,
            environment=self._environment,
            log=self._log_of(run.job),
            cancelled=run.is_cancelled,
        )
        self._assess(
            candidate_of(model, run.job.draft, self._drafts),
            shelf=self._shelf,
            places=self._places,
            read=read,
            conversations=self._conversations(),
            progress=lambda step, share: run.step(step, before + share * (1 - before)),
        )

    def _is_whole(self, name: str) -> bool:
        try:
            self._shelf.check_whole(name)
        except PublishingError:
            return False
        return True

    def _remember_failure(self, job: Job, problem: str) -> None:
        try:
            self._shelf.remember("failed", job.model or "none", who=job.who, why=job.why, details=(problem,))
        except OSError:
            logger.error("training %s: its failure could not be written into the history", job.id)

    def _log_of(self, job: Job) -> Path:
        return self._queue.place(job) / "log.txt"


class _Run:
    """A training while it runs: keeps its record up to date, and says whether somebody wants it to end."""

    def __init__(self, job: Job, queue: JobQueue) -> None:
        self.job = job
        self._queue = queue
        self._step_began = time.monotonic()

    def step(self, words: str, share: float) -> None:
        """Begin a step.

        Raises:
            CancelledError: Somebody wants the training to end.
        """
        if self.is_cancelled():
            raise CancelledError
        self._close_step()
        self.job = replace(self.job, step=words, share=round(share, 2))
        self._queue.keep(self.job)

    def keep(self, *, model: str) -> None:
        self.job = replace(self.job, model=model)
        self._queue.keep(self.job)

    def is_cancelled(self) -> bool:
        return self._queue.wants_cancelling(self.job)

    def end(self, state: JobState, problem: str | None = None) -> Job:
        self._close_step()
        share = 1.0 if state is JobState.DONE else self.job.share
        self.job = replace(
            self.job, state=state, step=state.value, share=share, problem=problem, ended_at=self._queue.now()
        )
        try:
            self._queue.keep(self.job)
        except OSError:
            # On a full disk the record goes on saying that it runs, and is shown as ended once the worker is gone.
            logger.error("training %s: its end could not be written", self.job.id)
        return self.job

    def _close_step(self) -> None:
        took = round(time.monotonic() - self._step_began, 1)
        self._step_began = time.monotonic()
        if self.job.step != Job.step:
            self.job = replace(self.job, seconds=(*self.job.seconds, (self.job.step, took)))
