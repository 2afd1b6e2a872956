"""Which model a start takes: the live one, or the one before it where the file of the live one is damaged."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from bot.cli import live_model
from bot.publishing.shelf import ModelShelf
from bot.publishing.versions import Versions


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModelShelf:
    """A shelf on which one model is live and one was live before it, both of the present program."""
    monkeypatch.setattr(live_model, "MODELS", tmp_path)
    monkeypatch.setattr(live_model, "present_versions", lambda: Versions(data="d", program="p"))
    shelf = ModelShelf(tmp_path)
    for name in ("signpost-before", "signpost-live"):
        shelf.archive(name).write_bytes(f"the model {name}".encode())
        shelf.put(name, who="an editor", why="to teach it", data_version="d", program_version="p")
        shelf.make_live(name, what="published", who="an editor", why="better")
    return shelf


def _start() -> tuple[Path, str]:
    said = io.StringIO()
    model = live_model.model_to_serve({}, Console(file=said, width=200), unpublished=False)
    return model, said.getvalue()


def test_a_start_takes_the_live_model(shelf: ModelShelf) -> None:
    """What is live answers, and nothing is said about it."""
    assert _start() == (shelf.archive("signpost-live"), "")


def test_a_start_with_a_damaged_model_takes_the_one_before_it(shelf: ModelShelf) -> None:
    """A file that was cut short is named, the model before it answers again, and the history says why."""
    shelf.archive("signpost-live").write_bytes(b"the mod")

    model, said = _start()

    assert model == shelf.archive("signpost-before")
    assert "signpost-live is cut short" in said
    assert shelf.history()[-1].why == "signpost-live is damaged"
    published = shelf.published()
    assert published is not None
    assert published.live == "signpost-before"


def test_a_start_with_no_whole_model_trains_one(shelf: ModelShelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where both are damaged, the model of the present files is made anew."""
    for name in ("signpost-before", "signpost-live"):
        shelf.archive(name).write_bytes(b"")
    made = shelf.archive("signpost-new")
    monkeypatch.setattr(live_model, "_first", lambda *_, changed: made if changed else None)

    assert _start()[0] == made
