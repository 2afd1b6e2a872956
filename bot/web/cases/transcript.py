"""The conversation of a case as the duty team reads it: evidence marked where it stands, advice as it was shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.web.cases.models import CaseIndicator, Escalation
from bot.web.gateway.models import DUTY_TEAM, Message

PRACTITIONER, ASSISTANT = "practitioner", "assistant"


@dataclass(frozen=True)
class Piece:
    """A stretch of text; `label` says which sign it shows, empty where it shows none."""

    text: str
    label: str = ""


@dataclass(frozen=True)
class Turn:
    """Something that was said. `reply` is the whole reply of the assistant, as it was shown."""

    n: int
    at: datetime
    speaker: str
    pieces: tuple[Piece, ...]
    reply: dict[str, Any] | None = None


@dataclass(frozen=True)
class Mark:
    """Where a sign stands in a message."""

    start: int
    end: int
    label: str


def turns_of(case: Escalation) -> list[Turn]:
    """Return everything that was said, in order; later words are among it, because they are read from the chat."""
    marks: dict[int, set[Mark]] = {}
    for item in case.indicators.all():
        _add_mark(marks, item)
    return turns_of_conversation(case.conversation_id, marks)


def turns_of_conversation(conversation_id: object, marks: Mapping[int, set[Mark]]) -> list[Turn]:
    """Return everything that was said in a conversation, in order; `marks` are further ones, by message."""
    turns = []
    for message in Message.objects.filter(conversation_id=conversation_id).order_by("n"):
        speaker = DUTY_TEAM if message.speaker == DUTY_TEAM else PRACTITIONER
        here = marks.get(message.pk, set()) | _marks_of(message.reply)
        turns.append(Turn(message.n, message.sent_at, speaker, pieces(message.text, here)))
        if message.reply is not None:
            words = tuple(Piece(part["text"]) for part in message.reply["replies"])
            at = message.replied_at or message.sent_at
            turns.append(Turn(message.reply_n or message.n, at, ASSISTANT, words, message.reply))
    return sorted(turns, key=lambda turn: turn.n)


def pieces(text: str, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """Cut a text at its marks. Marks that overlap become one, with both labels; marks outside the text are left out."""
    cut: list[Piece] = []
    at = 0
    for mark in _merged([mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]):
        if at < mark.start:
            cut.append(Piece(text[at : mark.start]))
        cut.append(Piece(text[mark.start : mark.end], mark.label))
        at = mark.end
    if at < len(text):
        cut.append(Piece(text[at:]))
    return tuple(cut)


def _merged(marks: Sequence[Mark]) -> list[Mark]:
    merged: list[Mark] = []
    for mark in sorted(marks, key=lambda one: (one.start, one.end, one.label)):
        if merged and mark.start < merged[-1].end:
            last = merged.pop()
            labels = last.label if mark.label in last.label.split("; ") else f"{last.label}; {mark.label}"
            merged.append(Mark(last.start, max(last.end, mark.end), labels))
        else:
            merged.append(mark)
    return merged


def _add_mark(marks: dict[int, set[Mark]], item: CaseIndicator) -> None:
    if item.message_id is not None and item.start is not None and item.end is not None:
        marks.setdefault(item.message_id, set()).add(Mark(item.start, item.end, item.label))


def _marks_of(reply: dict[str, Any] | None) -> set[Mark]:
    assessment = (reply or {}).get("assessment") or {}
    return {
        Mark(item["start"], item["end"], item["label"])
        for item in assessment.get("indicators", [])
        if item["start"] is not None and item["end"] is not None
    }
