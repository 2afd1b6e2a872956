"""What changed in advice between two versions of a pack, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from bot.content.advice_text import AdviceText, Fields

What = Literal["added", "removed", "changed"]
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n")
# The field that stands for a whole thing where it comes or goes; the first that it has.
_NAMING = ("answer", "text", "how", "label", "name", "title")
# Days that are set where there was none: "in force until now says" would be read wrongly.
_FROM_A_DAY = {"in_force_from": "not shown before", "in_force_until": "no longer shown from"}


@dataclass(frozen=True)
class Change:
    """One difference. `part` is what kind of thing it is about, `id` which one, `field` what of it; `old` and `new` are
    its words, None where there was or is nothing. For a thing that came or went as a whole `field` is ""."""

    part: str
    id: str
    what: What
    field: str = ""
    old: str | None = None
    new: str | None = None

    def __str__(self) -> str:
        whole = f"{self.part} {self.id}".strip()
        if not self.field:
            held = self.new if self.what == "added" else self.old
            return f"{whole} {self.what}" + (f": “{held}”" if held else "")
        if self.old is None and self.field in _FROM_A_DAY:
            return f"{whole}: {_FROM_A_DAY[self.field]} {self.new}"
        name = f"{whole}: {self.field.replace('_', ' ')}"
        if self.old is None:
            return f"{name} now says “{self.new}”"
        if self.new is None:
            return f"{name} no longer says “{self.old}”"
        return f"{name} changes from “{self.old}” to “{self.new}”"


def differences(old: AdviceText, new: AdviceText) -> list[Change]:
    """Return every change of advice, the gravest kinds first; none gives an empty list."""
    parts = [*new.parts, *(part for part in old.parts if part not in new.parts)]
    return [change for part in parts for change in _of_part(part, old, new)]


def _of_part(part: str, old: AdviceText, new: AdviceText) -> Iterator[Change]:
    before, after = old.parts.get(part, {}), new.parts.get(part, {})
    for id_, fields in before.items():
        if id_ not in after:
            yield Change(part, id_, "removed", old=_name(fields))
    for id_, fields in after.items():
        if id_ in before:
            yield from _of_thing(part, id_, before[id_], fields)
        else:
            yield Change(part, id_, "added", new=_name(fields))


def _of_thing(part: str, id_: str, old: Fields, new: Fields) -> Iterator[Change]:
    for field in (*old, *(field for field in new if field not in old)):
        for said, says in _sentences(old.get(field), new.get(field)):
            what: What = "added" if said is None else "removed" if says is None else "changed"
            yield Change(part, id_, what, field, said, says)


def _name(fields: Fields) -> str | None:
    return next((fields[field] for field in _NAMING if field in fields), None)


def _sentences(old: str | None, new: str | None) -> Iterator[tuple[str | None, str | None]]:
    """Yield the sentences that differ, each old one beside the new one that takes its place."""
    before, after = _split(old), _split(new)
    for change, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if change != "equal":
            yield " ".join(before[start:end]) or None, " ".join(after[new_start:new_end]) or None


def _split(text: str | None) -> Sequence[str]:
    return _SENTENCE_END.split(text) if text else []
