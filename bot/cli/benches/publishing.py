"""From the training of a draft to its comparison, how answers fare meanwhile, and how long going back takes."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from rich.console import Console

from bot.cli.benches.turns import CONCERNS
from bot.cli.client import GatewayClient
from bot.cli.errors import CommandError
from bot.cli.places import ROOT
from bot.cli.run import environment_for
from bot.cli.system import RunningSystem, free_ports, running_system
from bot.cli.training import present_versions, trained_model
from bot.publishing.jobs import Job, JobQueue
from bot.publishing.shelf import ModelShelf
from bot.teaching.drafts import DraftStore
from bot.teaching.edits import Edit, EditKind
from bot.teaching.taught import taught_in

TRAINING_SECONDS = 60.0
COMPARED_SECONDS = 180.0
ANSWER_MS = 400.0
BACK_SECONDS = 30.0
MESSAGES = 1000
_ASKED_EVERY_SECONDS = 0.5
_BEFORE = "signpost-before"
_HOME_ALONE = "data/nlu/concern/home_alone.yml"
_TAUGHT = "[In from school to an empty house until the night bus brings mum](home_alone)"


@dataclass(frozen=True)
class PublishingTimes:
    """Seconds by step of a training, and from asking for it to its comparison; milliseconds of the answers meanwhile;
    seconds of going back to a model that must be started, and to one that is still warm."""

    steps: tuple[tuple[str, float], ...]
    compared_s: float
    answers_ms: tuple[float, ...]
    unanswered: int
    cold_back_s: float
    warm_back_s: float

    @property
    def training_s(self) -> float:
        """The seconds until there is a model: everything before models are asked."""
        asked = [step for step, _ in self.steps].index("asking the models")
        return sum(seconds for _, seconds in self.steps[:asked])


def print_figures(console: Console) -> None:
    """Measure, and print the figures and whether the targets are met.

    Raises:
        CommandError: Something could not be started, trained or published.
    """
    console.print(f"Training a draft beside a running Signpost with {MESSAGES:,} past messages")
    times = measure()
    for step, seconds in times.steps:
        console.print(f"  {step}: {seconds:.1f} s")
    console.print(f"Training of a draft: {times.training_s:.1f} s (target {TRAINING_SECONDS:.0f} s or less)")
    console.print(
        f"From the request to compared and ready to publish: {times.compared_s:.1f} s (target {COMPARED_SECONDS:.0f} s "
        "or less)"
    )
    slow = statistics.quantiles(times.answers_ms, n=20)[-1]
    console.print(
        f"Answers meanwhile: median {statistics.median(times.answers_ms):.0f} ms, 95th percentile {slow:.0f} ms over "
        f"{len(times.answers_ms)} (target {ANSWER_MS:.0f} ms or less); not answered: {times.unanswered}"
    )
    console.print(
        f"Going back: {times.cold_back_s:.1f} s to a model that must be started, {times.warm_back_s:.1f} s to one that "
        f"is still warm (target {BACK_SECONDS:.0f} s or less)"
    )


def measure() -> PublishingTimes:
    """Train a draft while somebody writes every half second, then go back twice. Nothing of the project is changed."""
    archive = trained_model(environment_for(*free_ports(3)))
    with tempfile.TemporaryDirectory(prefix="signpost-models-") as name:
        models = Path(name)
        _two_models(archive, ModelShelf(models))
        with running_system(models=models, published=True) as system:
            _remember_messages(system.folder / "web.sqlite3")
            draft = _draft(system.folder)
            with _asking(system) as asked:
                started = time.monotonic()
                _command(system.environment, "train", "--draft", draft, "--why", "to measure")
                compared = time.monotonic() - started
            job = _latest(system.folder)
            back = [_timed_back(system.environment) for _ in range(2)]
    return PublishingTimes(job.seconds, compared, tuple(asked.times_ms), asked.unanswered, back[0], back[1])


def _two_models(archive: Path, shelf: ModelShelf) -> None:
    """Put the model of the present files on a shelf, live, with a copy of it that was live before."""
    versions = present_versions()
    for name in (_BEFORE, versions.model_name):
        shutil.copyfile(archive, shelf.archive(name))
        shelf.put(name, who="bench", why="to measure", data_version=versions.data, program_version=versions.program)
        shelf.make_live(name, what="published", who="bench", why="to measure")


def _draft(folder: Path) -> str:
    """Return a draft that teaches one example, as an editor's ordinary retraining does."""
    store = DraftStore(folder / "drafts", ROOT)
    draft = store.begin(who="bench", why="to measure")
    edit = Edit(
        EditKind.ADD,
        _HOME_ALONE,
        "bench",
        store.now(),
        intent="concern/home_alone",
        after=_TAUGHT,
        about="{voice: teacher, writer: bench}",
    )
    store.change(draft.id, edit)
    return draft.id


def _remember_messages(database: Path) -> None:
    """Write past messages into the running system's database: the words of training examples, no two alike."""
    os.environ["SIGNPOST_WEB_DB"] = str(database)
    os.environ.setdefault("SIGNPOST_SECRET_KEY", "for-measuring-alone")
    os.environ["DJANGO_SETTINGS_MODULE"] = "bot.web.settings"
    import django

    django.setup()
    from bot.web.gateway.models import Conversation, Message

    texts = list(dict.fromkeys(example.text for example in taught_in(ROOT)))
    every = max(1, len(texts) // MESSAGES)
    chosen = texts[::every][:MESSAGES]
    if len(chosen) < MESSAGES:
        raise CommandError(f"Expected {MESSAGES} texts to stand for messages, found {len(chosen)}.")
    for text in chosen:
        Message.objects.create(conversation=Conversation.objects.create(), n=1, text=text)


@dataclass
class _Asked:
    times_ms: list[float] = field(default_factory=list)
    unanswered: int = 0


@contextmanager
def _asking(system: RunningSystem) -> Iterator[_Asked]:
    """Write a message every half second, in conversations of their own, for as long as this is held."""
    asked, over = _Asked(), threading.Event()

    def ask() -> None:
        with GatewayClient(system.url) as client:
            number = 0
            while not over.is_set():
                began = time.monotonic()
                try:
                    reply = client.start().ask(CONCERNS[number % len(CONCERNS)])
                    asked.times_ms.append((time.monotonic() - began) * 1000)
                    asked.unanswered += reply.kind == "failsafe"
                except httpx.HTTPError:
                    asked.unanswered += 1
                number += 1
                over.wait(max(0.0, _ASKED_EVERY_SECONDS - (time.monotonic() - began)))

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield asked
    finally:
        over.set()
        thread.join()


def _timed_back(environment: Mapping[str, str]) -> float:
    started = time.monotonic()
    _command(environment, "rollback", "--why", "to measure")
    return time.monotonic() - started


def _command(environment: Mapping[str, str], *words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli.main", "model", *words],
        cwd=ROOT,
        env=dict(environment),
        capture_output=True,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode != 0:
        raise CommandError(f"signpost model {words[0]} failed:\n{done.stderr.decode(errors='replace')[-800:]}")


def _latest(folder: Path) -> Job:
    return JobQueue(folder / "training").jobs()[-1]
