"""A live model and a candidate beside it, as a training leaves them: made up, so that pages have something to show."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot.content.pack import SHOWN, fingerprint_of
from bot.evaluation.outcomes import Outcome
from bot.evaluation.vignettes import Vignette
from bot.publishing.assessing import Assessment, golden_cases, keep
from bot.publishing.candidate import candidate_of
from bot.publishing.comparison import figures_of
from bot.publishing.evaluation import Evaluation, Said
from bot.publishing.gate import must_escalate
from bot.publishing.jobs import JobQueue, JobState
from bot.publishing.places import Places
from bot.publishing.shelf import ModelShelf, hash_of
from bot.publishing.versions import versions_of
from bot.teaching.drafts import DraftStore
from bot.teaching.guidance_preview import of_pack
from bot.web.gateway.models import Message
from tests.builders import ROOT

Clock = Callable[[], datetime]
BEFORE, LIVE, CANDIDATE = "signpost-0b7d93e6f418", "signpost-5d1c0a77e3f2", "signpost-a94be2061c5d"


def compared_in(places: Places, draft: str, messages: list[Message], clock: Clock) -> JobQueue:
    """Put both models on the shelf beside an earlier one, with what each says to the golden cases and to these
    messages, the last of which comes to a lower level; and trainings, one in each state that people see."""
    places.golden.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(ROOT / "tests" / "golden" / "vignettes.jsonl", places.golden)
    shelf, versions = ModelShelf(places.models, clock), versions_of(places.root)
    places.models.mkdir(parents=True, exist_ok=True)
    made = (
        (BEFORE, "the first model", None),
        (LIVE, "words of youth workers", None),
        (CANDIDATE, "night shift", draft),
    )
    for name, why, of in made:
        shelf.archive(name).write_bytes(f"the model {name}".encode())
        versions_then = {"data_version": versions.data, "program_version": versions.program}
        shelf.put(name, who="robin", why=why, draft=of, training_seconds=52.4, **versions_then)
    for name, why, _ in made[:-1]:
        shelf.make_live(name, what="published", who="robin", why=why)
    live = evaluation(LIVE, places, messages, misses=9)
    changed = candidate_of(CANDIDATE, draft, DraftStore(places.drafts, places.root)).guidance
    then = fingerprint_of(places.pack, of_pack(places.pack, places.root, changed))
    candidate = evaluation(CANDIDATE, places, messages, misses=14, lower=messages[-1:], guidance=then)
    for one in (live, candidate):
        shelf.scored(one.model, figures_of(one), one.knowledge_version)
    keep(Assessment(candidate, live, hash_of(places.golden), draft), shelf)
    return trainings_in(places, draft, clock)


def evaluation(
    name: str,
    places: Places,
    messages: list[Message],
    *,
    misses: int,
    lower: Sequence[Message] = (),
    guidance: str = "",
) -> Evaluation:
    """Return what a model says: as experts would, but for every so manieth case, and for some messages lower."""
    outcomes = tuple(outcome(case, n % misses == 0) for n, case in enumerate(golden_cases(places)))
    said = tuple(
        Said(str(one.pk), "advice", None, "early_help" if one in lower else "mash", ("home_alone",)) for one in messages
    )
    version = f"2026+{(guidance or fingerprint_of(places.pack))[:SHOWN]}"
    return Evaluation(name, version, outcomes, {"typo: home_alone": misses > 9}, said)


def outcome(case: Vignette, missed: bool) -> Outcome:
    """Return an answer that experts accept, or one that they do not; none that is refused."""
    route = case.routes[0] if case.routes[0] in {"early_help", "mash", "emergency", "duty_team"} else None
    kind = "advice" if route else case.routes[0]
    right = Outcome(
        case, kind, case.level if route else None, route, case.indicators, tuple(0.9 for _ in case.indicators)
    )
    if not missed or must_escalate(case):
        return right
    return replace(right, kind="failsafe", level=None, route="duty_team", indicators=(), probabilities=())


def trainings_in(places: Places, draft: str, clock: Clock) -> JobQueue:
    """Return a queue in which something is done, failed, going on and waiting; somebody must hold its worker's lock."""
    queue = JobQueue(places.queue, clock)
    done = queue.ask(who="robin", why="night shift", draft=draft)
    steps = (("copying the training files", 0.4), ("learning the signs", 38.2), ("asking the models", 41.0))
    queue.keep(replace(done, state=JobState.DONE, step="done", model=CANDIDATE, share=1.0, seconds=steps))
    failed = queue.ask(who="robin", why="all files after the review")
    problem = (
        "The training files have faults:\ndata/nlu/concern/housing.yml, line 41: mapping values are not allowed here\n"
        "The live model is as it was."
    )
    queue.keep(replace(failed, state=JobState.FAILED, step="failed", problem=problem))
    running = queue.ask(who="robin", why="school nurses")
    queue.keep(replace(running, state=JobState.RUNNING, step="learning the signs", share=0.09))
    log(queue.place(running), "Starting to train component 'ConcernRecogniser'\n")
    queue.ask(who="robin", why="the spring review")
    return queue


def log(folder: Path, words: str) -> None:
    (folder / "log.txt").write_text(words, encoding="utf-8")
