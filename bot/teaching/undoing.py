"""What takes a draft back once it stands in the files: for each change its opposite, the last first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from ruamel.yaml import YAML

from bot.teaching.edits import Edit, EditKind, applied, record_of
from bot.teaching.guidance_file import Value, loaded_at
from bot.teaching.training_file import TrainingFile

TextOf = Callable[[str], str]


def opposites(edits: Iterable[Edit], text_of: TextOf) -> tuple[Edit, ...]:
    """Return what takes these edits back, in the order in which it is to be made.

    A new record is its own opposite here: it stays in its file, and `as_of` retires it on the day of the undoing.

    Args:
        text_of: Gives the text of a file before the first of them.

    Raises:
        TeachingError: One of them cannot be made.
    """
    texts: dict[str, str] = {}

    def now(file: str) -> str:
        return texts[file] if file in texts else text_of(file)

    found = []
    for edit in edits:
        found.append(_opposite(edit, now))
        texts.update(applied(edit, now))
    return tuple(reversed(found))


def as_of(edits: Iterable[Edit], *, who: str, at: str, today: date) -> tuple[Edit, ...]:
    """Return the edits as somebody makes them at a time; a new record is retired that day, so that what was advised
    before can be traced."""
    made = (replace(edit, who=who, at=at) for edit in edits)
    return tuple(_retired(edit, today) if edit.kind is EditKind.RECORD else edit for edit in made)


def _opposite(edit: Edit, now: TextOf) -> Edit:
    if edit.kind is EditKind.RECORD:
        return edit
    if edit.kind in {EditKind.GUIDANCE, EditKind.CLEAR}:
        held = _held(edit, now)
        if held is None:
            return replace(edit, kind=EditKind.CLEAR, value=None)
        return replace(edit, kind=EditKind.GUIDANCE, value=held)
    if edit.kind is EditKind.ADD:
        return replace(edit, kind=EditKind.DELETE, before=edit.after.strip(), after="", about="")
    if edit.kind is EditKind.CHANGE:
        return replace(edit, before=edit.after.strip(), after=edit.before)
    about = TrainingFile(edit.file, now(edit.file)).about(edit.intent, edit.before)
    if edit.kind is EditKind.DELETE:
        return replace(edit, kind=EditKind.ADD, before="", after=edit.before, about=about)
    words = edit.after.strip() or edit.before
    return replace(
        edit,
        file=edit.to_file,
        intent=edit.to_intent,
        before=words,
        after="" if words == edit.before else edit.before,
        about=about,
        to_file=edit.file,
        to_intent=edit.intent,
    )


def _held(edit: Edit, now: TextOf) -> Value | None:
    """Return what a field holds before the edit; None where it is not there."""
    try:
        found = loaded_at(YAML(typ="safe").load(now(edit.file)), edit.path)
    except (LookupError, TypeError):
        return None
    return tuple(found) if isinstance(found, list) else found  # type: ignore[no-any-return]


def _retired(edit: Edit, today: date) -> Edit:
    path = (*edit.path, str(record_of(edit)["id"]), "in_force_until")
    return replace(edit, kind=EditKind.GUIDANCE, after="", path=path, value=today)
