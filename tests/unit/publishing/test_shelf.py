"""The models that there are, and which of them is live."""

from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.publishing.errors import DamagedModelError, UnknownModelError
from bot.publishing.shelf import ModelShelf, ModelState
from tests.unit.publishing.conftest import Project


class Clock:
    """Each look is a minute later than the one before."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 26, 12, tzinfo=timezone.utc)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture
def shelf(tmp_path: Path) -> ModelShelf:
    return ModelShelf(tmp_path, Clock())


def made(shelf: ModelShelf, name: str) -> str:
    shelf.archive(name).write_bytes(f"the model {name}".encode())
    shelf.put(name, who="an editor", why="to teach it", data_version="d", program_version="p")
    return name


def test_a_model_is_a_candidate_until_it_is_published(shelf: ModelShelf) -> None:
    """Candidate, live, previous, retired: each model stands in one place."""
    one, two, three = (made(shelf, f"signpost-{n}") for n in "abc")
    assert shelf.candidate() is not None
    for name in (one, two, three):
        assert shelf.state(name) is ModelState.CANDIDATE
        shelf.make_live(name, what="published", who="an editor", why="better")

    assert [shelf.state(name) for name in (one, two, three)] == [
        ModelState.RETIRED,
        ModelState.PREVIOUS,
        ModelState.LIVE,
    ]
    assert shelf.candidate() is None


def test_the_history_says_who_did_what_and_why(shelf: ModelShelf) -> None:
    """Every change stands there, the second person too."""
    made(shelf, "signpost-a")
    shelf.make_live("signpost-a", what="published", who="one", why="better", second="two")

    assert [(e.what, e.who, e.why, e.second) for e in shelf.history()] == [
        ("trained", "an editor", "to teach it", None),
        ("published", "one", "better", "two"),
    ]


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        pytest.param(lambda file: file.write_bytes(file.read_bytes()[:-3]), "cut short", id="cut-short"),
        pytest.param(lambda file: file.write_bytes(b"x" * file.stat().st_size), "was changed", id="changed"),
        pytest.param(lambda file: file.unlink(), "missing", id="missing"),
    ],
)
def test_a_model_that_is_not_whole_never_goes_live(shelf: ModelShelf, damage: object, said: str) -> None:
    """What is wrong with the file is said, and the live model stays live."""
    made(shelf, "signpost-a")
    shelf.make_live("signpost-a", what="published", who="one", why="better")
    made(shelf, "signpost-b")
    damage(shelf.archive("signpost-b"))  # type: ignore[operator]

    with pytest.raises(DamagedModelError, match=said):
        shelf.make_live("signpost-b", what="published", who="one", why="better")

    published = shelf.published()
    assert published is not None
    assert published.live == "signpost-a"


def test_a_full_disk_leaves_the_live_model_live(shelf: ModelShelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """The record of what is live is whole before and after."""
    for name in ("signpost-a", "signpost-b"):
        made(shelf, name)
    shelf.make_live("signpost-a", what="published", who="one", why="better")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        shelf.make_live("signpost-b", what="published", who="one", why="better")

    published = shelf.published()
    assert published is not None
    assert published.live == "signpost-a"


@pytest.mark.parametrize("is_first", [True, False])
def test_no_model_is_live_that_the_history_does_not_tell_of(
    shelf: ModelShelf, monkeypatch: pytest.MonkeyPatch, is_first: bool
) -> None:
    """Where the disk is full for the history alone, what was live stays live."""
    made(shelf, "signpost-b")
    if not is_first:
        made(shelf, "signpost-a")
        shelf.make_live("signpost-a", what="published", who="one", why="better")
    before = shelf.published()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bot.publishing.shelf.append_line", full)
    with pytest.raises(OSError, match="No space"):
        shelf.make_live("signpost-b", what="published", who="one", why="better")

    assert shelf.published() == before
    assert [file.name for file in shelf.folder.iterdir() if file.name.endswith(".before")] == []


def test_a_damaged_record_of_what_is_live_names_the_latest(shelf: ModelShelf) -> None:
    """Whoever has to mend it is told what stood there."""
    made(shelf, "signpost-a")
    shelf.make_live("signpost-a", what="published", who="one", why="better")
    (shelf.folder / "published.json").write_text('{"live": "sign', encoding="utf-8")

    with pytest.raises(DamagedModelError, match="signpost-a"):
        shelf.published()


def test_a_damaged_record_of_one_model_hides_no_other(shelf: ModelShelf) -> None:
    """The list goes on without it."""
    made(shelf, "signpost-a")
    made(shelf, "signpost-b")
    (shelf.folder / "signpost-b.json").write_text("{", encoding="utf-8")

    assert [model.name for model in shelf.models()] == ["signpost-a"]
    with pytest.raises(DamagedModelError, match="signpost-b"):
        shelf.record("signpost-b")


def test_an_unknown_model_is_said_with_those_that_there_are(shelf: ModelShelf) -> None:
    """A slip of the keyboard is found at once."""
    made(shelf, "signpost-a")

    with pytest.raises(UnknownModelError, match="signpost-a"):
        shelf.record("signpost-x")


def test_what_cannot_be_started_is_withdrawn(shelf: ModelShelf) -> None:
    """The one before is live again, and the history says why."""
    for name in ("signpost-a", "signpost-b"):
        made(shelf, name)
    back = shelf.make_live("signpost-a", what="published", who="one", why="better")
    shelf.make_live("signpost-b", what="published", who="one", why="better")

    shelf.withdraw("signpost-b", back, "it did not start")

    published = shelf.published()
    assert published is not None
    assert published.live == "signpost-a"
    assert shelf.history()[-1].what == "withdrawn"
    assert shelf.history()[-1].why == "it did not start"


def test_files_of_old_candidates_are_deleted(project: Project) -> None:
    """The newest stay, and so does everything that was ever live; the records tell of all of them."""
    live = project.model("live")
    project.shelf.make_live(live, what="published", who="one", why="x")
    names = [project.model(f"candidate{number}") for number in range(4)]
    newest = [model.name for model in project.shelf.models() if model.name in names][:2]

    gone = project.shelf.tidy(keep=2)

    assert sorted(gone) == sorted(set(names) - set(newest))
    assert [name for name in (live, *names) if project.shelf.archive(name).exists()] == [
        name for name in (live, *names) if name not in gone
    ]
    assert {model.name for model in project.shelf.models()} == {live, *names}
    assert project.shelf.tidy(keep=2) == []
