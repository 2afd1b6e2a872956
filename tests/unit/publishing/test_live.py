"""Which Rasa is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.publishing import live
from bot.publishing.live import LiveRasa, Serving, put_in_service

HERE = Serving("http://127.0.0.1:5005")
THERE = Serving("http://127.0.0.1:6006", "signpost-b")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "live.json"


def test_without_a_file_the_configured_rasa_is_asked(file: Path) -> None:
    """Somebody who starts the processes by hand needs no file."""
    assert LiveRasa(file, HERE).now() == HERE


def test_a_change_is_noticed_at_the_next_message(file: Path) -> None:
    """No restart is needed, and no message goes to the old Rasa after the change."""
    rasa = LiveRasa(file, HERE)
    put_in_service(file, Serving("http://127.0.0.1:5005", "signpost-a"))
    before = rasa.now()

    put_in_service(file, THERE)

    assert before.model == "signpost-a"
    assert rasa.now() == THERE


def test_an_unchanged_file_is_not_read_again(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A message costs a look at the file's date, not a read."""
    put_in_service(file, THERE)
    rasa = LiveRasa(file, HERE)
    rasa.now()
    monkeypatch.setattr(live, "read_record", lambda path: pytest.fail("read again"))

    assert rasa.now() == THERE


@pytest.mark.parametrize(
    "content",
    [
        pytest.param('{"url": "http://127', id="cut-short"),
        pytest.param("[]", id="no-record"),
        pytest.param('{"url": 7}', id="no-address"),
    ],
)
def test_a_damaged_file_leaves_the_rasa_of_before(file: Path, content: str) -> None:
    """Whatever is wrong with the file, messages are still answered."""
    rasa = LiveRasa(file, HERE)
    put_in_service(file, THERE)
    rasa.now()

    file.write_text(content, encoding="utf-8")

    assert rasa.now() == THERE
