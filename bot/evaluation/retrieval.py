"""Scores search on our own questions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.evaluation.intervals import Share


@dataclass(frozen=True)
class Question:
    """A question with the entries that answer it; with none where the documents hold no answer. `honest` are entries
    that say so."""

    id: str
    text: str
    answers: frozenset[str]
    honest: frozenset[str]
    held: bool


@dataclass(frozen=True)
class Found:
    """What was given for a question: entry ids best first, and whether an answer was given at all."""

    question: Question
    entries: tuple[str, ...]
    answered: bool


@dataclass(frozen=True)
class RetrievalScores:
    """Shares over questions."""

    first: Share
    among_three: Share
    not_held: Share
    refused: Share


def read_questions(path: Path) -> list[Question]:
    """Return the questions of a JSON Lines file."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Question(
            record["id"],
            record["question"],
            frozenset(record.get("answers", ())),
            frozenset(record.get("honest", ())),
            record["held"],
        )
        for record in records
    ]


def as_named_now(questions: Sequence[Question], names: Mapping[str, str]) -> list[Question]:
    """Return questions that name entries by the ids under which they are held now; `names` gives those of entries that
    were merged into others since."""

    def now(ids: frozenset[str]) -> frozenset[str]:
        return frozenset(names.get(one, one) for one in ids)

    return [replace(one, answers=now(one.answers), honest=now(one.honest)) for one in questions]


def score(found: Sequence[Found]) -> RetrievalScores:
    """Return the figures. A question without an answer is recognised where none is given, or an entry that says so."""
    held = [one for one in found if one.question.held]
    unheld = [one for one in found if not one.question.held]
    return RetrievalScores(
        first=Share.of(bool(one.entries) and one.entries[0] in one.question.answers for one in held),
        among_three=Share.of(bool(one.question.answers & set(one.entries[:3])) for one in held),
        not_held=Share.of(not one.answered or one.entries[0] in one.question.honest for one in unheld),
        refused=Share.of(not one.answered for one in held),
    )
