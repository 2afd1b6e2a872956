"""Trains the Rasa model of the present files where there is none."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from bot.cli.errors import CommandError
from bot.cli.one_at_a_time import in_turn
from bot.cli.places import LOGS, MODELS, ROOT
from bot.cli.progress import run_with_dots
from bot.publishing.errors import PublishingError
from bot.publishing.shelf import ModelShelf
from bot.publishing.versions import Versions, versions_of


def trained_model(environment: Mapping[str, str], who: str = "signpost", why: str = "the files as they are") -> Path:
    """Return the model of the present files, training it where there is none that is whole.

    Raises:
        CommandError: Training failed; the message names the log.
    """
    versions = present_versions()
    shelf = ModelShelf(MODELS)
    # Two starts at once would train twice, into the same folder; the second waits and then finds the model.
    with in_turn(MODELS / "train.lock", "Another start is training the model; waiting for it."):
        try:
            return shelf.check_whole(versions.model_name)
        except PublishingError:
            # Not there, or not whole: it is made again.
            return _train(versions, shelf, environment, who=who, why=why)


def _train(versions: Versions, shelf: ModelShelf, environment: Mapping[str, str], *, who: str, why: str) -> Path:
    name = versions.model_name
    LOGS.mkdir(parents=True, exist_ok=True)
    scratch = MODELS / "new"
    command = [sys.executable, "-m", "bot.nlu.train", "--name", name, "--out", str(scratch), "--data", "data"]
    command += ["--config", "config.yml", "--domain", "domain.yml"]
    log = LOGS / "train.log"
    started = time.monotonic()
    code = run_with_dots("Training the model (about a minute; some minutes the first time)", command, log, environment)
    made = scratch / f"{name}.tar.gz"
    if code != 0 or not made.exists():
        raise CommandError(f"Training failed; {log} says why.")
    os.replace(made, shelf.archive(name))
    shelf.put(
        name,
        who=who,
        why=why,
        data_version=versions.data,
        program_version=versions.program,
        training_seconds=round(time.monotonic() - started, 1),
    )
    return shelf.archive(name)


def present_versions() -> Versions:
    """Return the versions of the project's files as they are."""
    return versions_of(ROOT)
