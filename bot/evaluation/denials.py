"""Scores negation: a concept in its sentence, and whether the sentence denies it.

Reads tab-separated files, a row for each concept: number, concept, sentence, label. A header, further columns and
labels other than "Negated" and "Affirmed" are let pass; whatever does not say "negated" is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.evaluation.counts import Counts
from bot.language.negation import is_denied

_NEGATED = ("neg", "absent", "denied")
_NOT_NEGATED = ("affirm", "pos", "present", "hist", "hypo", "recent", "uncertain", "unknown", "ambig", "conditional")


class DenialFileError(Exception):
    """A file of concepts cannot be used; the message gives file and line."""


@dataclass(frozen=True)
class DenialCase:
    """A concept as it stands in a sentence, and whether an expert calls it denied there."""

    number: str
    concept: str
    sentence: str
    negated: bool


@dataclass(frozen=True)
class DenialScores(Counts):
    """Counts over cases: denied and found, called denied wrongly, denied and not found, and rightly left alone."""

    kept: int
    failures: tuple[DenialCase, ...]


def read_denials(path: Path) -> list[DenialCase]:
    """Return the cases of a tab-separated file.

    Raises:
        DenialFileError: The file cannot be read, or a line is not a case.
    """
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError as error:
        raise DenialFileError(f"{path}: cannot be read ({type(error).__name__})") from error
    cases = []
    for number, line in enumerate(lines, 1):
        fields = [field.strip() for field in line.split("\t")]
        if not line.strip() or (number == 1 and _is_header(fields)):
            continue
        cases.append(_case(path, number, fields))
    if not cases:
        raise DenialFileError(f"{path}: no case in it; expected lines of number, concept, sentence and label")
    return cases


def score_denials(cases: Sequence[DenialCase]) -> DenialScores:
    """Ask for every case whether its sentence denies its concept, with the code that recognition uses."""
    found = wrong = missed = kept = 0
    failures = []
    for case in cases:
        said = any(is_denied(case.sentence, start, end) for start, end in places(case.concept, case.sentence))
        found += said and case.negated
        wrong += said and not case.negated
        missed += not said and case.negated
        kept += not said and not case.negated
        if said is not case.negated:
            failures.append(case)
    return DenialScores(found, wrong, missed, kept, tuple(failures))


def places(concept: str, sentence: str) -> list[tuple[int, int]]:
    """Return where a concept stands in a sentence: as whole words, else inside words, else its words with others
    between them; nothing where it is not there."""
    words = re.findall(r"\w+", concept)
    if not words:
        return []
    joined = r"\W+".join(map(re.escape, words))
    for pattern in (rf"(?<!\w){joined}(?!\w)", joined, r"\W+(?:\w+\W+){0,3}?".join(map(re.escape, words))):
        found = [match.span() for match in re.finditer(pattern, sentence, re.IGNORECASE)]
        if found:
            return found
    return []


def _is_header(fields: Sequence[str]) -> bool:
    return any(field.lower() in {"concept", "sentence", "negation", "label"} for field in fields)


def _case(path: Path, number: int, fields: Sequence[str]) -> DenialCase:
    # Without a column of numbers the concept comes first.
    offset = 0 if len(fields) == 3 else 1
    if len(fields) < 3:
        raise DenialFileError(
            f"{path}, line {number}: {len(fields)} columns; expected number, concept, sentence, label"
        )
    concept, sentence, label = fields[offset : offset + 3]
    negated = next(_labels(fields[offset + 2 :]), None)
    if negated is None:
        raise DenialFileError(f"{path}, line {number}: label {label!r}; expected Negated or Affirmed")
    return DenialCase(fields[0] if offset else str(number), concept.strip('"'), sentence.strip('"'), negated)


def _labels(fields: Sequence[str]) -> Iterator[bool]:
    for field in fields:
        lowered = field.lower()
        if lowered.startswith(_NEGATED):
            yield True
        elif lowered.startswith(_NOT_NEGATED):
            yield False
