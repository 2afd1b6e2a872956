"""A draft: changes of editors that belong together, each with who, when and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from bot.teaching.edits import Edit, edit_from_record, edit_to_record

LONGEST_WHY = 200


class DraftState(str, Enum):
    """Where a draft stands. `saved`: its changes are in the files, and the model that learnt them is not live yet."""

    OPEN = "open"
    SAVED = "saved"
    PUBLISHED = "published"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Draft:
    """Changes that belong together, in the order in which they were made. `undo` takes them back, and is known from the
    moment that they stand in the files."""

    id: str
    who: str
    why: str
    made_at: str
    edits: tuple[Edit, ...] = ()
    state: DraftState = DraftState.OPEN
    undo: tuple[Edit, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """Every file that it changes, relative to the project."""
        return tuple(dict.fromkeys(file for edit in self.edits for file in (edit.file, edit.to_file) if file))


def draft_to_record(draft: Draft) -> dict[str, Any]:
    """Return the draft as JSON values."""
    return {
        "id": draft.id,
        "who": draft.who,
        "why": draft.why,
        "made_at": draft.made_at,
        "state": draft.state.value,
        "edits": [edit_to_record(edit) for edit in draft.edits],
        "undo": [edit_to_record(edit) for edit in draft.undo],
    }


def draft_from_record(record: Mapping[str, Any]) -> Draft:
    """Return the draft that was written; `KeyError`, `TypeError` or `ValueError` where it is not one of ours."""
    return Draft(
        record["id"],
        record["who"],
        record["why"],
        record["made_at"],
        tuple(edit_from_record(edit) for edit in record["edits"]),
        DraftState(record["state"]),
        tuple(edit_from_record(edit) for edit in record.get("undo", ())),
    )
