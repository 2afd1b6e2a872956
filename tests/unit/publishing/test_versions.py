"""A model is named by what it is made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.publishing.versions import NOT_OF_THE_MODEL, PROGRAM, TAUGHT, Versions, versions_of
from tests.builders import ROOT

INPUTS = (*TAUGHT, *PROGRAM)
FOLDERS = [entry for entry in INPUTS if "." not in Path(entry).name]
FILES = [entry for entry in INPUTS if entry not in FOLDERS]


def name_of(root: Path) -> str:
    return versions_of(root).model_name


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
    name = name_of(root)

    assert name == name_of(root)
    assert name.startswith("signpost-")


@pytest.mark.parametrize("entry", INPUTS)
def test_a_change_of_any_input_gives_another_name(root: Path, entry: str) -> None:
    """Whatever a model is made of, a change of it asks for training."""
    before = name_of(root)
    changed = root / entry / "inner" / "one.txt" if entry in FOLDERS else root / entry

    changed.write_text("changed", encoding="utf-8")

    assert name_of(root) != before


@pytest.mark.parametrize("entry", NOT_OF_THE_MODEL)
def test_what_stands_before_rasa_asks_for_no_training(root: Path, entry: str) -> None:
    """A change of the masking, which no model knows of, leaves the model as it is."""
    before = name_of(root)

    (root / entry).mkdir(parents=True)
    (root / entry / "new.py").write_text("new", encoding="utf-8")

    assert name_of(root) == before


@pytest.mark.parametrize("entry", FOLDERS)
def test_a_file_added_renamed_or_removed_gives_another_name(root: Path, entry: str) -> None:
    """Which files there are counts as much as what they hold."""
    names = [name_of(root)]
    one = root / entry / "inner" / "one.txt"
    one.with_name("two.txt").write_text("two", encoding="utf-8")
    names.append(name_of(root))
    one.with_name("two.txt").rename(one.with_name("three.txt"))
    names.append(name_of(root))
    one.unlink()
    names.append(name_of(root))

    assert len(set(names)) == 4


def test_what_python_leaves_behind_changes_nothing(root: Path) -> None:
    """Compiled files are no input."""
    before = name_of(root)
    (root / FOLDERS[0] / "__pycache__").mkdir()
    (root / FOLDERS[0] / "__pycache__" / "x.pyc").write_bytes(b"x")

    assert name_of(root) == before


def test_what_a_model_is_not_made_of_changes_nothing(root: Path) -> None:
    """A change of wording or of the web part needs no training."""
    before = name_of(root)
    (root / "knowledge").mkdir()
    (root / "knowledge" / "replies.yml").write_text("x", encoding="utf-8")
    (root / "bot" / "web").mkdir()
    (root / "bot" / "web" / "urls.py").write_text("x", encoding="utf-8")

    assert name_of(root) == before


@pytest.mark.parametrize("entry", INPUTS)
def test_every_input_is_there(entry: str) -> None:
    """The lists name files and folders that the project has."""
    assert (ROOT / entry).exists()


def test_what_editors_teach_is_told_apart_from_the_program(root: Path, tmp_path: Path) -> None:
    """A change of data leaves the program's version, and the other way round."""
    before = versions_of(root)
    (root / "data/nlu/inner/one.txt").write_text("changed", encoding="utf-8")
    taught = versions_of(root)
    (root / "config.yml").write_text("changed", encoding="utf-8")
    programmed = versions_of(root)

    assert (taught.program, taught.data != before.data) == (before.program, True)
    assert (programmed.data, programmed.program != before.program) == (taught.data, True)


def test_a_snapshot_has_the_version_of_the_files_it_was_taken_from(root: Path) -> None:
    """A candidate is named by what it has learnt, wherever that was."""
    assert versions_of(root, root) == versions_of(root)
    assert Versions("a", "b").model_name != Versions("b", "a").model_name
