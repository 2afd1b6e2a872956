"""Trains the Rasa model when, and only when, something that it is made of has changed."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from bot.cli.errors import CommandError
from bot.cli.one_at_a_time import in_turn
from bot.cli.places import LOGS, MODELS, ROOT
from bot.cli.progress import run_with_dots

# Everything a model is made of.
INPUTS = (
    "config.yml",
    "domain.yml",
    "data",
    "bot/nlu",
    "bot/recognition",
    "bot/language",
    "bot/retrieval/embedder.py",
    "requirements/runtime.lock",
)
# Masking stands in front of Rasa: no model knows of it.
NOT_OF_THE_MODEL = ("bot/language/masking", "data/masking")


def model_name(root: Path = ROOT) -> str:
    """Return the name of the model that the present inputs give: the same inputs, the same name."""
    digest = hashlib.sha256()
    for entry in INPUTS:
        path = root / entry
        files = sorted(p for p in path.rglob("*") if p.is_file() and _counts(p, root)) if path.is_dir() else [path]
        for file in files:
            digest.update(file.relative_to(root).as_posix().encode())
            digest.update(file.read_bytes())
    return f"signpost-{digest.hexdigest()[:12]}"


def _counts(path: Path, root: Path) -> bool:
    return "__pycache__" not in path.parts and not any(path.is_relative_to(root / part) for part in NOT_OF_THE_MODEL)


def trained_model(environment: Mapping[str, str]) -> Path:
    """Return the model of the present inputs, training it where there is none.

    Raises:
        CommandError: Training failed; the message names the log.
    """
    name = model_name()
    model = MODELS / f"{name}.tar.gz"
    if model.exists():
        return model
    # Two starts at once would train twice, into the same folder; the second waits and then finds the model.
    with in_turn(MODELS / "train.lock", "Another start is training the model; waiting for it."):
        return model if model.exists() else _train(model, environment)


def _train(model: Path, environment: Mapping[str, str]) -> Path:
    name = model.name.removesuffix(".tar.gz")
    LOGS.mkdir(parents=True, exist_ok=True)
    scratch = MODELS / "new"
    command = [sys.executable, "-m", "rasa", "train", "--fixed-model-name", name, "--out", str(scratch)]
    log = LOGS / "train.log"
    code = run_with_dots("Training the model (about two minutes)", command, log, environment)
    made = scratch / model.name
    if code != 0 or not made.exists():
        raise CommandError(f"Training failed; {log} says why.")
    os.replace(made, model)
    return model
