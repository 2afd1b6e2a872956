"""Scores what is quoted of imported documents: the right passage, a wrong one, or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.evaluation.intervals import Share


@dataclass(frozen=True)
class QuoteQuestion:
    """A question with the place that answers it, file and section; None where no document does."""

    id: str
    text: str
    place: tuple[str, str] | None


@dataclass(frozen=True)
class QuoteScores:
    """Shares over questions: of those that a passage answers, where the right one or a wrong one is quoted (`right`,
    `wrong`); of those that none answers, where one is quoted all the same (`needless`)."""

    right: Share
    wrong: Share
    needless: Share


def read_quote_questions(path: Path) -> list[QuoteQuestion]:
    """Return the questions of a JSON Lines file: `id`, `question`, and `document` with `section` where one answers."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        QuoteQuestion(one["id"], one["question"], (one["document"], one["section"]) if "document" in one else None)
        for one in records
    ]


def score_quotations(
    questions: Sequence[QuoteQuestion], quoted: Callable[[str], tuple[str, str] | None]
) -> QuoteScores:
    """Return the figures; `quoted` gives the place of the passage that is quoted for a question, or None."""
    found = [(question, quoted(question.text)) for question in questions]
    answered = [(question, place) for question, place in found if question.place is not None]
    return QuoteScores(
        right=Share.of(place == question.place for question, place in answered),
        wrong=Share.of(place not in (None, question.place) for question, place in answered),
        needless=Share.of(place is not None for question, place in found if question.place is None),
    )
