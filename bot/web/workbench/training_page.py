"""What the page of trainings shows: what answers, what is being trained, and what could be published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.publishing.errors import PublishingError
from bot.publishing.jobs import Job, JobQueue, JobState
from bot.publishing.live import LiveRasa, Serving
from bot.publishing.one_holder import is_held
from bot.publishing.places import Places
from bot.publishing.shelf import ModelRecord, ModelShelf, Published
from bot.teaching.drafts import DraftStore
from bot.teaching.errors import TeachingError

_LATEST = 12
_LOG_LINES = 120
STATES = {
    JobState.WAITING: "waiting",
    JobState.RUNNING: "running",
    JobState.DONE: "compared",
    JobState.FAILED: "failed",
    JobState.CANCELLED: "cancelled",
}


@dataclass(frozen=True)
class Live:
    """Which model was published, and whether it is the one that answers.

    `problem` is said in the place of everything else. `answering` is the model that the next message goes to, None
    where nobody has said. `withdrawn` says why the latest model that was published does not answer.
    """

    published: Published | None
    record: ModelRecord | None
    answering: str | None
    is_running: bool
    withdrawn: str | None = None
    problem: str | None = None

    @property
    def is_changing(self) -> bool:
        """Whether another model is being started while the one before it answers."""
        return self.is_running and self.published is not None and self.answering != self.published.live


@dataclass(frozen=True)
class Row:
    """A training as it is listed."""

    job: Job
    state: str
    percent: int
    took: float

    @property
    def can_be_cancelled(self) -> bool:
        return not self.job.is_over

    @property
    def has_comparison(self) -> bool:
        return self.job.state is JobState.DONE and self.job.model is not None


def live_now(shelf: ModelShelf, places: Places) -> Live:
    """Return what is live; what is wrong with the files that say so stands in its `problem`."""
    answering = LiveRasa(places.live, Serving("")).now().model
    is_running = is_held(places.var / "run.lock")
    try:
        published = shelf.published()
    except PublishingError as error:
        return Live(None, None, answering, is_running, problem=str(error))
    try:
        record = shelf.record(published.live) if published else None
    except PublishingError as error:
        return Live(published, None, answering, is_running, problem=str(error))
    return Live(published, record, answering, is_running, _withdrawn(shelf))


def guidance_that_stays(shelf: ModelShelf, drafts: DraftStore, live: Live) -> list[str]:
    """Return what the drafts were for whose guidance was published with the live model or since: going back to another
    model leaves it as it is."""
    if live.published is None:
        return []
    events = shelf.history()
    began = max((n for n, event in enumerate(events) if event.what in {"published", "rolled back"}), default=-1)
    since = [event.why for event in events[began + 1 :] if event.what == "guidance"]
    learnt = live.record.draft if live.record else None
    try:
        draft = drafts.get(learnt) if learnt else None
    except TeachingError:
        draft = None  # given up since, or damaged: the list of drafts says so
    with_it = [draft.why] if draft and any(edit.kind.is_guidance for edit in draft.edits) else []
    return [*with_it, *since]


def rows(queue: JobQueue, most: int = _LATEST) -> list[Row]:
    """Return the trainings: those that go on first, then the latest that are over."""
    jobs = queue.jobs()
    going = [job for job in jobs if not job.is_over]
    over = [job for job in reversed(jobs) if job.is_over]
    return [row_of(job) for job in (*going, *over)][: max(most, len(going))]


def row_of(job: Job) -> Row:
    return Row(job, STATES[job.state], round(100 * job.share), sum(seconds for _, seconds in job.seconds))


def log_of(queue: JobQueue, job: Job) -> Sequence[str]:
    """Return the last lines of a training's log; none where there is no log yet."""
    try:
        text = (queue.place(job) / "log.txt").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ()
    return text.splitlines()[-_LOG_LINES:]


def _withdrawn(shelf: ModelShelf) -> str | None:
    """Return why the latest publication was taken back; None where it was not."""
    made_live = [event for event in shelf.history() if event.what in {"published", "rolled back", "withdrawn"}]
    latest = made_live[-1] if made_live else None
    return f"{latest.model}: {latest.why}" if latest and latest.what == "withdrawn" else None
