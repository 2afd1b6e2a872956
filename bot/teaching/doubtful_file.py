"""What the latest look at the labels has found, in one small file: looking takes too long for a page to wait for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.teaching.doubtful import Doubt
from bot.teaching.whole_files import UnreadableFileError, read_record, write_record

_MOST = 300


@dataclass(frozen=True)
class Doubted:
    """An example whose labels are doubtful, as it stood: file, intent and words; `score` is how well they fit, 0 to 1;
    `instead` is what the other examples make of it."""

    file: str
    intent: str
    raw: str
    score: float
    instead: tuple[str, ...]


@dataclass(frozen=True)
class Look:
    """A look at all labels: when it ended, how many examples it was about, and what is doubtful, the most first."""

    at: str
    examples: int
    doubts: tuple[Doubted, ...]


def keep(path: Path, at: str, examples: int, doubts: Sequence[Doubt]) -> None:
    """Write what was found; `OSError` where the disk is full."""
    rows = [
        {
            "file": one.example.file,
            "intent": one.example.intent,
            "raw": one.example.raw,
            "score": round(one.score, 4),
            "instead": list(one.instead),
        }
        for one in doubts[:_MOST]
    ]
    write_record(path, {"at": at, "examples": examples, "doubts": rows})


def latest(path: Path) -> Look | None:
    """Return what was found last; None where nobody has looked, or the file cannot be read."""
    try:
        record = read_record(path)
        if record is None:
            return None
        doubts = tuple(
            Doubted(row["file"], row["intent"], row["raw"], float(row["score"]), tuple(row["instead"]))
            for row in record["doubts"]
        )
        return Look(str(record["at"]), int(record["examples"]), doubts)
    except (UnreadableFileError, KeyError, TypeError, ValueError):
        return None
