"""Files that survive whatever ends their writer."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.teaching.whole_files import UnreadableFileError, append_line, read_lines, read_record, write_record


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write that fails changes nothing and leaves nothing behind."""
    path = tmp_path / "record.json"
    write_record(path, {"n": 1})

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_record(path, {"n": 2})

    assert read_record(path) == {"n": 1}
    assert [file.name for file in tmp_path.iterdir()] == ["record.json"]


def test_a_line_that_was_cut_short_costs_itself_alone(tmp_path: Path) -> None:
    """What is written after a crash is not joined to the line that the crash cut."""
    path = tmp_path / "history.jsonl"
    append_line(path, {"n": 1})
    with path.open("a", encoding="utf-8") as file:
        file.write('{"n": 2, "wh')

    append_line(path, {"n": 3})

    assert read_lines(path) == [{"n": 1}, {"n": 3}]


def test_no_file_is_no_record(tmp_path: Path) -> None:
    """What was never written is told apart from what is damaged."""
    assert read_record(tmp_path / "none.json") is None
    assert read_lines(tmp_path / "none.jsonl") == []


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    """The error says which file it is."""
    path = tmp_path / "record.json"
    path.write_text('{"n":', encoding="utf-8")

    with pytest.raises(UnreadableFileError, match="record.json"):
        read_record(path)
