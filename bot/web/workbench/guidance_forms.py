"""What editors send about the guidance, and the changes of the draft that it comes to."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date, timedelta
from math import isfinite
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from bot.teaching.edits import Edit, EditKind
from bot.teaching.errors import EditError
from bot.teaching.guidance_file import Value
from bot.web.workbench.guidance_parts import Field

_KINDS = ("procedure", "definition", "fact", "role", "right", "contact", "learning", "not_held")
KIND_WORDS = {kind: kind.replace("_", " ") for kind in _KINDS}


def edits_of(sent: QueryDict, fields: Sequence[Field], file: str, who: str) -> list[Edit]:
    """Return a change for each field that says something else than before.

    Raises:
        EditError: A field holds nothing, or not what belongs there; every fault is in the message, one a line.
    """
    made, faults = [], []
    for field in fields:
        if field.name not in sent:
            continue
        typed = sent.get(field.name, "").replace("\r\n", "\n").strip()
        if typed == field.shown and (field.present or not typed or field.value is not None):
            continue
        try:
            made.append(_edit(field, typed, file, who))
        except EditError as error:
            faults.append(f"{field.words}: {error}")
    if faults:
        raise EditError("\n".join(faults))
    return made


def new_entry(sent: QueryDict, file: str, known: frozenset[str], who: str) -> Edit:
    """Return the change that adds an entry to a file.

    Raises:
        EditError: Something that an entry needs is missing; every fault is in the message, one a line.
    """
    given = {name: sent.get(name, "").strip() for name in ("title", "answer", "document", "section", "kind")}
    faults = [
        f"{words}: fill it in."
        for name, words in (("title", "Title"), ("answer", "Answer"), ("document", "Source"), ("section", "Section"))
        if not given[name]
    ]
    if given["kind"] not in KIND_WORDS:
        faults.append("Kind: choose one.")
    dates: dict[str, str] = {}
    for name in ("checked", "check_again_by", "in_force_from"):
        typed = sent.get(name, "").strip()
        if typed:
            try:
                dates[name] = _date(typed).isoformat()
            except EditError as error:
                faults.append(f"{name.replace('_', ' ').capitalize()}: {error}")
    if faults:
        raise EditError("\n".join(faults))
    record: dict[str, Any] = {
        "id": _id(sent.get("id", "").strip() or given["title"], known),
        "title": given["title"],
        "kind": given["kind"],
        "answer": " ".join(given["answer"].split()),
        "sources": [{"document": given["document"], "section": given["section"]}],
    }
    for name in ("keywords", "questions"):
        lines = _lines(sent.get(name, ""))
        if lines:
            record[name] = list(lines)
    record |= dates
    return Edit(EditKind.RECORD, file, who, _now(), path=("entries",), after=json.dumps(record, ensure_ascii=False))


def retired(file: str, entry: str, typed: str, who: str) -> Edit:
    """Return the change after which an entry is no longer shown from a day on.

    Raises:
        EditError: It is no day.
    """
    return Edit(EditKind.GUIDANCE, file, who, _now(), path=("entries", entry, "in_force_until"), value=_date(typed))


def in_a_year() -> str:
    """Return the day a year from now, for the next review."""
    return (timezone.localdate() + timedelta(days=365)).isoformat()


def _edit(field: Field, typed: str, file: str, who: str) -> Edit:
    if not typed and field.kind != "lines":
        if field.present and len(field.path) == 3 and field.path[-1] in _MAY_GO:
            return Edit(EditKind.CLEAR, file, who, _now(), path=field.path)
        raise EditError("fill it in.")
    return Edit(EditKind.GUIDANCE, file, who, _now(), path=field.path, value=_value(field, typed))


_MAY_GO = frozenset(
    {"in_force_from", "in_force_until", "severe_when", "option", "email", "phone", "checked", "check_again_by"}
)


def _value(field: Field, typed: str) -> Value:
    if field.kind == "lines":
        return _lines(typed)
    if field.kind == "date":
        return _date(typed)
    if field.kind == "bool":
        if typed not in {"yes", "no"}:
            raise EditError("write yes or no.")
        return typed == "yes"
    if field.kind in {"number", "whole"}:
        try:
            number = int(typed) if field.kind == "whole" else float(typed)
            if not isfinite(number):
                raise ValueError(typed)
        except ValueError:
            raise EditError("write a number, such as " + ("2." if field.kind == "whole" else "0.45.")) from None
        return number
    return " ".join(typed.split())


def _lines(typed: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(line.split()) for line in typed.splitlines() if line.strip()))


def _date(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise EditError("write a day, such as 2027-01-31.") from None


def _id(words: str, known: frozenset[str]) -> str:
    """Return an id out of words that no entry has."""
    base = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:60].strip("-") or "entry"
    number, found = 2, base
    while found in known:
        number, found = number + 1, f"{base}-{number}"
    return found


def _now() -> str:
    return timezone.now().isoformat(timespec="seconds")
