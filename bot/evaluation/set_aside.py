"""Scores what is set aside: whether the clause of every mark in the training data is turned as its mark says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.evaluation.intervals import Share
from bot.language.clauses import Span, clauses
from bot.language.context import turns_of

REASONS = ("negated", "past", "hypothetical", "adult_only")


@dataclass(frozen=True)
class MarkedText:
    """A message with its marks: start, end (exclusive), and the reason for which it does not count, None if it does."""

    text: str
    marks: tuple[tuple[int, int, str | None], ...]


@dataclass(frozen=True)
class ReasonScore:
    """How well one reason is told: of those called so how many are, and of those that are how many are called so."""

    reason: str
    precision: Share
    recall: Share


@dataclass(frozen=True)
class AsideScores:
    """By reason; of the marks that count, how many are left to count; of those that do not, how many are set aside for
    any reason."""

    by_reason: tuple[ReasonScore, ...]
    counted: Share
    set_aside: Share


def score_set_aside(messages: Sequence[MarkedText]) -> AsideScores:
    """Return the figures over all marks of these messages."""
    pairs: Counter[tuple[str | None, str | None]] = Counter()
    for message in messages:
        pieces = clauses(message.text)
        if not pieces:
            continue
        turns = turns_of(message.text, pieces)
        for start, end, reason in message.marks:
            turn = turns[_clause_at(pieces, start, end)]
            pairs[reason, turn.value if turn else None] += 1
    return AsideScores(
        tuple(_score(pairs, reason) for reason in REASONS),
        _share(pairs, lambda reason, given: given is None, lambda reason: reason is None),
        _share(pairs, lambda reason, given: given is not None, lambda reason: reason is not None),
    )


def _clause_at(pieces: Sequence[Span], start: int, end: int) -> int:
    """Return the clause in which most of a mark lies: its words are the evidence that recognition would show."""
    return max(range(len(pieces)), key=lambda i: min(pieces[i].end, end) - max(pieces[i].start, start))


def _score(pairs: Counter[tuple[str | None, str | None]], reason: str) -> ReasonScore:
    hits = pairs[reason, reason]
    called = sum(count for (_, given), count in pairs.items() if given == reason)
    marked = sum(count for (truth, _), count in pairs.items() if truth == reason)
    return ReasonScore(reason, Share(hits, called), Share(hits, marked))


def _share(
    pairs: Counter[tuple[str | None, str | None]],
    hit: Callable[[str | None, str | None], bool],
    of: Callable[[str | None], bool],
) -> Share:
    total = sum(count for (reason, _), count in pairs.items() if of(reason))
    return Share(sum(count for (reason, given), count in pairs.items() if of(reason) and hit(reason, given)), total)
