"""The real parts, put together; the encoder is a stand-in."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from actions import wiring
from bot.advice.case import Case
from bot.advice.reading import Reading
from bot.content.errors import PackNotFoundError
from bot.reply.entries import passages_of
from bot.retrieval.store import IndexStore
from tests.builders import KeywordEncoder, PackCopy


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch, pack_copy: PackCopy, tmp_path: Path) -> Iterator[None]:
    """Parts are put together anew, over a small pack, an index of the test's own and an encoder of words."""
    monkeypatch.setenv(wiring.PACK_VARIABLE, str(pack_copy.folder))
    monkeypatch.setenv(wiring.DATA_VARIABLE, str(tmp_path))
    monkeypatch.setenv(wiring.INDEX_VARIABLE, str(tmp_path / "index"))
    monkeypatch.setattr(wiring, "question_encoder", lambda: KeywordEncoder("duty", "danger"))
    monkeypatch.setenv(wiring.DOCUMENTS_VARIABLE, str(tmp_path / "documents"))
    forget()
    yield
    forget()


def forget() -> None:
    """Forget the parts that were put together before."""
    for part in vars(wiring).values():
        if hasattr(part, "cache_clear"):
            part.cache_clear()


def build_index(tmp_path: Path, encoder: KeywordEncoder | None = None) -> None:
    """Write the index of the pack in use."""
    passages = passages_of(wiring.loaded_pack(), date.today())
    IndexStore(tmp_path / "index").write(passages, encoder or KeywordEncoder("duty", "danger"))


def test_a_question_is_answered_out_of_the_index(tmp_path: Path) -> None:
    """With an index in place, questions get entries."""
    build_index(tmp_path)

    turn = wiring.conversation().question("when to ring duty", Reading(), Case())

    assert [item.id for item in turn.reply.guidance] == ["duty-team-when"]


def test_without_an_index_concerns_are_advised_on_all_the_same(caplog: pytest.LogCaptureFixture) -> None:
    """A missing index costs the answers about procedure, never the advice, and the log says what to run."""
    with caplog.at_level(logging.ERROR):
        conversation = wiring.conversation()

    assert conversation.concern("x", Reading(), Case()).reply.assessment is not None
    assert "I will not guess" in conversation.question("when", Reading(), Case()).reply.replies[0].text
    assert "run `signpost index build`" in caplog.text


def test_an_index_of_another_encoder_is_not_used(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Vectors that do not fit the encoder answer nothing."""
    build_index(tmp_path, KeywordEncoder("duty", "danger", fingerprint="other"))

    with caplog.at_level(logging.ERROR):
        turn = wiring.conversation().question("when to ring duty", Reading(), Case())

    assert turn.reply.guidance == []
    assert "another encoder" in caplog.text


def test_parts_are_made_once() -> None:
    """Every action of a process shares one pack, one composer and one conversation."""
    assert wiring.conversation() is wiring.conversation()
    assert wiring.composer() is wiring.composer()
    assert wiring.loaded_pack() is wiring.loaded_pack()


def test_a_failsafe_needs_no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words for a failure can be written while the encoder cannot be loaded."""

    def broken() -> None:
        raise OSError("no weights")

    monkeypatch.setattr(wiring, "question_encoder", broken)

    assert wiring.composer().failsafe().kind == "failsafe"


def test_a_pack_that_is_not_there_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A wrong path in the environment is said at once, not answered with another pack."""
    monkeypatch.setenv(wiring.PACK_VARIABLE, str(tmp_path / "nowhere"))

    with pytest.raises(PackNotFoundError):
        wiring.loaded_pack()
