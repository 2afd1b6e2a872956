"""The model of the present files is trained where there is none."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from pathlib import Path

import pytest

from bot.cli import training
from bot.cli.errors import CommandError
from bot.cli.training import trained_model
from bot.publishing.versions import Versions

VERSIONS = Versions("data", "program")
NAME = VERSIONS.model_name


@pytest.fixture
def trainer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Sequence[str]]:
    """Training that writes a file instead of a model; returns the commands that were run."""
    commands: list[Sequence[str]] = []
    monkeypatch.setattr(training, "MODELS", tmp_path / "models")
    monkeypatch.setattr(training, "LOGS", tmp_path / "log")
    monkeypatch.setattr(training, "present_versions", lambda: VERSIONS)

    def train(words: str, command: Sequence[str], log: Path, environment: Mapping[str, str]) -> int:
        commands.append(command)
        out = Path(command[command.index("--out") + 1])
        out.mkdir()
        (out / f"{NAME}.tar.gz").write_bytes(b"model")
        return 0

    monkeypatch.setattr(training, "run_with_dots", train)
    return commands


def test_two_first_starts_at_once_train_once(
    trainer: list[Sequence[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The second of two starts waits for the first, says so, and takes its model."""
    at_it, go_on = threading.Event(), threading.Event()
    train = training.run_with_dots

    def slowly(words: str, command: Sequence[str], log: Path, environment: Mapping[str, str]) -> int:
        at_it.set()
        assert go_on.wait(10)
        return train(words, command, log, environment)

    monkeypatch.setattr(training, "run_with_dots", slowly)
    with ThreadPoolExecutor(2) as starts:
        first = starts.submit(trained_model, {})
        assert at_it.wait(10)
        second = starts.submit(trained_model, {})
        with pytest.raises(NotYet):
            second.result(0.3)
        go_on.set()

        assert first.result(10) == second.result(10) == tmp_path / "models" / f"{NAME}.tar.gz"

    assert len(trainer) == 1
    assert "waiting" in capsys.readouterr().out


def test_a_start_that_was_killed_holds_up_no_other(trainer: list[Sequence[str]], tmp_path: Path) -> None:
    """The lock of a process that is gone is no lock."""
    (tmp_path / "models").mkdir()
    hold = (
        f"import fcntl, os; f = open({str(tmp_path / 'models' / 'train.lock')!r}, 'w'); fcntl.flock(f, 2); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", hold], check=False)

    trained_model({})

    assert len(trainer) == 1


def test_models_that_cannot_be_written_are_said_in_a_sentence(
    trainer: list[Sequence[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the folder of models cannot be made, the command ends with words."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    monkeypatch.setattr(training, "MODELS", tmp_path / "file" / "models")

    with pytest.raises(CommandError, match="cannot be written to"):
        trained_model({})


def test_a_model_is_trained_once(trainer: list[Sequence[str]], tmp_path: Path) -> None:
    """Where the model of these inputs is there, it is taken; else it is trained and put in its place whole."""
    first = trained_model({})
    second = trained_model({})

    assert first == second == tmp_path / "models" / f"{NAME}.tar.gz"
    assert first.read_bytes() == b"model"
    assert len(trainer) == 1


@pytest.mark.parametrize("code", [1, 0])
def test_training_that_fails_names_its_log(
    trainer: list[Sequence[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: int
) -> None:
    """A failure, or a success without a model, leaves no model and says where to look."""
    monkeypatch.setattr(training, "run_with_dots", lambda *_: code)

    with pytest.raises(CommandError, match=r"Training failed; .*train\.log says why\."):
        trained_model({})
    assert not (tmp_path / "models" / f"{NAME}.tar.gz").exists()
