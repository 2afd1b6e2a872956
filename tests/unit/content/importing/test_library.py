"""Documents on disk are whole or not there."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from bot.content.importing.document import Document, Excerpt
from bot.content.importing.errors import UnknownDocumentError, UnreadableError
from bot.content.importing.library import DocumentLibrary

DOCUMENT = Document(
    id="local-thresholds-0123456789",
    title="Local thresholds",
    authority="north-east-lincolnshire",
    date="2024",
    kind="policy",
    file="a.pdf",
    sha256="0" * 64,
    passages=(
        Excerpt(n=1, section="Referral", page=3, text="Words."),
        Excerpt(n=2, section="", page=None, text="More."),
    ),
)


def test_a_document_comes_back_as_it_was_put(tmp_path: Path) -> None:
    """Nothing is lost on the way."""
    library = DocumentLibrary(tmp_path / "documents")
    assert library.ids() == []
    library.put(DOCUMENT)

    assert library.all() == [DOCUMENT]
    assert list((tmp_path / "documents").iterdir()) == [tmp_path / "documents" / f"{DOCUMENT.id}.json"]


@pytest.mark.parametrize("step", ["dump", "fsync", "replace"])
def test_a_failure_while_writing_leaves_the_earlier_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Whatever step fails, the file before it is still whole, and nothing else is there."""
    library = DocumentLibrary(tmp_path)
    library.put(DOCUMENT)

    def fail(*_: object, **__: object) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as broken:
        broken.setattr(json if step == "dump" else os, step, fail)
        with pytest.raises(OSError, match="no space"):
            library.put(DOCUMENT.model_copy(update={"date": "2025"}))

    assert library.all() == [DOCUMENT]
    assert len(list(tmp_path.iterdir())) == 1


def test_an_unknown_id_gets_the_nearest_one(tmp_path: Path) -> None:
    """A slip of the pen is answered with what was meant; a path is never followed."""
    library = DocumentLibrary(tmp_path)
    library.put(DOCUMENT)

    with pytest.raises(UnknownDocumentError, match="Did you mean 'local-thresholds-0123456789'"):
        library.get("local-threshold-0123456789")
    for wrong in ("../secrets", "", "a/b", "A"):
        with pytest.raises(UnknownDocumentError):
            library.remove(wrong)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"id": "x"}', "\x00"])
def test_a_damaged_document_is_named_and_can_be_removed(tmp_path: Path, content: str) -> None:
    """It stops nobody from removing it, and the others can be read."""
    library = DocumentLibrary(tmp_path)
    library.put(DOCUMENT)
    (tmp_path / "bad.json").write_text(content, encoding="utf-8")

    with pytest.raises(UnreadableError, match=r"bad\.json"):
        library.get("bad")
    assert list(library.readable()) == [DOCUMENT]
    library.remove("bad")
    assert library.all() == [DOCUMENT]


def test_where_a_passage_stands_is_always_said() -> None:
    """Heading and page, or else which passage it is."""
    assert [DOCUMENT.place(p) for p in DOCUMENT.passages] == ["Referral, page 3", "passage 2 of 2"]
