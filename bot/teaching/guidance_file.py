"""One file of guidance, edited in place: the words of one field change, and every other byte stays.

A path leads to a field: keys of mappings, and for lists a place from 0 or the id of the record that is meant, which
stays right when somebody puts another record before it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.teaching.errors import EditError

Value = str | int | float | bool | date | tuple[str, ...]
Step = str | int
_WIDTH = 116


def read_field(name: str, text: str, path: Sequence[Step]) -> Value | None:
    """Return what a field holds; `EditError` where there is no such field or the text is not YAML."""
    node = node_at(name, text, path)
    loaded = loaded_at(YAML(typ="safe").load(text), path)
    if not isinstance(node, ScalarNode):
        raise EditError(f"{name}: {said(path)} holds several things; choose one of them.")
    return loaded  # type: ignore[no-any-return]


def write_field(name: str, text: str, path: Sequence[Step], value: Value) -> str:
    """Return the text with one field changed; comments, order and all other lines stay as they are.

    Args:
        path: The keys, and places in lists from 0, that lead to the field.

    Raises:
        EditError: There is no such field, it is no single value, or the text would not say that value afterwards.
    """
    node = node_at(name, text, path)
    if not isinstance(node, ScalarNode) or isinstance(value, tuple):
        raise EditError(f"{name}: {said(path)} holds several things; choose one of them.")
    start, end = node.start_mark.index, node.end_mark.index
    if node.style in ("|", ">"):
        start, end, column = block_extent(text, start)
        written = block_lines(node.style, str(value), column)
    else:
        above = node_at(name, text, path[:-1]) if len(path) > 1 else None
        written = scalar(
            value, quoted=node.style, in_flow=isinstance(above, (MappingNode, SequenceNode)) and bool(above.flow_style)
        )
    changed = text[:start] + written + text[end:]
    try:
        found = read_field(name, changed, path)
    except (EditError, LookupError, TypeError) as error:
        raise EditError(f"{name}: {said(path)} cannot hold these words.") from error
    same = str(found).strip() == str(value).strip() if isinstance(value, str) else found == value
    if not same:
        raise EditError(f"{name}: {said(path)} cannot hold these words.")
    return changed


def node_at(name: str, text: str, path: Sequence[Step]) -> Node:
    """Return the node of a field; `EditError` where there is none or the text is not YAML."""
    try:
        node = YAML(typ="safe").compose(text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise EditError(f"{name}{f', line {mark.line + 1}' if mark else ''}: this is not YAML.") from error
    for step in path:
        found = None
        if isinstance(node, MappingNode):
            found = next((value for key, value in node.value if key.value == str(step)), None)
        elif isinstance(node, SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
            found = node.value[step]
        elif isinstance(node, SequenceNode) and isinstance(step, str):
            found = next((item for item in node.value if _id_of(item) == step), None)
        if found is None:
            raise EditError(f"{name}: there is no {said(path)}.")
        node = found
    return node


def loaded_at(loaded: Any, path: Sequence[Step]) -> Any:
    """Return what stands at the end of a path in loaded YAML; `LookupError` or `TypeError` where nothing does."""
    for step in path:
        if isinstance(loaded, list) and isinstance(step, str):
            found = [one for one in loaded if isinstance(one, dict) and str(one.get("id", one.get("n"))) == step]
            if not found:
                raise KeyError(step)
            loaded = found[0]
        else:
            loaded = loaded[step]
    return loaded


def _id_of(node: Node) -> str | None:
    if not isinstance(node, MappingNode):
        return None
    keys = {key.value: value.value for key, value in node.value}
    return str(keys.get("id", keys.get("n")))


def scalar(value: Value, *, quoted: str | None = None, in_flow: bool = False) -> str:
    """Return a single value as YAML writes it in one line; `in_flow` says that it stands in brackets or braces.

    Raises:
        EditError: It holds no words.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float)):
        return repr(value)
    one_line = " ".join(str(value).split())
    if not one_line:
        raise EditError("A field needs words.")
    if not quoted and _is_plain(one_line, in_flow):
        return one_line
    # Every JSON string is a double-quoted YAML scalar.
    return json.dumps(one_line, ensure_ascii=False)


def _is_plain(words: str, in_flow: bool) -> bool:
    """Return whether YAML reads these words back as they are, where they are to stand."""
    try:
        loader = YAML(typ="safe")
        if in_flow:
            return bool(loader.load(f"[{{a: {words}}}]") == [{"a": words}])
        return bool(loader.load(f"- {words}\n- a: {words}\n") == [words, {"a": words}])
    except YAMLError:
        return False


def block_lines(style: str, words: str, column: int) -> str:
    """Return the lines of a block: as they are written for `|`, filled to the width for `>`."""
    lines: list[str] = []
    for paragraph in words.strip().split("\n"):
        if style == "|":
            lines.append(paragraph)
            continue
        line = ""
        for word in paragraph.split():
            if line and len(line) + 1 + len(word) > _WIDTH - column:
                lines.append(line)
                line = ""
            line = f"{line} {word}" if line else word
        lines += [line, ""]
    while lines and not lines[-1]:
        lines.pop()
    if not lines:
        raise EditError("A field needs words.")
    return "".join(f"{' ' * column}{line}\n" if line else "\n" for line in lines)


def block_extent(text: str, start: int) -> tuple[int, int, int]:
    """Return where the lines of a block begin and end, blank lines after them left out, and how far they stand in."""
    begin = text.index("\n", start) + 1
    end, at, column = begin, begin, 0
    while at < len(text):
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop + 1
        line = text[at:stop]
        if line.strip():
            inside = len(line) - len(line.lstrip())
            column = column or inside
            if inside < column:
                break
            end = stop
        at = stop
    return begin, end, column


def said(path: Sequence[Step]) -> str:
    """Return a path in words, for messages."""
    return ".".join(str(step) for step in path)
