"""`signpost model compare`, `publish` and `rollback`."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.cli.errors import CommandError
from bot.cli.index import build
from bot.cli.live_model import places
from bot.cli.model_words import Who, Why, in_words, latest_messages
from bot.cli.places import LOGS, VAR
from bot.cli.run import is_running, offline_environment
from bot.content.errors import ContentError
from bot.content.live_pack import GUIDANCE_FILE
from bot.content.pack import load_pack
from bot.publishing.assessing import assess, kept_comparison, reader
from bot.publishing.candidate import Candidate, candidate_of, learnt_by
from bot.publishing.comparison import Comparison
from bot.publishing.page import page
from bot.publishing.processes import step_back
from bot.publishing.publish import publish as make_live
from bot.publishing.publish import roll_back, wait_until_live
from bot.publishing.shelf import ModelShelf
from bot.publishing.starting import start_serving_guidance
from bot.publishing.words import sentences
from bot.teaching.drafts import DraftStore
from bot.teaching.whole_files import write_record
from bot.web.gateway.last_resort import LAST_RESORT_FILE, write_last_resort

Draft = Annotated[str | None, typer.Option(help="the draft that goes live with it; else the one that it has learnt")]


def compare(
    name: Annotated[str | None, typer.Argument(help="which model; else the latest candidate")] = None,
    draft: Draft = None,
    anew: Annotated[bool, typer.Option(help="ask both models again")] = False,
) -> None:
    """Say what a model does better and worse than the live one. The exit code is 2 where it may not be published."""
    console = Console(highlight=False, soft_wrap=True)
    with in_words():
        found = _comparison(_named(name, draft), console, anew=anew)
    for line in sentences(found):
        console.print(line, markup=False)
    console.print(f"The report is {_report(found)}")
    if not found.verdict.passed:
        raise typer.Exit(2)


def publish(
    why: Why,
    name: Annotated[str | None, typer.Argument(help="which model; else the latest candidate")] = None,
    draft: Draft = None,
    who: Who = "",
    second: Annotated[
        str | None,
        typer.Option(
            help="who else has looked at messages whose advice comes to a lower level; else who agreed in the workbench"
        ),
    ] = None,
) -> None:
    """Make a model live. Refused while a golden case that must escalate fails."""
    console = Console(highlight=False, soft_wrap=True)
    here = places()
    shelf = ModelShelf(here.models)
    with in_words():
        chosen = _named(name, draft)
        _comparison(chosen, console, anew=False)
        drafts = DraftStore(here.drafts, here.root)
        make_live(chosen, who=who or getpass.getuser(), why=why, second=second, shelf=shelf, places=here, drafts=drafts)
        if chosen.guidance:
            start_serving_guidance(here, offline_environment())
            console.print("The guidance is being taken into service.")
        _follow(chosen.model, console)


def rollback(
    why: Why,
    to: Annotated[str | None, typer.Option(help="an earlier live model; else the one before this")] = None,
    who: Who = "",
) -> None:
    """Make the model live again that was live before. The training files stay as they are."""
    console = Console(highlight=False, soft_wrap=True)
    here = places()
    with in_words():
        published = roll_back(who=who or getpass.getuser(), why=why, shelf=ModelShelf(here.models), places=here, to=to)
        _follow(published.live, console)
    console.print("The training files are as they were: the next training learns them again. Mend them first.")
    console.print("Guidance, thresholds and contacts are as they were too.")


def serve_guidance() -> None:
    """Make the index of the guidance as it stands in the files, and take both into service; started by publishing."""
    step_back()
    here = places()
    try:
        build()
        pack = load_pack(here.pack)
        write_last_resort(VAR / LAST_RESORT_FILE, pack)
        write_record(VAR / GUIDANCE_FILE, {"version": pack.version})
    except (CommandError, ContentError, OSError) as error:
        # Nobody waits for this command, so what went wrong is said where people look.
        shelf = ModelShelf(here.models)
        live = shelf.published()
        name = live.live if live else "none"
        shelf.remember(
            "failed", name, who="signpost", why="the guidance could not be taken into service", details=(str(error),)
        )
        raise CommandError(str(error)) from error


def _named(name: str | None, draft: str | None) -> Candidate:
    """Return the candidate of that name, else the latest; without a draft, with the one that it has learnt."""
    here = places()
    shelf, drafts = ModelShelf(here.models), DraftStore(here.drafts, here.root)
    if name is None:
        latest = shelf.candidate()
        if latest is None:
            raise CommandError("There is no candidate. `signpost model train` makes one.")
        name = latest.name
    model = name.removesuffix(".tar.gz")
    return candidate_of(model, draft, drafts) if draft else learnt_by(model, shelf, drafts)


def _comparison(candidate: Candidate, console: Console, *, anew: bool) -> Comparison:
    here = places()
    shelf = ModelShelf(here.models)
    found = None if anew else kept_comparison(candidate, shelf=shelf, places=here)
    if found is not None:
        return found
    console.print(f"Asking {candidate.model} and the live model")
    LOGS.mkdir(parents=True, exist_ok=True)
    read = reader(places=here, environment=offline_environment(), log=LOGS / "compare.log")
    return assess(candidate, shelf=shelf, places=here, read=read, conversations=latest_messages())


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
