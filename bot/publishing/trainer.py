"""Trains a model from a snapshot of the training files."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from bot.publishing.errors import TrainingError
from bot.publishing.processes import Ended, run_watched
from bot.publishing.versions import TAUGHT, files_below

_NEEDED_BYTES = 512 * 2**20
_STEP = re.compile(r"Starting to train component '(\w+)'")
# The parts in the order in which they are trained, with words for people and how much is done when each begins.
_STEPS: Mapping[str, tuple[str, float]] = {
    "ConcernRecogniser": ("learning the signs", 0.15),
    "SentenceIntentClassifier": ("learning what people want", 0.6),
    "MemoizationPolicy": ("learning the conversations", 0.85),
    "RulePolicy": ("learning the rules", 0.9),
}
UNCHANGED = "The live model is as it was."


def snapshot(root: Path, target: Path) -> None:
    """Copy what editors teach, so that later edits do not change a training that runs.

    Raises:
        TrainingError: The disk is full, or a file is missing.
    """
    if shutil.disk_usage(target.parent).free < _NEEDED_BYTES:
        raise TrainingError(
            f"The disk is nearly full: training needs {_NEEDED_BYTES // 2**20} MiB in {target.parent}. "
            f"{UNCHANGED} Free some space and start the training again."
        )
    try:
        for file in files_below(root, TAUGHT):
            copy = target / file.relative_to(root)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
    except OSError as error:
        raise TrainingError(
            f"The training files cannot be copied: {error.strerror}: {error.filename}. {UNCHANGED}"
        ) from error


def train(
    name: str,
    *,
    root: Path,
    taught: Path,
    models: Path,
    log: Path,
    environment: Mapping[str, str],
    cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[str, float], None] = lambda step, share: None,
) -> Path:
    """Train a model from the files in `taught`, and return its file, which appears whole or not at all.

    Raises:
        TrainingError: There is no new model; the message says why and what to do.
        CancelledError: Somebody asked for the end of it.
    """
    scratch = models / f".{name}.new"
    shutil.rmtree(scratch, ignore_errors=True)
    command = [sys.executable, "-m", "bot.nlu.train", "--name", name, "--out", str(scratch)]
    command += [
        "--config",
        str(root / "config.yml"),
        "--domain",
        str(taught / "domain.yml"),
        "--data",
        str(taught / "data"),
    ]

    def seen(line: str) -> None:
        found = _STEP.search(line)
        if found and found.group(1) in _STEPS:
            progress(*_STEPS[found.group(1)])

    progress("reading the training files", 0.05)
    try:
        ended = run_watched(command, folder=root, environment=environment, log=log, cancelled=cancelled, seen=seen)
        made = scratch / f"{name}.tar.gz"
        if ended.code != 0 or not made.exists():
            raise TrainingError(why_it_failed(ended, log))
        target = models / made.name
        os.replace(made, target)
        return target
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def why_it_failed(ended: Ended, log: Path) -> str:
    """Return in words why a training ended without a model."""
    if ended.filled_the_disk:
        return (
            f"The disk is full, so the training could not be finished. {UNCHANGED} Free some space and start it again."
        )
    if ended.code == -9:
        return (
            f"The training was killed: by somebody, or because the machine had no memory left. {UNCHANGED} "
            "Start the training again."
        )
    if ended.code < 0:
        return f"The training was ended by signal {-ended.code}. {UNCHANGED} Start the training again."
    return f"The training failed; {log} says why. {UNCHANGED}"
