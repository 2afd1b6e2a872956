"""A document that is imported while the action server runs is answered from without a restart."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from actions import live_index, wiring
from bot.advice.case import Case
from bot.advice.reading import Reading
from bot.content.importing.document import Document, Excerpt
from bot.content.importing.library import DocumentLibrary
from bot.content.live_pack import GUIDANCE_FILE
from bot.reply.indexing import all_passages, bring_up_to_date
from bot.retrieval.store import IndexStore
from bot.teaching.whole_files import write_record
from tests.builders import KeywordEncoder, PackCopy

ENCODER = KeywordEncoder("duty", "danger", "assessment", "ends")
DOCUMENT = Document(
    id="guide-0123456789",
    title="Guide",
    authority="north-east-lincolnshire",
    date="2024",
    kind="guidance",
    file="a.txt",
    sha256="0" * 64,
    passages=(Excerpt(n=1, section="", page=2, text="assessment ends"),),
)


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch, pack_copy: PackCopy, tmp_path: Path) -> Iterator[None]:
    """Parts are put together anew, in folders of the test's own."""
    monkeypatch.setenv(wiring.PACK_VARIABLE, str(pack_copy.folder))
    monkeypatch.setenv(wiring.DATA_VARIABLE, str(tmp_path))
    monkeypatch.setenv(wiring.INDEX_VARIABLE, str(tmp_path / "index"))
    monkeypatch.setenv(wiring.DOCUMENTS_VARIABLE, str(tmp_path / "documents"))
    monkeypatch.setattr(wiring, "question_encoder", lambda: ENCODER)
    monkeypatch.setattr(live_index, "_LOOK_EVERY_SECONDS", 0.0)
    parts = (wiring._live, wiring._composer_of, wiring._guidance)
    for part in parts:
        part.cache_clear()
    yield
    for part in parts:
        part.cache_clear()


def index(tmp_path: Path, *documents: Document) -> None:
    """Put an index of the pack and these documents into service."""
    passages = all_passages(wiring.loaded_pack(), documents, date.today())
    bring_up_to_date(IndexStore(tmp_path / "index"), passages, ENCODER)


def answers() -> list[str]:
    """Return the ids of what answers a question that no entry answers."""
    reply = wiring.conversation().question("assessment ends", Reading(), Case()).reply
    return [item.id for item in reply.guidance]


def within_seconds(expected: list[str]) -> bool:
    """Return whether the answers become these; the new index is read in the background."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if answers() == expected:
            return True
        time.sleep(0.02)
    return False


def test_an_import_is_picked_up_and_so_is_a_removal(tmp_path: Path) -> None:
    """The process is the same all the time."""
    index(tmp_path)
    assert answers() == []
    DocumentLibrary(tmp_path / "documents").put(DOCUMENT)
    index(tmp_path, DOCUMENT)
    assert within_seconds(["doc:guide-0123456789:1"])

    index(tmp_path)
    assert within_seconds([])


def test_a_new_index_that_is_damaged_leaves_the_old_one(tmp_path: Path) -> None:
    """Answers go on, and a whole one is taken as soon as it is there."""
    DocumentLibrary(tmp_path / "documents").put(DOCUMENT)
    index(tmp_path, DOCUMENT)
    assert answers() == ["doc:guide-0123456789:1"]

    (tmp_path / "index" / "current").write_text("nowhere", encoding="utf-8")
    for _ in range(20):
        assert answers() == ["doc:guide-0123456789:1"]
        time.sleep(0.01)
    index(tmp_path)
    assert within_seconds([])


def test_published_guidance_is_answered_by_without_a_restart(tmp_path: Path, pack_copy: PackCopy) -> None:
    """Files that somebody changes by hand change nothing; once they are published, the next answers go by them."""
    index(tmp_path)
    before = wiring.conversation()
    pack_copy.change("pack.yml", lambda held: held.update(version="2099.1"))

    assert wiring.conversation() is before
    assert not wiring.loaded_pack().version.startswith("2099.1")
    write_record(tmp_path / GUIDANCE_FILE, {"version": "2099.1"})

    end = time.monotonic() + 10
    while wiring.conversation() is before and time.monotonic() < end:
        time.sleep(0.05)
    assert wiring.conversation() is not before
    assert wiring.loaded_pack().version.startswith("2099.1")
