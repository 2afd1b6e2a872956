"""The second person: who has looked at the messages whose advice would come to a lower level, and agrees.

Kept beside the candidate, so that the workbench and the command line see the same. An agreement is to exactly what was
looked at: with another live model, or another message that would come lower, it counts no more.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.publishing.comparison import Comparison
from bot.publishing.errors import RefusedError
from bot.publishing.shelf import ModelShelf
from bot.teaching.whole_files import UnreadableFileError, read_record, write_record


@dataclass(frozen=True)
class Agreement:
    """Who agrees, and since when."""

    who: str
    at: str


def agree(comparison: Comparison, *, who: str, shelf: ModelShelf) -> Agreement:
    """Keep that somebody agrees; an earlier agreement to the same candidate is replaced.

    Raises:
        RefusedError: No message would come to a lower level, so there is nothing to agree to.
        OSError: The disk is full.
    """
    if not comparison.downwards:
        raise RefusedError(["No message would come to a lower level, so no second person is needed."])
    agreement = Agreement(who.strip(), shelf.now())
    write_record(
        shelf.beside(comparison.candidate, comparison.draft, "agreed"),
        {"who": agreement.who, "at": agreement.at, **_looked_at(comparison)},
    )
    shelf.remember("agreed", comparison.candidate, who=agreement.who, why=f"messages {', '.join(_keys(comparison))}")
    return agreement


def agreement_to(comparison: Comparison, *, shelf: ModelShelf) -> Agreement | None:
    """Return who agrees to what a comparison says; None where nobody has looked at exactly this."""
    try:
        record = read_record(shelf.beside(comparison.candidate, comparison.draft, "agreed"))
    except UnreadableFileError:
        return None
    if record is None or {name: record.get(name) for name in ("live", "messages")} != _looked_at(comparison):
        return None
    return Agreement(str(record["who"]), str(record["at"]))


def _looked_at(comparison: Comparison) -> dict[str, object]:
    return {"live": comparison.live, "messages": _keys(comparison)}


def _keys(comparison: Comparison) -> list[str]:
    return sorted(change.key for change in comparison.downwards)
