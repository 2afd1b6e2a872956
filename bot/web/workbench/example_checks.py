"""What is said of an example while somebody writes it: the live model's view, doubles, conflicts, identifiers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.teaching.errors import TeachingError
from bot.teaching.marks import read_marks
from bot.teaching.similar import Alike
from bot.teaching.taught import Taught
from bot.web.gateway.guidance import pack
from bot.web.workbench.guideline import labels
from bot.web.workbench.identifying import refuse_identifying
from bot.web.workbench.inbox_words import intent_words
from bot.web.workbench.live_model import ModelAwayError, live_model
from bot.web.workbench.wordings import known


@dataclass(frozen=True)
class Checked:
    """`understood` and `signs` (what they are called, how sure, 0 to 1, whether they count) are the live model's view;
    `alike` are examples that say nearly the same, those that teach something else first. `away` and `fault` say in
    words what could not be found out."""

    understood: str = ""
    signs: tuple[tuple[str, float, bool], ...] = ()
    danger: float | None = None
    alike: tuple[Alike, ...] = ()
    identifies: str = ""
    away: str = ""
    model: str = ""
    conflicts: bool = field(default=False)

    @property
    def warns(self) -> bool:
        """Whether somebody should think again before this is kept."""
        return bool(self.alike or self.identifies)


def check(text: str, intent: str, taught: frozenset[str], examples: Sequence[Taught], own: str = "") -> Checked:
    """Return what there is to say of a text that is to stand under an intent and show these signs.

    Args:
        own: The example as it stood before, which is no double of itself.
    """
    text = " ".join(text.split())
    if not text:
        return Checked()
    identifies = ""
    try:
        refuse_identifying(text, read_marks(own)[0])
    except TeachingError as error:
        identifies = str(error)
    try:
        (understood,) = live_model().understood([text])
        nearest = known().wordings(examples).alike(text, taught)
    except ModelAwayError:
        away = "The live model cannot be asked just now, so nobody can say what it would make of this."
        same = [Alike(one, 1.0, one.labels != taught or one.intent != intent) for one in examples if one.text == text]
        return Checked(alike=_others(same, own), identifies=identifies, away=away)
    names, cuts = labels(), pack().policy.cuts
    findings = sorted(understood.reading.findings, key=lambda one: -one.probability)
    danger = understood.reading.danger
    alike = _others([_by_intent(one, intent) for one in nearest], own)
    return Checked(
        understood=intent_words(understood.intent, names),
        signs=tuple(
            (names.get(one.indicator, one.indicator), one.probability, one.probability >= cuts[one.indicator].clear)
            for one in findings
            if one.indicator in cuts
        ),
        danger=danger if danger >= pack().policy.danger.possible else None,
        alike=alike,
        identifies=identifies,
        model=understood.model,
        conflicts=any(one.conflicts for one in alike),
    )


def _by_intent(one: Alike, intent: str) -> Alike:
    """Count another intent as a conflict too where neither shows a sign."""
    other = not one.example.labels and one.example.intent != intent
    return Alike(one.example, one.similarity, one.conflicts or other)


def _others(alike: Sequence[Alike], own: str) -> tuple[Alike, ...]:
    return tuple(sorted((one for one in alike if one.example.raw != own), key=lambda one: not one.conflicts))
