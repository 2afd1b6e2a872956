"""A command that looks again and again."""

from __future__ import annotations

import logging

import pytest

from bot.cli import looking_again


def test_a_look_that_fails_is_told_of_without_its_words_and_the_next_one_follows(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The log has the kind of failure alone, and looking goes on until the process is asked to end."""
    waited: list[int] = []
    looks = iter([ValueError("what somebody wrote"), None, SystemExit(0)])

    def look() -> None:
        what = next(looks)
        if what is not None:
            raise what

    monkeypatch.setattr(looking_again.signal, "signal", lambda number, then: None)
    monkeypatch.setattr(looking_again.time, "sleep", waited.append)
    with caplog.at_level(logging.ERROR), pytest.raises(SystemExit):
        looking_again.look_again("notices", look, every_seconds=15)

    assert waited == [15, 15]
    assert [record.getMessage() for record in caplog.records] == ["notices: ValueError"]
