"""Every example of the project, as editors browse it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.recognition.examples import UNCLEAR, Mark
from bot.teaching.marks import read_marks
from bot.teaching.training_file import TrainingFile


@dataclass(frozen=True)
class Taught:
    """One example: where it stands (`line` from 1), as it is written (`raw`), its bare text, and what it teaches.

    `also` are signs that it shows beside its own intent, marked or not.
    """

    file: str
    line: int
    intent: str
    raw: str
    text: str
    marks: tuple[Mark, ...]
    labels: frozenset[str]
    voice: str = ""
    writer: str = ""
    also: frozenset[str] = frozenset()


def taught_in(root: Path, texts: dict[str, str] | None = None) -> list[Taught]:
    """Return every example below `data/nlu` of a project, in the order of the files.

    Args:
        texts: Other texts for some files, by their names relative to the project, as a draft has them.

    Raises:
        TeachingError: A file is not in the form that is used here; the message gives file and line.
    """
    found: list[Taught] = []
    for path in sorted((root / "data" / "nlu").rglob("*.yml")):
        name = path.relative_to(root).as_posix()
        text = (texts or {}).get(name) or path.read_text(encoding="utf-8")
        found += examples_of(TrainingFile(name, text))
    return found


def examples_of(file: TrainingFile) -> list[Taught]:
    """Return every example of a file."""
    found = []
    for block in file.blocks:
        about = block.metadata
        also = frozenset(str(one) for one in _listed(about.get("also")))
        for number, raw in block.lines:
            text, marks = read_marks(raw)
            found.append(
                Taught(
                    file.name,
                    number + 1,
                    block.intent,
                    raw,
                    text,
                    marks,
                    _labels(block.intent, marks) | (also if block.intent.startswith("concern/") else frozenset()),
                    str(about.get("voice", "")),
                    str(about.get("writer", "")),
                    also,
                )
            )
    return found


def matching(examples: Iterable[Taught], *, words: str = "", intent: str = "", voice: str = "") -> list[Taught]:
    """Return the examples with all of these words, of that intent and that voice; an empty one asks for nothing."""
    wanted = words.casefold().split()
    return [
        example
        for example in examples
        if all(word in example.text.casefold() for word in wanted)
        and intent in ("", example.intent)
        and voice in ("", example.voice)
    ]


def counts_by_voice(examples: Sequence[Taught]) -> dict[str, Counter[str]]:
    """Return for each intent how many examples each voice has, so that gaps are seen."""
    counts: dict[str, Counter[str]] = {}
    for example in examples:
        counts.setdefault(example.intent, Counter())[example.voice] += 1
    return counts


def _labels(intent: str, marks: Sequence[Mark]) -> frozenset[str]:
    if not intent.startswith("concern/"):
        return frozenset()
    own = intent.split("/", 1)[1]
    marked = {mark.label for mark in marks if mark.reason is None}
    return frozenset(marked | ({own} if own != UNCLEAR else set()))


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()
