"""Which model `signpost run` starts with: the published one, and at the first start the one of the present files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console

from bot.cli.errors import CommandError
from bot.cli.places import DOCUMENTS, INDEX, LOGS, MODELS, ROOT, VAR
from bot.cli.training import present_versions, trained_model
from bot.content.pack import DEFAULT_PACK
from bot.publishing.assessing import assess, reader
from bot.publishing.candidate import Candidate
from bot.publishing.errors import PublishingError
from bot.publishing.places import Places
from bot.publishing.shelf import ModelShelf, Published
from bot.publishing.words import verdict_lines


def places() -> Places:
    """Return the folders of this project, as the environment names them."""
    pack = Path(os.environ.get("SIGNPOST_PACK", DEFAULT_PACK))
    return Places(root=ROOT, var=VAR, models=MODELS, index=INDEX, documents=DOCUMENTS, pack=pack)


def model_to_serve(environment: Mapping[str, str], console: Console, *, unpublished: bool) -> Path:
    """Return the model to start with.

    With `unpublished` it is that of the present files, whatever was published. Otherwise it is the live one; where that
    is damaged, the one before it; and where there is none, or the program has changed since, the one of the present
    files, which is published if no golden case that must escalate fails.

    Raises:
        CommandError: Training failed, or the model of the present files may not go live.
    """
    if unpublished:
        return trained_model(environment)
    shelf = ModelShelf(MODELS)
    try:
        published = shelf.published()
        if published is not None:
            found = _live(shelf, published, console)
            if found is not None:
                return found
        return _first(shelf, environment, console, changed=published is not None)
    except PublishingError as error:
        raise CommandError(str(error)) from error


def _live(shelf: ModelShelf, published: Published, console: Console) -> Path | None:
    """Return the published model, or the one before it where that one is damaged; None where neither can be used."""
    now = present_versions()
    for name in filter(None, (published.live, published.previous)):
        try:
            record, archive = shelf.record(name), shelf.check_whole(name)
        except PublishingError as error:
            console.print(str(error), markup=False)
            continue
        if record.program_version != now.program:
            console.print(f"{name} was made by another version of the program.")
            continue
        if name != published.live:
            why = f"{published.live} is damaged"
            shelf.make_live(name, what="rolled back", who="signpost", why=why)
            console.print(f"{why}; {name}, which was live before it, answers again.")
        elif record.data_version != now.data:
            console.print(
                "The training files were changed since the live model was made. `signpost model train` makes a "
                "candidate of them."
            )
        return archive
    return None


def _first(shelf: ModelShelf, environment: Mapping[str, str], console: Console, *, changed: bool) -> Path:
    """Train the model of the present files, and make it live where it may be."""
    why = "the program was changed" if changed else "first start"
    archive = trained_model(environment, why=why)
    name = present_versions().model_name
    read = reader(places=places(), environment=environment, log=LOGS / "train.log")
    console.print("Asking the model the golden cases")
    comparison = assess(Candidate(name), shelf=shelf, places=places(), read=read, conversations=(), alone=True)
    for line in verdict_lines(comparison):
        console.print(line, markup=False)
    if not comparison.verdict.passed:
        shelf.remember("refused", name, who="signpost", why=why, details=tuple(comparison.verdict.reasons()))
        raise CommandError(
            "A golden case that must escalate fails, so this model does not go live. Mend the training files or the "
            "thresholds; `signpost run --unpublished` starts it for you to look at, not for others to use."
        )
    shelf.make_live(name, what="published", who="signpost", why=why)
    return archive
