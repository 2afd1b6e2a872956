"""`signpost index build`, with an encoder of words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.cli import index
from bot.cli.main import main
from bot.reply.entries import passages_of
from bot.retrieval.embedder import EmbedderError
from bot.retrieval.store import IndexStore
from tests.builders import ENTRIES, KeywordEncoder, PackCopy

ENCODER = KeywordEncoder("duty", "danger")


@pytest.fixture(autouse=True)
def places(monkeypatch: pytest.MonkeyPatch, pack_copy: PackCopy, tmp_path: Path) -> None:
    """The command builds an index of the test's own out of a small pack."""
    monkeypatch.setattr(index, "INDEX", tmp_path / "index")
    monkeypatch.setattr(index, "DOCUMENTS", tmp_path / "documents")
    monkeypatch.setattr(index, "question_encoder", lambda: ENCODER)
    monkeypatch.setenv("SIGNPOST_PACK", str(pack_copy.folder))
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setattr("sys.argv", ["signpost", "index", "build"])


def test_the_entries_of_the_pack_are_indexed(
    capsys: pytest.CaptureFixture[str], pack_copy: PackCopy, tmp_path: Path
) -> None:
    """The first time the index is built; the second time it is up to date."""
    assert main() == 0
    assert capsys.readouterr().out == "Indexed 2 entries.\n"
    assert IndexStore(tmp_path / "index").read(ENCODER).passages == tuple(passages_of(pack_copy.load(), date.today()))
    assert main() == 0
    assert capsys.readouterr().out == "The index of 2 entries is up to date.\n"


def test_a_changed_entry_is_indexed_again(capsys: pytest.CaptureFixture[str], pack_copy: PackCopy) -> None:
    """An index that is out of date is built anew."""
    main()
    pack_copy.change(ENTRIES, lambda c: c["entries"][0].update(title="Another title"))
    capsys.readouterr()

    main()

    assert capsys.readouterr().out == "Indexed 2 entries.\n"


def test_a_broken_pack_is_named(capsys: pytest.CaptureFixture[str], pack_copy: PackCopy) -> None:
    """Faults of the pack are lines, not a traceback."""
    pack_copy.change("steps.yml", lambda c: c["steps"].pop())

    assert main() == 1
    assert "steps.yml: steps: found numbers" in capsys.readouterr().err


def test_missing_weights_are_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the encoder is not there the command says what to run."""

    def missing() -> KeywordEncoder:
        raise EmbedderError("no model.safetensors; run `make setup` again")

    monkeypatch.setattr(index, "question_encoder", missing)

    assert main() == 1
    assert capsys.readouterr().err == "no model.safetensors; run `make setup` again\n"
