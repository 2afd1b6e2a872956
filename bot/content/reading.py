"""One file of a pack: from YAML to a typed record, with every fault named by file and field."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.content.errors import Fault, PackContentError, PackNotFoundError, PackSyntaxError, nearest
from bot.content.expected import expected_by
from bot.content.schema import Record

RecordT = TypeVar("RecordT", bound=Record)


def read_record(path: Path, kind: type[RecordT]) -> RecordT:
    """Return the file's content as that kind of record.

    Raises:
        PackNotFoundError: There is no such file.
        PackSyntaxError: It is not YAML; the message gives line and column.
        PackContentError: Its content has faults; all of them are listed.
    """
    content = read_content(path)
    try:
        return kind.model_validate(content)
    except ValidationError as error:
        raise PackContentError(_faults(path, kind, content, error)) from error


def read_content(path: Path) -> object:
    """Return the file's content as YAML gives it.

    Raises:
        PackNotFoundError: There is no such file.
        PackSyntaxError: It is not YAML; the message gives line and column.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise PackNotFoundError(f"{path}: no such file; every pack needs it") from None
    except UnicodeDecodeError as error:
        raise PackSyntaxError(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8") from error
    try:
        return YAML(typ="safe").load(text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}, column {mark.column + 1}" if mark else "an unknown line"
        problem = getattr(error, "problem", None) or "it is not YAML"
        raise PackSyntaxError(f"{path}: {where}: {problem}") from error


def _faults(path: Path, kind: type[BaseModel], content: object, error: ValidationError) -> list[Fault]:
    details = [dict(detail) for detail in error.errors()]
    return [_fault(path, kind, content, detail) for detail in details if not _follows_from_another(detail, details)]


def _follows_from_another(detail: dict[str, Any], details: list[dict[str, Any]]) -> bool:
    """A list is called too short as well when an item of it has a fault, which says nothing new."""
    here = detail["loc"]
    return detail["type"] == "too_short" and any(
        len(other["loc"]) > len(here) and other["loc"][: len(here)] == here for other in details
    )


def _fault(path: Path, kind: type[BaseModel], content: object, detail: dict[str, Any]) -> Fault:
    location: tuple[object, ...] = tuple(detail["loc"])
    field = _readable(content, location)
    context = detail.get("ctx") or {}
    if detail["type"] == "extra_forbidden":
        known = _fields_near(kind, location)
        return Fault(
            path,
            field,
            f"the unknown field {location[-1]!r}",
            f"one of {', '.join(known)}",
            nearest(str(location[-1]), known),
        )
    if detail["type"] == "missing":
        return Fault(path, field, "nothing", f"the field {location[-1]!r}")
    found = repr(detail.get("input"))
    if detail["type"] == "literal_error":
        expected = str(context.get("expected", "")) if isinstance(context, dict) else ""
        options = [option.strip(" '") for option in expected.replace(" or ", ",").split(",")]
        return Fault(path, field, found, f"one of {', '.join(options)}", nearest(str(detail.get("input")), options))
    return Fault(path, field, found[:80], expected_by(detail))


def _readable(content: object, location: tuple[object, ...]) -> str:
    """Name a field as an editor would: entries[my-entry-id].sources rather than entries.17.sources."""
    words = ""
    here: object = content
    for part in location:
        here = _child(here, part)
        if isinstance(part, int):
            words += f"[{here['id'] if isinstance(here, dict) and 'id' in here else part + 1}]"
        else:
            words += f".{part}" if words else str(part)
    return words or "the whole file"


def _child(value: object, part: object) -> object:
    if isinstance(value, dict):
        return value.get(part)
    if isinstance(value, (list, tuple)) and isinstance(part, int) and part < len(value):
        return value[part]
    return None


def _fields_near(kind: type[BaseModel], location: tuple[object, ...]) -> list[str]:
    """Return the fields of the record in which an unknown one was found."""
    record: type[BaseModel] = kind
    for part in location[:-1]:
        if isinstance(part, int) or part not in record.model_fields:
            continue
        annotation = record.model_fields[str(part)].annotation
        inner = next((a for a in (annotation, *_arguments(annotation)) if _is_record(a)), None)
        if inner is None:
            return list(record.model_fields)
        record = inner  # type: ignore[assignment]
    return list(record.model_fields)


def _arguments(annotation: object) -> list[object]:
    found: list[object] = []
    for argument in getattr(annotation, "__args__", ()):
        found.append(argument)
        found.extend(_arguments(argument))
    return found


def _is_record(annotation: object) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
