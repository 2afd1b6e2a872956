"""The difference that a draft makes to the files, line by line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

_MOST_LINES = 200


@dataclass(frozen=True)
class Line:
    """A line that goes (`gone`) or comes, with its number in the old or the new file."""

    number: int
    text: str
    gone: bool


@dataclass(frozen=True)
class FileChange:
    """The lines of a file that change, and how many stay as they are; `more` lines are not shown."""

    file: str
    lines: tuple[Line, ...]
    same: int
    more: int = 0


def changes_of(root: Path, texts: Mapping[str, str]) -> tuple[FileChange, ...]:
    """Return for each file that changes the lines that do."""
    found = []
    for file, text in texts.items():
        before = (root / file).read_bytes().decode("utf-8").split("\n") if (root / file).exists() else []
        after = text.split("\n")
        lines, same = [], 0
        for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            if what == "equal":
                same += b - a
                continue
            lines += [Line(n + 1, before[n], True) for n in range(a, b)]
            lines += [Line(n + 1, after[n], False) for n in range(c, d)]
        if lines:
            found.append(FileChange(file, tuple(lines[:_MOST_LINES]), same, max(len(lines) - _MOST_LINES, 0)))
    return tuple(found)
