"""One change of an editor: to an example, or to a field of the guidance."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import Enum
from typing import Any

from bot.teaching.errors import EditError
from bot.teaching.guidance_file import Step, Value
from bot.teaching.guidance_shape import add_record, remove_field, write_value
from bot.teaching.marks import read_marks
from bot.teaching.training_file import TrainingFile

_GUIDANCE = "knowledge/"
_TRAINING = "data/nlu/"
_DATES = ("checked", "check_again_by", "in_force_from", "in_force_until")


class EditKind(str, Enum):
    """What is done."""

    ADD = "add"
    CHANGE = "change"
    MOVE = "move"
    DELETE = "delete"
    GUIDANCE = "guidance"
    CLEAR = "clear"
    RECORD = "record"

    @property
    def is_guidance(self) -> bool:
        """Whether it is about the guidance, not about examples."""
        return self in {EditKind.GUIDANCE, EditKind.CLEAR, EditKind.RECORD}


@dataclass(frozen=True)
class Edit:
    """One change. Examples are given as they stand in the file, marks included.

    `file` is relative to the project. For examples: `intent`, `before` (not for add), `after` (not for delete), `about`
    (what is said of an added example, such as `{voice: teacher, writer: editors}`), `to_file` and `to_intent` for a
    move. For guidance: `path` leads to the field, `value` is what it holds from now on; to clear takes the field away;
    for a new record `path` leads to the list and `after` is the record as JSON, in which dates are `YYYY-MM-DD`.
    """

    kind: EditKind
    file: str
    who: str
    at: str
    intent: str = ""
    before: str = ""
    after: str = ""
    about: str = ""
    to_file: str = ""
    to_intent: str = ""
    path: tuple[Step, ...] = ()
    value: Value | None = None

    def words(self) -> str:
        """Return in one sentence what is done."""
        after, before = self.after[:120], self.before[:120]
        if self.kind is EditKind.ADD:
            return f"Add to {self.intent}: {after}"
        if self.kind is EditKind.CHANGE:
            return f"Change in {self.intent}: {before} becomes {after}"
        if self.kind is EditKind.MOVE:
            return f"Move from {self.intent} to {self.to_intent}: {before}"
        if self.kind is EditKind.DELETE:
            return f"Take away from {self.intent}: {before}"
        steps = [str(step).replace("_", " ") for step in (self.path[1:] if len(self.path) > 2 else self.path)]
        place = f"In {self.file.rpartition('/')[2]}: {', '.join(steps)}"
        if self.kind is EditKind.CLEAR:
            return f"{place} is taken away"
        if self.kind is EditKind.RECORD:
            return f"{self.file}: a new entry, {record_of(self).get('title', '')}"
        value = "; ".join(self.value) if isinstance(self.value, tuple) else self.value
        return f"{place} becomes “{value}”"


def applied(edit: Edit, text_of: Callable[[str], str]) -> Mapping[str, str]:
    """Return the new text of every file that an edit changes; `text_of` gives the present one.

    Raises:
        EditError: The edit cannot be made, most likely because somebody changed the file since.
        MarkError: The marks of the new example cannot be read.
    """
    _check_place(edit.file, _GUIDANCE if edit.kind.is_guidance else _TRAINING)
    if edit.kind is EditKind.CLEAR:
        return {edit.file: remove_field(edit.file, text_of(edit.file), edit.path)}
    if edit.kind is EditKind.RECORD:
        return {edit.file: add_record(edit.file, text_of(edit.file), edit.path, record_of(edit))}
    if edit.kind is EditKind.GUIDANCE:
        if edit.value is None:
            raise EditError(f"{edit.file}: an edit of the guidance needs a value.")
        return {edit.file: write_value(edit.file, text_of(edit.file), edit.path, edit.value)}
    if edit.after:
        read_marks(edit.after)
    file = TrainingFile(edit.file, text_of(edit.file))
    if edit.kind is EditKind.ADD:
        return {edit.file: file.add(edit.intent, edit.after, edit.about).text}
    if edit.kind is EditKind.CHANGE:
        return {edit.file: file.change(edit.intent, edit.before, edit.after).text}
    if edit.kind is EditKind.DELETE:
        return {edit.file: file.delete(edit.intent, edit.before).text}
    _check_place(edit.to_file, _TRAINING)
    about = edit.about or file.about(edit.intent, edit.before)
    less = file.delete(edit.intent, edit.before)
    if edit.to_file == edit.file:
        return {edit.file: less.add(edit.to_intent, edit.after or edit.before, about).text}
    other = TrainingFile(edit.to_file, text_of(edit.to_file))
    more = other.add(edit.to_intent, edit.after or edit.before, about)
    return {edit.file: less.text, edit.to_file: more.text}


def record_of(edit: Edit) -> dict[str, Any]:
    """Return the new record of an edit, with dates as dates.

    Raises:
        EditError: It is no record.
    """
    try:
        record = json.loads(edit.after)
        dated = {key: date.fromisoformat(record[key]) for key in _DATES if key in record}
    except (ValueError, TypeError) as error:
        raise EditError(f"{edit.file}: the new entry cannot be read.") from error
    return {**record, **dated}


def edit_to_record(edit: Edit) -> dict[str, Any]:
    """Return the edit as JSON values."""
    record = {**asdict(edit), "kind": edit.kind.value}
    if isinstance(edit.value, date):
        record["value"] = {"date": edit.value.isoformat()}
    return record


def edit_from_record(record: Mapping[str, Any]) -> Edit:
    """Return the edit that was written; `TypeError` or `ValueError` where it was not written by this version."""
    names = {one.name for one in fields(Edit)}
    known = {key: value for key, value in record.items() if key in names}
    value = known.get("value")
    if isinstance(value, Mapping):
        known["value"] = date.fromisoformat(value["date"])
    elif isinstance(value, list):
        known["value"] = tuple(value)
    return Edit(**{**known, "kind": EditKind(known["kind"]), "path": tuple(known.get("path") or ())})


def _check_place(file: str, folder: str) -> None:
    """Let no edit reach a file that is not an editor's."""
    if not file.startswith(folder) or ".." in file.split("/") or not file.endswith(".yml"):
        raise EditError(f"{file}: expected a .yml file below {folder}.")
