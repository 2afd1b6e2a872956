"""`signpost model`: train a candidate, compare it, publish it, go back."""

from __future__ import annotations

import getpass
import time
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console

from bot.cli import model_publishing
from bot.cli.errors import CommandError
from bot.cli.live_model import places
from bot.cli.model_words import Who, Why, in_words, latest_messages, model_lines
from bot.cli.run import offline_environment
from bot.publishing.jobs import Job, JobQueue, JobState
from bot.publishing.processes import step_back
from bot.publishing.shelf import ModelShelf
from bot.publishing.starting import start_worker
from bot.publishing.worker import Worker
from bot.teaching.checking import faults_in_training_files
from bot.teaching.drafts import DraftStore

app = typer.Typer(no_args_is_help=True, help="Train a candidate, compare it with the live model, publish it, go back.")
app.command()(model_publishing.compare)
app.command()(model_publishing.publish)
app.command()(model_publishing.rollback)
app.command(hidden=True)(model_publishing.serve_guidance)
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
    with in_words():
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
    with in_words():
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
def history(
    as_json: Annotated[bool, typer.Option("--json", help="one JSON record a line, of what happened alone")] = False,
) -> None:
    """Say which models there are, with training files, guidance and figures; and what was trained, published, refused
    and rolled back, by whom and why."""
    console = Console(highlight=False, soft_wrap=True)
    shelf = ModelShelf(places().models)
    if not as_json:
        with in_words():
            for record in reversed(shelf.models()):
                for line in model_lines(record, shelf.state(record.name)):
                    console.print(line, markup=False)
        console.print()
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
    step_back()
    here = places()
    drafts = DraftStore(here.drafts, here.root)
    Worker(here, offline_environment(), latest_messages, drafts, faults_in_training_files).work()


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
