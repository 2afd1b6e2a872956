"""Training examples as recognition needs them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

EMERGENCY = "emergency"
# The label whose being shown says that things go on in spite of help.
HELP_FAILED = "intervention_not_effective"
# The sub-intent of messages that are plainly a concern and show no indicator; it is not learnt as a label.
UNCLEAR = "unclear"


@dataclass(frozen=True)
class Mark:
    """A stretch of an example that shows a label, or that mentions it without counting where `reason` is set."""

    label: str
    start: int
    end: int
    reason: str | None = None


@dataclass(frozen=True)
class Example:
    """One training message with everything it shows; no label means that it shows none."""

    text: str
    labels: frozenset[str]
    marks: tuple[Mark, ...] = ()
    voice: str = ""
    writer: str = ""


@dataclass(frozen=True)
class Passage:
    """A text with its labels, ready for training; `weight` is how much it counts."""

    text: str
    labels: frozenset[str]
    weight: float = 1.0


def mention_passages(examples: Sequence[Example]) -> list[Passage]:
    """Return what teaches which sign words speak of, whether they state it, deny it or tell of long ago: every mark on
    its own, and messages without marks or labels as speaking of none."""
    passages = []
    for example in examples:
        stretches = [(example.text[mark.start : mark.end], mark.label) for mark in example.marks]
        passages += [Passage(words, frozenset({label})) for words, label in stretches if len(words.split()) > 1]
        if not example.marks and not example.labels:
            passages.append(Passage(example.text, frozenset()))
    return passages


def training_passages(examples: Sequence[Example], *, mark_weight: float = 0.5) -> list[Passage]:
    """Return what the heads learn from: every message whole, and every marked stretch on its own.

    A stretch that shows a sign teaches the words of that sign; one that was set aside teaches that these words alone,
    said so, show nothing. What shows danger shows also what it is danger of, where no words of its own say that; and
    where a message is of danger but nobody marked its words, no stretch of it teaches that it shows none.
    """
    passages = [Passage(example.text, example.labels) for example in examples]
    for example in examples:
        unmarked = example.labels - {mark.label for mark in example.marks}
        for mark in example.marks:
            stretch = example.text[mark.start : mark.end]
            if len(stretch.split()) < 2 or stretch == example.text:
                continue
            labels = _taught_by(mark, unmarked)
            if labels is not None:
                passages.append(Passage(stretch, labels, mark_weight))
    return passages


def _taught_by(mark: Mark, unmarked: frozenset[str]) -> frozenset[str] | None:
    """Return what a stretch shows, in a message with labels that nobody marked; None where that cannot be said."""
    if mark.reason:
        return frozenset()
    if mark.label == EMERGENCY:
        return unmarked | {EMERGENCY}
    return None if EMERGENCY in unmarked else frozenset({mark.label})
