"""The parts of the guidance that editors change, and the fields of each thing in them, as a form shows them.

A part is a list of one file, or a file as a whole. Its things are found by id, so that a change stays with the thing it
was made for, whatever is put before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.content.pack import Pack
from bot.teaching.errors import EditError
from bot.teaching.guidance_file import Step
from bot.web.gateway.guidance import pack
from bot.web.workbench.guidance_words import field_words, fixed_words, value_words

_LONG = 70
_BRACES = "Numbers in curly braces, such as {duty_phone}, are filled in from the contacts: leave them as they are."
_DATES = ("checked", "check_again_by", "in_force_from", "in_force_until")


@dataclass(frozen=True)
class Part:
    """A sort of thing: its name in addresses, what it is called, its file (`entries/` for all files of entries), the
    list in it (empty for the whole file), the field by which a thing is called, and fields that are not changed here.
    `extra` are optional fields that can be filled in though they are not there yet."""

    name: str
    words: str
    file: str
    listed: str
    titled: str
    fixed: tuple[str, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()
    hint: str = ""


PARTS: Mapping[str, Part] = {
    part.name: part
    for part in (
        Part(
            "entries",
            "Entries",
            "entries/",
            "entries",
            "title",
            ("id", "kind", "authority"),
            (
                ("keywords", "lines"),
                ("questions", "lines"),
                ("related", "lines"),
                ("in_force_from", "date"),
                ("in_force_until", "date"),
                ("checked", "date"),
                ("check_again_by", "date"),
            ),
            "An entry is shown word for word. Say only what the document says; compare it before you set a new date.",
        ),
        Part(
            "indicators",
            "Indicators",
            "indicators.yml",
            "indicators",
            "label",
            ("id", "level", "pair"),
            (("severe_when", "text"),),
        ),
        Part(
            "questions",
            "Deciding questions",
            "questions.yml",
            "questions",
            "text",
            ("id", "lower", "higher", "says_yes", "says_no", "always", "inverted", "raised_by"),
        ),
        Part(
            "thresholds",
            "Thresholds",
            "thresholds.yml",
            "",
            "",
            (),
            (),
            "Lower numbers find more and raise more false alarms. Golden cases are asked before a change goes live.",
        ),
        Part(
            "contacts",
            "Contacts",
            "contacts.yml",
            "contacts",
            "name",
            ("id", "authority", "hours"),
            (("phone", "text"), ("option", "text"), ("email", "text")),
        ),
        Part("hours", "Office hours", "contacts.yml", "hours", "id", ("id", "timezone", "closed_on")),
        Part("routes", "Routes", "routes.yml", "routes", "name", ("id", "level", "contacts"), (), _BRACES),
        Part("steps", "Next steps", "steps.yml", "steps", "text", ("n",), (), _BRACES),
    )
}


@dataclass(frozen=True)
class Field:
    """A field of a form: where it stands, its name in the form, what it is called, its kind (text, long, number, whole,
    date, bool, lines) and what it holds now. `present` says whether it stands in the file."""

    path: tuple[Step, ...]
    name: str
    words: str
    kind: str
    value: Any
    present: bool = True

    @property
    def shown(self) -> str:
        """What the field holds, as a form shows it."""
        if self.value is None:
            return ""
        if isinstance(self.value, (list, tuple)):
            return "\n".join(str(one) for one in self.value)
        if isinstance(self.value, bool):
            return "yes" if self.value else "no"
        if isinstance(self.value, str):
            return self.value.strip()
        return self.value.isoformat() if isinstance(self.value, date) else str(self.value)


@dataclass(frozen=True)
class Thing:
    """One thing of a part: its id, what it is called, its file (from the project on), and what is in it; `head` is what
    the head of the file says for all."""

    id: str
    title: str
    file: str
    record: Mapping[str, Any]
    head: Mapping[str, Any]


def things(part: Part, pack: Path, root: Path, texts: Mapping[str, str]) -> list[Thing]:
    """Return everything of a part, in the order of the files; `texts` are files as a draft has them.

    Raises:
        EditError: A file cannot be read; the message gives file and line.
    """
    paths = sorted((pack / "entries").glob("*.yml")) if part.file == "entries/" else [pack / part.file]
    found: list[Thing] = []
    for path in paths:
        name = path.relative_to(root).as_posix()
        loaded = _loaded(name, path, texts)
        if not part.listed:
            return [Thing(part.name, part.words, name, loaded, {})]
        head = {key: value for key, value in loaded.items() if not isinstance(value, list)}
        for record in loaded.get(part.listed) or []:
            if not isinstance(record, dict):
                raise EditError(f"{name}: {part.listed} holds something that is no record.")
            id_ = str(record.get("id", record.get("n", "")))
            title = f"{part.words}: {id_.replace('_', ' ')}" if part.titled == "id" else record.get(part.titled, id_)
            found.append(Thing(id_, str(title), name, record, head))
    return found


def fields(part: Part, thing: Thing) -> list[Field]:
    """Return the fields of a thing that can be changed."""
    start: tuple[Step, ...] = (part.listed, thing.id) if part.listed else ()
    named = _Named(start, thing.record, pack())
    kept = {key: value for key, value in thing.record.items() if key not in part.fixed}
    found = list(_fields(kept, start, named))
    for key, kind in part.extra:
        if key not in thing.record:
            found.append(named.field((*start, key), kind, thing.head.get(key), present=False))
    return found


def fixed(part: Part, thing: Thing) -> list[tuple[str, str]]:
    """Return what a thing holds that is not changed here."""
    shown = [(key, thing.record[key]) for key in part.fixed if key in thing.record]
    live = pack()
    return [
        # The name in the files is said as it stands there; developers are asked for it.
        (fixed_words(key), str(value) if key == "id" else value_words(value, live))
        for key, value in shown
        if key not in {"says_yes", "says_no"}
    ]


@dataclass(frozen=True)
class _Named:
    """Gives the fields of one record their names."""

    start: tuple[Step, ...]
    record: Mapping[str, Any]
    pack: Pack

    def field(self, path: tuple[Step, ...], kind: str, value: Any, present: bool = True) -> Field:
        name = ".".join(str(step) for step in path)
        return Field(
            path, name, field_words(path[len(self.start) :], self.record, self.pack), kind, value, present=present
        )


def _fields(content: Mapping[str, Any], path: tuple[Step, ...], named: _Named) -> Iterator[Field]:
    for key, value in content.items():
        yield from _field(value, (*path, key), named)


def _field(value: Any, path: tuple[Step, ...], named: _Named) -> Iterator[Field]:
    if isinstance(value, Mapping):
        yield from _fields(value, path, named)
    elif isinstance(value, list) and any(isinstance(one, (Mapping, list)) for one in value):
        for place, one in enumerate(value):
            if isinstance(one, Mapping):
                yield from _fields(one, (*path, place), named)
    elif isinstance(value, list):
        yield named.field(path, "lines", value)
    elif value is not None:
        yield named.field(path, _kind(value, str(path[-1])), value)


def _kind(value: Any, key: str) -> str:
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "whole"
    if isinstance(value, float):
        return "number"
    if isinstance(value, date) or key in _DATES:
        return "date"
    if key == "document":
        return "document"
    return "long" if len(str(value)) > _LONG else "text"


def _loaded(name: str, path: Path, texts: Mapping[str, str]) -> dict[str, Any]:
    try:
        text = texts[name] if name in texts else path.read_bytes().decode("utf-8")
        loaded = YAML(typ="safe").load(text)
    except OSError as error:
        raise EditError(f"{name}: cannot be read ({type(error).__name__}).") from error
    except UnicodeDecodeError as error:
        raise EditError(f"{name}: byte {error.start} is not UTF-8; save the file as UTF-8.") from error
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "this is not YAML"
        raise EditError(f"{name}{f', line {mark.line + 1}' if mark else ''}: {problem}.") from error
    if not isinstance(loaded, dict):
        raise EditError(f"{name}: expected a mapping, found a {type(loaded).__name__}.")
    return loaded
