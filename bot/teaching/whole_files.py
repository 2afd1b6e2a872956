"""Files that are there whole or not at all, whatever ends the process that writes them."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class UnreadableFileError(Exception):
    """A file of ours cannot be used; the message says which, and what is wrong with it."""


def write_record(path: Path, record: Mapping[str, Any]) -> None:
    """Write a record as JSON in the place of what was there.

    Raises:
        OSError: The disk is full or cannot be written to; what was there before is still there.
    """
    write_text(path, json.dumps(record, indent=1, ensure_ascii=False) + "\n")


def write_text(path: Path, text: str) -> None:
    """Write a text in the place of what was there; `OSError` as for `write_record`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    _settle(path.parent)


def append_line(path: Path, record: Mapping[str, Any]) -> None:
    """Add a record as one line of JSON; a line cut short by a crash before it stays a line of its own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps(record, ensure_ascii=False) + "\n"
    with path.open("a+b") as file:
        file.seek(0, os.SEEK_END)
        if file.tell():
            file.seek(-1, os.SEEK_END)
            line = line if file.read(1) == b"\n" else "\n" + line
        file.write(line.encode())
        file.flush()
        os.fsync(file.fileno())


def read_record(path: Path) -> dict[str, Any] | None:
    """Return the record in a file, or None where there is no file.

    Raises:
        UnreadableFileError: It cannot be read, or is not one of ours.
    """
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise UnreadableFileError(f"{path}: cannot be read ({type(error).__name__})") from error
    if not isinstance(record, dict):
        raise UnreadableFileError(f"{path}: expected a record, found a {type(record).__name__}")
    return record


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Return the records of a file of lines, the oldest first; a line that was cut short is left out."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []
    found = []
    for line in lines:
        try:
            record = json.loads(line)
        except ValueError:
            continue
        if isinstance(record, dict):
            found.append(record)
    return found


def _settle(folder: Path) -> None:
    """Make the new name itself survive a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
