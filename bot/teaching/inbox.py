"""What editors look at next: messages that were written, grouped where they say nearly the same, most useful first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum

from bot.retrieval.embedder import Vectors
from bot.teaching.similar import groups_of_alike


class Reason(str, Enum):
    """Why a message is worth a look, the most useful first."""

    DISAGREEMENT = "the duty team disagreed"
    FEEDBACK = "somebody said that the advice is wrong"
    CLOSE_CALL = "a close call between two levels"
    LOW_CONFIDENCE = "nothing was understood with confidence"
    DECLINED = "it was declined"
    NEW_WORDING = "its words are far from every example"


_WEIGHTS = {
    Reason.DISAGREEMENT: 10.0,
    Reason.FEEDBACK: 7.0,
    Reason.CLOSE_CALL: 4.0,
    Reason.LOW_CONFIDENCE: 2.0,
    Reason.DECLINED: 1.5,
    Reason.NEW_WORDING: 1.0,
}
# How near to a threshold a severe sign's probability makes a close call.
_CLOSE = 0.08
_SURE = 0.6
# Of 1,200 examples, each compared with other writers' alone, one in twenty is farther than this from the nearest.
_FAR = 0.43
_SMALL_TALK_WORDS = 6
# Intents that are about something; all others are turns of a conversation.
_MATTERS = frozenset({"concern", "ask", "no_sign", "out_of_scope"})
# Turns that tell more of a concern: their words may be new where those of a greeting are not.
_DETAILS = frozenset({"add_detail", "correct_detail"})
# Each further message that says the same makes a group more useful, with less and less effect.
_MOST_FOR_SIZE = 1.5


@dataclass(frozen=True)
class Heard:
    """A message as it is stored, masked, and what was understood.

    `findings` are pairs of indicator and probability, 0 to 1; `thresholds` are the probabilities from which each
    indicator counts; `distance` is how far the words are from every example, 0 to 2.
    """

    key: str
    text: str
    kind: str
    level: str | None
    findings: tuple[tuple[str, float], ...] = ()
    disagreed: bool = False
    feedback: bool = False
    distance: float = 0.0
    intent: str = ""
    uncertain: bool = False

    @property
    def is_small_talk(self) -> bool:
        """Whether it is one of the short turns of a conversation, such as a greeting or a yes, and understood so."""
        family = self.intent.partition("/")[0]
        return bool(family) and family not in _MATTERS and len(self.text.split()) <= _SMALL_TALK_WORDS


@dataclass(frozen=True)
class Item:
    """Messages that say nearly the same, decided once. `reasons` come the most useful first; `may_be_nothing` says
    whether "nothing to learn" is offered."""

    messages: tuple[Heard, ...]
    reasons: tuple[Reason, ...]
    usefulness: float
    may_be_nothing: bool

    @property
    def first(self) -> Heard:
        """The message that stands for the group."""
        return self.messages[0]


def reasons_for(message: Heard, thresholds: Sequence[tuple[str, float]], severe: Collection[str]) -> list[Reason]:
    """Return why a message is worth a look; none where it teaches nothing new."""
    found = []
    cut = dict(thresholds)
    if message.disagreed:
        found.append(Reason.DISAGREEMENT)
    if message.feedback:
        found.append(Reason.FEEDBACK)
    severe_signs = [(name, p) for name, p in message.findings if name in severe]
    near = message.uncertain and bool(severe_signs)
    near = near or any(abs(p - cut.get(name, 0.5)) <= _CLOSE for name, p in severe_signs)
    if near and message.level != "emergency":
        found.append(Reason.CLOSE_CALL)
    is_new = message.distance >= _FAR
    if message.is_small_talk:
        return [*found, Reason.NEW_WORDING] if is_new and message.intent in _DETAILS else found
    if message.kind not in {"decline", "answer"} and max((p for _, p in message.findings), default=0.0) < _SURE:
        found.append(Reason.LOW_CONFIDENCE)
    if message.kind == "decline":
        found.append(Reason.DECLINED)
    if is_new:
        found.append(Reason.NEW_WORDING)
    return found


def inbox(
    messages: Sequence[Heard],
    vectors: Vectors,
    *,
    thresholds: Sequence[tuple[str, float]],
    severe: Collection[str],
    rare: Collection[str],
) -> list[Item]:
    """Return what to look at, the most useful first.

    Args:
        vectors: Of the messages' texts, shape (n, d), rows of unit length.
        thresholds: Pairs of indicator and the probability from which it counts.
        severe: Indicators of the higher level.
        rare: Indicators with few examples.

    A group in which a severe or rare indicator may stand, or that somebody objected to, is never offered as "nothing to
    learn": those are the messages from which most is learnt.
    """
    groups = ([messages[row] for row in group] for group in groups_of_alike(vectors))
    items = [item_of(members, thresholds=thresholds, severe=severe, rare=rare) for members in groups]
    return sorted((item for item in items if item.reasons), key=lambda item: -item.usefulness)


def item_of(
    members: Sequence[Heard],
    *,
    thresholds: Sequence[tuple[str, float]],
    severe: Collection[str],
    rare: Collection[str],
) -> Item:
    """Return the item of messages that say nearly the same; without reasons where they teach nothing new."""
    guarded = {*severe, *rare}
    reasons = {reason for message in members for reason in reasons_for(message, thresholds, severe)}
    ordered = tuple(sorted(reasons, key=lambda reason: -_WEIGHTS[reason]))
    shows = {name for message in members for name, _ in message.findings}
    dangerous = any(message.level in {"complex_severe", "emergency"} for message in members)
    objected = bool(reasons & {Reason.DISAGREEMENT, Reason.FEEDBACK})
    usefulness = sum(_WEIGHTS[reason] for reason in ordered) * _for_size(len(members))
    usefulness *= 1.5 if shows & guarded or dangerous else 1.0
    return Item(tuple(members), ordered, usefulness, may_be_nothing=not (shows & guarded or dangerous or objected))


def _for_size(count: int) -> float:
    return min(_MOST_FOR_SIZE, 1.0 + 0.1 * (count - 1))
