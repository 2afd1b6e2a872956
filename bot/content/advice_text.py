"""The advice in a pack as words, whatever version of the program the pack was written for.

Only for comparing: nothing is checked, and nobody is answered out of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.content.errors import PackNotFoundError
from bot.content.reading import read_content

# Part, file, and the list in it; "" takes the whole file as one thing. The gravest come first.
_PARTS = (
    ("Indicator", "indicators.yml", "indicators"),
    ("Route", "routes.yml", "routes"),
    ("Contact", "contacts.yml", "contacts"),
    ("Office hours", "contacts.yml", "hours"),
    ("Step", "steps.yml", "steps"),
    ("Threshold", "thresholds.yml", ""),
    ("Danger rule", "danger.yml", "rules"),
    ("Question", "questions.yml", "questions"),
    ("Wording", "replies.yml", ""),
    ("Referral form", "referral.yml", ""),
    ("Name", "names.yml", "names"),
    ("Source", "sources.yml", "sources"),
    ("Authority", "pack.yml", "authorities"),
)
_DANGER_WORDS = "Words of the danger rules"
_ENTRY = "Entry"
# When somebody looked, by which words an entry is found, and what it was before, is no advice.
_NO_ADVICE = frozenset({"checked", "check_again_by", "keywords", "was"})

Fields = Mapping[str, str]


@dataclass(frozen=True)
class AdviceText:
    """For each part, in order, its things by id; for each thing its fields, one level deep, with words for values;
    the items of a list stand on lines of their own."""

    parts: Mapping[str, Mapping[str, Fields]]


def read_advice(folder: Path) -> AdviceText:
    """Return the advice of a pack; a file that is not there holds none.

    Raises:
        PackNotFoundError: The folder is missing or holds no pack.
        PackSyntaxError: A file is not YAML.
    """
    if not (folder / "pack.yml").is_file():
        raise PackNotFoundError(f"{folder}: no pack.yml; expected a guidance pack")
    files = {path.name: _mapping(read_content(path)) for path in sorted(folder.glob("*.yml"))}
    parts: dict[str, Mapping[str, Fields]] = {}
    for part, file, field in _PARTS:
        content = files.get(file, {})
        parts[part] = _things(content.get(field)) if field else {"": _flat(content)}
        if part == "Danger rule":
            parts[_DANGER_WORDS] = {"": _flat(_mapping(content.get("words")))}
    entries: dict[str, Fields] = {}
    for path in sorted((folder / "entries").glob("*.yml")):
        content = _mapping(read_content(path))
        # What stands at the head of the file holds for each entry that does not say otherwise.
        head = {key: value for key, value in content.items() if key != "entries"}
        for id_, fields in _things(content.get("entries"), head).items():
            entries[id_] = {field: words for field, words in fields.items() if field != "questions"}
    parts[_ENTRY] = entries
    return AdviceText(parts)


def _things(listed: object, head: Mapping[str, Any] | None = None) -> dict[str, Fields]:
    found: dict[str, Fields] = {}
    for thing in listed if isinstance(listed, list) else []:
        if isinstance(thing, Mapping):
            record = {**(head or {}), **thing}
            name = "id" if "id" in record else "n"
            fields = {key: value for key, value in record.items() if key not in {name, *_NO_ADVICE}}
            found[str(record.get(name, ""))] = _flat(fields)
    return found


def _mapping(content: object) -> Mapping[str, Any]:
    return content if isinstance(content, Mapping) else {}


def _flat(content: Mapping[str, Any]) -> dict[str, str]:
    return {field: words for field, words in _fields(content, "") if words}


def _fields(content: Mapping[str, Any], above: str) -> Iterator[tuple[str, str]]:
    for key, value in content.items():
        field = f"{above}, {key}" if above else str(key)
        if isinstance(value, Mapping):
            yield from _fields(value, field)
        elif isinstance(value, list):
            yield field, "\n".join(_words(item) for item in value)
        elif value is not None:
            yield field, _words(value)


def _words(value: object) -> str:
    if isinstance(value, Mapping):
        # The order in which somebody wrote the fields is no difference.
        return ", ".join(f"{key} {_words(inner)}" for key, inner in sorted(value.items()) if inner is not None)
    if isinstance(value, list):
        return " ".join(_words(inner) for inner in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(str(value).split())
