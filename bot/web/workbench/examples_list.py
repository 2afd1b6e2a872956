"""The training examples as editors browse them: searched, counted by voice, each with an address of its own."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.teaching.taught import Taught, counts_by_voice, matching

_MOST_VOICES = 4


@dataclass(frozen=True)
class Row:
    """An example with its address, and its text cut where marks begin and end: each piece with its sign and whether
    the sign counts."""

    key: str
    example: Taught
    pieces: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True)
class IntentRow:
    """An intent with its number of examples and of voices, and the voices it has most of."""

    intent: str
    count: int
    voices: int
    most: tuple[tuple[str, int], ...]


def key_of(example: Taught) -> str:
    """Return the address of an example: the same for as long as it stands there in the same words."""
    return hashlib.sha256(f"{example.file}\n{example.intent}\n{example.raw}".encode()).hexdigest()[:20]


def found_by(key: str, examples: Iterable[Taught]) -> Taught | None:
    """Return the example of an address; None where it is no longer there in those words."""
    return next((example for example in examples if key_of(example) == key), None)


def found(examples: Sequence[Taught], words: str, intent: str, voice: str, label: str) -> list[Taught]:
    """Return the examples of a search; `label` asks for those that show a sign, whatever they stand under."""
    chosen = matching(examples, words=words, intent=intent, voice=voice)
    return [example for example in chosen if not label or label in example.labels]


def row(example: Taught) -> Row:
    """Return an example as a row."""
    cut: list[tuple[str, str, bool]] = []
    at = 0
    for mark in example.marks:
        cut.append((example.text[at : mark.start], "", True))
        cut.append((example.text[mark.start : mark.end], mark.label, mark.reason is None))
        at = mark.end
    cut.append((example.text[at:], "", True))
    return Row(key_of(example), example, tuple(piece for piece in cut if piece[0]))


def intents(examples: Sequence[Taught]) -> list[IntentRow]:
    """Return every intent with its counts, in the order of the files."""
    counts = counts_by_voice(examples)
    return [_intent(intent, voices) for intent, voices in counts.items()]


def _intent(intent: str, voices: Counter[str]) -> IntentRow:
    named = Counter({voice: count for voice, count in voices.items() if voice})
    return IntentRow(intent, sum(voices.values()), len(named), tuple(named.most_common(_MOST_VOICES)))
