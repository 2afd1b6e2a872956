"""`signpost model`: train a candidate, compare it, publish it, go back."""

from __future__ import annotations

import getpass
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.cli.django_setup import start_django
from bot.cli.errors import CommandError
from bot.cli.live_model import places
from bot.cli.places import LOGS, VAR
from bot.cli.run import is_running, offline_environment
from bot.publishing.assessing import Conversations, assess, kept_comparison, reader
from bot.publishing.comparison import Comparison
from bot.publishing.errors import PublishingError, RefusedError
from bot.publishing.jobs import Job, JobQueue, JobState
from bot.publishing.page import page
from bot.publishing.publish import publish as make_live
from bot.publishing.publish import roll_back, wait_until_live
from bot.publishing.shelf import ModelShelf
from bot.publishing.words import sentences
from bot.publishing.worker import Worker, start_worker
from bot.teaching.checking import faults_in_training_files
from bot.teaching.drafts import DraftStore

app = typer.Typer(no_args_is_help=True, help="Train a candidate, compare it with the live model, publish it, go back.")
Who = Annotated[str, typer.Option(help="who does this; stands in the history")]
Why = Annotated[str, typer.Option(help="why; stands in the history")]
_LOOK_EVERY_SECONDS = 0.5


@app.command()
def train(
    why: Why,
    who: Who = "",
    draft: Annotated[str | None, typer.Option(help="learn the changes of this draft too")] = None,
    background: Annotated[bool, typer.Option(help="do not wait for the end")] = False,
) -> None:
    """Train a candidate from the training files and compare it with the live model. Nothing goes live."""
    console = Console(highlight=False, soft_wrap=True)
    here = places()
    queue = JobQueue(here.queue)
    with _said():
        job = queue.ask(who=who or getpass.getuser(), why=why, draft=draft)
        start_worker(here, offline_environment())
    console.print(f"Training {job.id} is in the queue. `signpost model status` says how far it is.")
    if background:
        return
    try:
        job = _wait(queue, job, console)
    except KeyboardInterrupt:
        console.print(f"\nThe training goes on. `signpost model cancel {job.id}` ends it.")
        raise
    _say_end(job, console)


@app.command()
def status() -> None:
    """Say which model is live, and how far the trainings are."""
    console = Console(highlight=False, soft_wrap=True)
    shelf = ModelShelf(places().models)
    with _said():
        published = shelf.published()
        candidate = shelf.candidate()
    console.print(f"Live: {published.live} since {published.at}" if published else "No model is live yet.")
    if published and published.previous:
        console.print(f"Before it: {published.previous}")
    if candidate:
        console.print(f"Candidate: {candidate.name}, made {candidate.made_at} by {candidate.who}: {candidate.why}")
    for job in JobQueue(places().queue).jobs()[-5:]:
        took = sum(seconds for _, seconds in job.seconds)
        console.print(f"Training {job.id} ({job.who}: {job.why}): {job.state.value}, {job.step}, {took:.0f} s")
        if job.problem:
            console.print(f"  {job.problem}", markup=False)


@app.command()
def cancel(job_id: Annotated[str | None, typer.Argument(help="which training; else the one that runs")] = None) -> None:
    """End a training. The live model is as it was."""
    queue = JobQueue(places().queue)
    going = [job for job in queue.jobs() if not job.is_over]
    job = next((job for job in going if job_id in (None, job.id)), None)
    if job is None:
        raise CommandError(f"No training {job_id} is going on." if job_id else "No training is going on.")
    queue.cancel(job)
    Console(highlight=False).print(f"Training {job.id} is being ended. The live model is as it was.")


@app.command()
def compare(
    name: Annotated[str | None, typer.Argument(help="which model; else the latest candidate")] = None,
    anew: Annotated[bool, typer.Option(help="ask both models again")] = False,
) -> None:
    """Say what a model does better and worse than the live one. The exit code is 2 where it may not be published."""
    console = Console(highlight=False, soft_wrap=True)
    with _said():
        found = _comparison(_named(name), console, anew=anew)
    for line in sentences(found):
        console.print(line, markup=False)
    console.print(f"The report is {_report(found)}")
    if not found.verdict.passed:
        raise typer.Exit(2)


@app.command()
def publish(
    why: Why,
    name: Annotated[str | None, typer.Argument(help="which model; else the latest candidate")] = None,
    who: Who = "",
    second: Annotated[
        str | None, typer.Option(help="who else has looked at messages whose advice comes to a lower level")
    ] = None,
) -> None:
    """Make a model live. Refused while a golden case that must escalate fails."""
    console = Console(highlight=False, soft_wrap=True)
    here = places()
    shelf = ModelShelf(here.models)
    with _said():
        chosen = _named(name)
        _comparison(chosen, console, anew=False)
        drafts = DraftStore(here.drafts, here.root)
        make_live(chosen, who=who or getpass.getuser(), why=why, second=second, shelf=shelf, places=here, drafts=drafts)
        _follow(chosen, console)


