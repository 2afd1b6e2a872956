"""The parts of `signpost bench` that time a model."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from bot.cli.benches import training, understanding
from bot.cli.errors import CommandError


class Run:
    """Stands in for `subprocess.run`, and keeps what was asked of it."""

    def __init__(self, *, code: int = 0, output: bytes = b"") -> None:
        self.commands: list[list[str]] = []
        self.given: list[bytes] = []
        self._code, self._output = code, output

    def __call__(self, command: list[str], **options: object) -> subprocess.CompletedProcess[bytes]:
        self.commands.append(command)
        self.given.append(bytes(options.get("input") or b""))  # type: ignore[arg-type]
        return subprocess.CompletedProcess(command, self._code, self._output, b"what went wrong")


def test_the_times_of_messages_are_summed_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Median and 95th percentile come from the printed times, whatever else the model prints."""
    run = Run(output=b"a warning\n" + json.dumps([float(n) for n in range(1, 101)]).encode() + b"\n")
    monkeypatch.setattr(understanding.subprocess, "run", run)

    times = understanding.measure(Path("model.tar.gz"))

    assert (times.median_ms, times.messages) == (50.5, 100)
    assert 95 <= times.p95_ms <= 97
    assert run.given[0].count(b'"text"') == 100


def test_a_model_that_cannot_be_loaded_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure is a sentence with what the process said."""
    monkeypatch.setattr(understanding.subprocess, "run", Run(code=1))

    with pytest.raises(CommandError, match="what went wrong"):
        understanding.measure(Path("model.tar.gz"))


def test_both_pipelines_train_on_the_same_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ours trains twice, so that the second finds its vectors; then DIET; the ratio is of the two last."""
    run = Run()
    monkeypatch.setattr(training.subprocess, "run", run)
    clock = iter([0.0, 90.0, 100.0, 130.0, 200.0, 800.0])
    monkeypatch.setattr(training.time, "monotonic", lambda: next(clock))

    times = training.measure(diet_epochs=7)

    assert (times.ours_s, times.diet_s, times.ratio) == (30.0, 600.0, 20.0)
    assert [command[command.index("--data") + 1] for command in run.commands] == ["data"] * 3
    assert run.commands[0][: run.commands[0].index("--out")] == run.commands[1][: run.commands[1].index("--out")]
    assert run.commands[2] != run.commands[1]


def test_a_training_that_fails_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipeline that does not train ends the measurement."""
    monkeypatch.setattr(training.subprocess, "run", Run(code=1))

    with pytest.raises(CommandError, match="what went wrong"):
        training.measure()
