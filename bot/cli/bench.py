"""`signpost bench`: how fast Signpost is, beside the starter bot of `rasa init`, and how its search grows with size.

On this machine, in this run.
"""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer
from rich.console import Console

from bot.cli.benches import index, publishing, training, turns, understanding
from bot.cli.run import environment_for
from bot.cli.system import free_ports
from bot.cli.training import trained_model


class Part(str, Enum):
    """What is measured."""

    TURNS = "turns"
    UNDERSTANDING = "understanding"
    TRAINING = "training"
    INDEX = "index"
    PUBLISHING = "publishing"


def bench(
    only: Annotated[Part | None, typer.Option(help="measure this alone; else everything")] = None,
    diet_epochs: Annotated[
        int, typer.Option(help="epochs of Rasa's default pipeline; its own 100 take hours on our data")
    ] = training.DIET_EPOCHS,
) -> None:
    """Measure one turn, start and memory beside the starter bot, understanding, training beside DIET, the index, and a
    candidate from its training to its publication while messages are answered."""
    console = Console(highlight=False)
    if only in (None, Part.TURNS):
        turns.print_figures(console)
    if only in (None, Part.UNDERSTANDING):
        _understanding(console)
    if only in (None, Part.TRAINING):
        _training(console, diet_epochs)
    if only in (None, Part.INDEX):
        index.print_figures(console)
    if only in (None, Part.PUBLISHING):
        publishing.print_figures(console)


def _understanding(console: Console) -> None:
    times = understanding.measure(trained_model(environment_for(*free_ports(3))))
    console.print(
        f"One message understood: median {times.median_ms:.1f} ms, 95th percentile {times.p95_ms:.1f} ms over "
        f"{times.messages} (target {understanding.TARGET_MS:.0f} ms or less)"
    )


def _training(console: Console, diet_epochs: int) -> None:
    times = training.measure(diet_epochs=diet_epochs, progress=console.print)
    console.print(
        f"Retraining with vectors kept: {times.ours_s:.1f} s (target {training.TARGET_SECONDS:.0f} s or less); "
        f"Rasa's default pipeline, {times.diet_epochs} of its {training.DEFAULT_EPOCHS} epochs: {times.diet_s:.1f} s; "
        f"that is at least {times.ratio:.1f} times as long (target {training.TARGET_RATIO:.0f} or more)"
    )