@app.command()
def rollback(
    why: Why,
    to: Annotated[str | None, typer.Option(help="an earlier live model; else the one before this")] = None,
    who: Who = "",
) -> None:
    """Make the model live again that was live before. The training files stay as they are."""
    console = Console(highlight=False, soft_wrap=True)
    here = places()
    with _said():
        published = roll_back(who=who or getpass.getuser(), why=why, shelf=ModelShelf(here.models), places=here, to=to)
        _follow(published.live, console)
    console.print("The training files are as they were: the next training learns them again. Mend them first.")


@app.command()
def history(
    as_json: Annotated[bool, typer.Option("--json", help="one JSON record a line")] = False,
) -> None:
    """Say what was trained, published, refused and rolled back, by whom and why."""
    console = Console(highlight=False, soft_wrap=True)
    shelf = ModelShelf(places().models)
    for event in shelf.history():
        if as_json:
            console.print_json(data=asdict(event), indent=None)
            continue
        agreed = f", with {event.second}" if event.second else ""
        console.print(f"{event.at}  {event.what:<11}  {event.model}  {event.who}{agreed}: {event.why}", markup=False)
        for line in event.details:
            console.print(f"    {line}", markup=False)


@app.command(hidden=True)
def work() -> None:
    """Work through the queue of trainings; started by `train` and by the workbench."""
    here = places()
    drafts = DraftStore(here.drafts, here.root)
    Worker(here, offline_environment(), _latest, drafts.apply, faults_in_training_files).work()


def _named(name: str | None) -> str:
    if name is not None:
        return name.removesuffix(".tar.gz")
    candidate = ModelShelf(places().models).candidate()
    if candidate is None:
        raise CommandError("There is no candidate. `signpost model train` makes one.")
    return candidate.name


def _comparison(name: str, console: Console, *, anew: bool) -> Comparison:
    here = places()
    shelf = ModelShelf(here.models)
    found = None if anew else kept_comparison(name, shelf=shelf, places=here)
    if found is not None:
        return found
    console.print(f"Asking {name} and the live model")
    LOGS.mkdir(parents=True, exist_ok=True)
    read = reader(places=here, environment=offline_environment(), log=LOGS / "compare.log")
    return assess(name, shelf=shelf, places=here, read=read, conversations=_latest())


def _latest() -> Conversations:
    """Return the latest messages, masked; none where there is no database yet or it cannot be read."""
    start_django()
    # Django's own set-up has the server's log in mind.
    logging.getLogger().setLevel(logging.WARNING)
    from django.db import DatabaseError

    from bot.web.latest_messages import latest_conversations  # needs Django to be set up

    try:
        return latest_conversations()
    except DatabaseError:
        return []


def _report(comparison: Comparison) -> Path:
    """Write the comparison as a page, and return where it is."""
    file = VAR / "report" / f"{comparison.candidate}.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(page(comparison), encoding="utf-8")
    return file


def _follow(name: str, console: Console) -> None:
    """Wait until a running Signpost answers with the model; without one there is nothing to wait for."""
    if not is_running():
        console.print(f"{name} is live. It answers from the next start of Signpost on.")
        return
    console.print(f"{name} is live. Waiting until it answers ", end="")
    here = places()
    took = wait_until_live(name, shelf=ModelShelf(here.models), places=here, tick=lambda: console.print(".", end=""))
    console.print(f" {took:.0f} s")


def _wait(queue: JobQueue, job: Job, console: Console) -> Job:
    """Print each step until the training is over."""
    said = ""
    while not job.is_over:
        job = queue.get(job.id) or job
        if job.step != said and not job.is_over:
            said = job.step
            console.print(f"{job.share:4.0%}  {said}")
        time.sleep(_LOOK_EVERY_SECONDS)
    return job


def _say_end(job: Job, console: Console) -> None:
    for step, seconds in job.seconds:
        console.print(f"  {step}: {seconds:.0f} s")
    if job.state is not JobState.DONE:
        raise CommandError(job.problem or f"The training was {job.state.value}. The live model is as it was.")
    took = sum(seconds for _, seconds in job.seconds)
    console.print(f"{job.model} is a candidate after {took:.0f} s. `signpost model compare` says what it changes.")


@contextmanager
def _said() -> Iterator[None]:
    """Turn what can go wrong into a sentence and an exit code: 2 for a refusal, 1 for all else."""
    try:
        yield
    except RefusedError as error:
        raise CommandError(f"Refused:\n{error}", exit_code=2) from error
    except PublishingError as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(f"{error.strerror}: {error.filename}. The live model is as it was.") from error
