"""Changes of a file of guidance that are more than one field: lists, fields that come or go, whole new records.

As with single fields every line that is not meant stays as it is, comments too. What comes out is loaded again and
compared with what was meant, so that nothing else can have changed.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.teaching.errors import EditError
from bot.teaching.guidance_file import (
    Step,
    Value,
    block_extent,
    block_lines,
    loaded_at,
    node_at,
    said,
    scalar,
    write_field,
)

_WIDTH = 116
_FOLDED = ("answer",)


def write_value(name: str, text: str, path: Sequence[Step], value: Value) -> str:
    """Return the text with a field that holds this value, single or a list; one that is not there is added.

    Raises:
        EditError: There is no such record, or the file cannot hold the value.
    """
    parent, key = tuple(path[:-1]), path[-1]
    above = node_at(name, text, parent)
    present = isinstance(above, MappingNode) and any(one.value == str(key) for one, _ in above.value)
    if not present and isinstance(above, MappingNode):
        return _checked(name, text, _with_key(text, above, str(key), value), _set(path, value))
    if isinstance(value, tuple):
        return _checked(name, text, _with_list(name, text, path, value), _set(path, value))
    return write_field(name, text, path, value)


def remove_field(name: str, text: str, path: Sequence[Step]) -> str:
    """Return the text without an optional field; `EditError` where it is not there or stands in braces."""
    above = node_at(name, text, path[:-1])
    if not isinstance(above, MappingNode) or above.flow_style:
        raise EditError(f"{name}: {said(path)} cannot be taken away here.")
    keys = [one.value for one, _ in above.value]
    if str(path[-1]) not in keys or len(keys) == 1:
        raise EditError(f"{name}: there is no {said(path)}.")
    place = keys.index(str(path[-1]))
    key, value = above.value[place]
    start = text.rfind("\n", 0, key.start_mark.index) + 1
    if text[start : key.start_mark.index].strip():
        raise EditError(f"{name}: {said(path)} begins its record and stays.")
    return _checked(name, text, text[:start] + text[_line_after(text, value) :], _drop(path))


def add_record(name: str, text: str, path: Sequence[Step], record: Mapping[str, Any]) -> str:
    """Return the text with one more record at the end of a list.

    Raises:
        EditError: There is no such list, one of that id is there, or it cannot be written.
    """
    listed = node_at(name, text, path)
    if not isinstance(listed, SequenceNode) or listed.flow_style or not listed.value:
        raise EditError(f"{name}: {said(path)} is no list of records.")
    held = loaded_at(YAML(typ="safe").load(text), path)
    if any(isinstance(one, dict) and one.get("id") == record.get("id") for one in held):
        raise EditError(f"{name}: the id {record.get('id')} is used already; choose another.")
    column = listed.value[0].start_mark.column
    end = _line_after(text, listed)
    lines = _record_lines(record, column)
    before = text[:end] if text[:end].endswith("\n") else text[:end] + "\n"
    written = before + "\n" + lines + text[end:]

    def change(loaded: Any) -> None:
        loaded_at(loaded, path).append(dict(record))

    return _checked(name, text, written, change)


def _with_list(name: str, text: str, path: Sequence[Step], values: tuple[str, ...]) -> str:
    node = node_at(name, text, path)
    if not isinstance(node, SequenceNode) or not all(isinstance(item, ScalarNode) for item in node.value):
        raise EditError(f"{name}: {said(path)} is no list of words.")
    if node.flow_style:
        return text[: node.start_mark.index] + _in_brackets(values) + text[node.end_mark.index :]
    if not values:
        # A block list cannot be empty: brackets take its place, behind the colon of its key.
        return f"{text[: text.rindex(':', 0, node.start_mark.index) + 1]} []\n{text[_line_after(text, node) :]}"
    lines = text.split("\n")
    spans = [(item.start_mark.line, _last_line(text, item)) for item in node.value]
    dash = lines[spans[0][0]].index("-")
    old = [str(item.value) for item in node.value]
    pieces: list[str] = lines[: spans[0][0]]
    at = spans[0][0]
    for what, first, last, new_first, new_last in SequenceMatcher(None, old, values, autojunk=False).get_opcodes():
        if what in {"equal", "delete", "replace"}:
            for place in range(first, last):
                begin, end_line = spans[place]
                pieces += lines[at:begin]  # comments and blank lines between two items
                if what == "equal":
                    pieces += lines[begin : end_line + 1]
                at = end_line + 1
        if what in {"insert", "replace"}:
            pieces += [f"{' ' * dash}- {scalar(one)}" for one in values[new_first:new_last]]
    return "\n".join([*pieces, *lines[at:]])


def _with_key(text: str, above: MappingNode, key: str, value: Value) -> str:
    if above.flow_style:
        at = above.end_mark.index - 1
        written = _in_brackets(value) if isinstance(value, tuple) else _in_flow(value)
        return f"{text[:at].rstrip()}{', ' if above.value else ''}{key}: {written}{text[at:]}"
    column = above.value[0][0].start_mark.column
    end = _line_after(text, above.value[-1][1])
    before = text[:end] if text[:end].endswith("\n") else text[:end] + "\n"
    return before + _key_lines(key, value, column) + text[end:]


def _record_lines(record: Mapping[str, Any], column: int) -> str:
    lines = ""
    for place, (key, value) in enumerate(record.items()):
        written = _key_lines(key, value, column)
        if place == 0:
            written = " " * (column - 2) + "- " + written.lstrip(" ")
        lines += written
    return lines


def _key_lines(key: str, value: Any, column: int) -> str:
    indent = " " * column
    if isinstance(value, (tuple, list)):
        if value and all(isinstance(one, Mapping) for one in value):
            rows = ["{" + ", ".join(f"{name}: {_in_flow(one)}" for name, one in item.items()) + "}" for item in value]
            return f"{indent}{key}:\n" + "".join(f"{indent}  - {row}\n" for row in rows)
        flow = f"{indent}{key}: {_in_brackets(value)}\n"
        if len(flow) <= _WIDTH and key != "questions":
            return flow
        return f"{indent}{key}:\n" + "".join(f"{indent}  - {scalar(str(one))}\n" for one in value)
    if isinstance(value, str) and (key in _FOLDED or len(value) > _WIDTH - column):
        return f"{indent}{key}: >-\n" + block_lines(">", value, column + 2)
    return f"{indent}{key}: {scalar(value)}\n"


def _in_brackets(values: Sequence[Any]) -> str:
    return "[" + ", ".join(_in_flow(one) for one in values) + "]"


def _in_flow(value: Any) -> str:
    return scalar(value if isinstance(value, (bool, int, float, date)) else str(value), in_flow=True)


def _last_leaf(node: Node) -> Node:
    while isinstance(node, (SequenceNode, MappingNode)) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node


def _last_line(text: str, node: Node) -> int:
    return text.count("\n", 0, max(_line_after(text, node) - 1, 0))


def _line_after(text: str, node: Node) -> int:
    """Return where the line after the last one of a node begins."""
    leaf = _last_leaf(node)
    if isinstance(leaf, ScalarNode) and leaf.style in ("|", ">"):
        return block_extent(text, leaf.start_mark.index)[1]
    stop = text.find(
        "\n", leaf.end_mark.index if leaf.end_mark.index > leaf.start_mark.index else leaf.start_mark.index
    )
    return len(text) if stop < 0 else stop + 1


def _set(path: Sequence[Step], value: Value) -> Callable[[Any], None]:
    def change(loaded: Any) -> None:
        loaded_at(loaded, path[:-1])[path[-1]] = list(value) if isinstance(value, tuple) else value

    return change


def _drop(path: Sequence[Step]) -> Callable[[Any], None]:
    def change(loaded: Any) -> None:
        del loaded_at(loaded, path[:-1])[path[-1]]

    return change


def _checked(name: str, before: str, after: str, change: Callable[[Any], None]) -> str:
    """Return the new text if it says what was meant and nothing else has changed."""
    expected = copy.deepcopy(YAML(typ="safe").load(before))
    change(expected)
    try:
        found = YAML(typ="safe").load(after)
    except YAMLError as error:
        raise EditError(f"{name}: the file cannot hold these words.") from error
    if _plain(found) != _plain(expected):
        raise EditError(f"{name}: the file cannot hold these words.")
    return after


def _plain(value: Any) -> Any:
    """Return loaded YAML without the line breaks that folding puts into long words."""
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value.strip() if isinstance(value, str) else value
