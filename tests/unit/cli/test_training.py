"""A model is trained when, and only when, something it is made of has changed."""

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
from bot.cli.training import INPUTS, NOT_OF_THE_MODEL, model_name, trained_model

FOLDERS = [entry for entry in INPUTS if "." not in Path(entry).name]
FILES = [entry for entry in INPUTS if entry not in FOLDERS]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project that has everything a model is made of, in small."""
    for entry in FOLDERS:
        (tmp_path / entry / "inner").mkdir(parents=True)
        (tmp_path / entry / "inner" / "one.txt").write_text(entry, encoding="utf-8")
    for entry in FILES:
        (tmp_path / entry).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / entry).write_text(entry, encoding="utf-8")
    return tmp_path


def test_the_same_inputs_give_the_same_name(root: Path) -> None:
    """A name depends on the inputs alone."""
    name = model_name(root)

    assert name == model_name(root)
    assert name.startswith("signpost-")


@pytest.mark.parametrize("entry", INPUTS)
def test_a_change_of_any_input_gives_another_name(root: Path, entry: str) -> None:
    """Whatever a model is made of, a change of it asks for training."""
    before = model_name(root)
    changed = root / entry / "inner" / "one.txt" if entry in FOLDERS else root / entry

    changed.write_text("changed", encoding="utf-8")

    assert model_name(root) != before


@pytest.mark.parametrize("entry", NOT_OF_THE_MODEL)
def test_what_stands_before_rasa_asks_for_no_training(root: Path, entry: str) -> None:
    """A change of the masking, which no model knows of, leaves the model as it is."""
    before = model_name(root)

    (root / entry).mkdir(parents=True)
    (root / entry / "new.py").write_text("new", encoding="utf-8")

    assert model_name(root) == before


@pytest.mark.parametrize("entry", FOLDERS)
def test_a_file_added_renamed_or_removed_gives_another_name(root: Path, entry: str) -> None:
    """Which files there are counts as much as what they hold."""
    names = [model_name(root)]
    one = root / entry / "inner" / "one.txt"
    one.with_name("two.txt").write_text("two", encoding="utf-8")
    names.append(model_name(root))
    one.with_name("two.txt").rename(one.with_name("three.txt"))
    names.append(model_name(root))
    one.unlink()
    names.append(model_name(root))

    assert len(set(names)) == 4


def test_what_python_leaves_behind_changes_nothing(root: Path) -> None:
    """Compiled files are no input."""
    before = model_name(root)
    (root / FOLDERS[0] / "__pycache__").mkdir()
    (root / FOLDERS[0] / "__pycache__" / "x.pyc").write_bytes(b"x")

    assert model_name(root) == before


def test_what_a_model_is_not_made_of_changes_nothing(root: Path) -> None:
    """A change of wording or of the web part needs no training."""
    before = model_name(root)
    (root / "knowledge").mkdir()
    (root / "knowledge" / "replies.yml").write_text("x", encoding="utf-8")
    (root / "bot" / "web").mkdir()
    (root / "bot" / "web" / "urls.py").write_text("x", encoding="utf-8")

    assert model_name(root) == before


def test_every_input_is_there() -> None:
    """The list names files and folders that the project has."""
    assert model_name() == model_name()


@pytest.fixture
def trainer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Sequence[str]]:
    """Training that writes a file instead of a model; returns the commands that were run."""
    commands: list[Sequence[str]] = []
    monkeypatch.setattr(training, "MODELS", tmp_path / "models")
    monkeypatch.setattr(training, "LOGS", tmp_path / "log")
    monkeypatch.setattr(training, "model_name", lambda: "signpost-abc")

    def train(words: str, command: Sequence[str], log: Path, environment: Mapping[str, str]) -> int:
        commands.append(command)
        out = Path(command[command.index("--out") + 1])
        out.mkdir()
        (out / "signpost-abc.tar.gz").write_bytes(b"model")
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

        assert first.result(10) == second.result(10) == tmp_path / "models" / "signpost-abc.tar.gz"

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

    assert first == second == tmp_path / "models" / "signpost-abc.tar.gz"
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
    assert not (tmp_path / "models" / "signpost-abc.tar.gz").exists()
