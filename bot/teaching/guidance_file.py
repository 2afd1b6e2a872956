"""One file of guidance, edited in place: the words of one field change, and every other byte stays."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.teaching.errors import EditError

Value = str | int | float | bool | date
Step = str | int
_WIDTH = 116


def read_field(name: str, text: str, path: Sequence[Step]) -> Value | None:
    """Return what a field holds; `EditError` where there is no such field or the text is not YAML."""
    node = _node(name, text, path)
    loaded = YAML(typ="safe").load(text)
    for step in path:
        loaded = loaded[step]
    if not isinstance(node, ScalarNode):
        raise EditError(f"{name}: {_said(path)} holds several things; choose one of them.")
    return loaded  # type: ignore[no-any-return]


def write_field(name: str, text: str, path: Sequence[Step], value: Value) -> str:
    """Return the text with one field changed; comments, order and all other lines stay as they are.

    Args:
        path: The keys, and places in lists from 0, that lead to the field.

    Raises:
        EditError: There is no such field, it is no single value, or the text would not say that value afterwards.
    """
    node = _node(name, text, path)
    if not isinstance(node, ScalarNode):
        raise EditError(f"{name}: {_said(path)} holds several things; choose one of them.")
    start, end = node.start_mark.index, node.end_mark.index
    if node.style in ("|", ">"):
        start, end, column = _block_lines(text, start)
        written = _block(node.style, str(value), column)
    else:
        written = _flow(value, quoted=node.style)
    changed = text[:start] + written + text[end:]
    try:
        found = read_field(name, changed, path)
    except (EditError, KeyError, IndexError, TypeError) as error:
        raise EditError(f"{name}: {_said(path)} cannot hold these words.") from error
    same = str(found).strip() == str(value).strip() if isinstance(value, str) else found == value
    if not same:
        raise EditError(f"{name}: {_said(path)} cannot hold these words.")
    return changed


def _node(name: str, text: str, path: Sequence[Step]) -> Node:
    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise EditError(f"{name}{f', line {mark.line + 1}' if mark else ''}: this is not YAML.") from error
    for step in path:
        found = None
        if isinstance(node, MappingNode):
            found = next((value for key, value in node.value if key.value == str(step)), None)
        elif isinstance(node, SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
            found = node.value[step]
        if found is None:
            raise EditError(f"{name}: there is no {_said(path)}.")
        node = found
    return node


def _flow(value: Value, *, quoted: str | None) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float)):
        return repr(value)
    one_line = " ".join(value.split())
    if not one_line:
        raise EditError("A field needs words.")
    if quoted is None and _is_plain(one_line):
        return one_line
    # Every JSON string is a double-quoted YAML scalar.
    return json.dumps(one_line, ensure_ascii=False)


def _is_plain(words: str) -> bool:
    """Return whether YAML reads these words back as they are, in any place where a value may stand."""
    try:
        return bool(YAML(typ="safe").load(f"[{{a: {words}}}]") == [{"a": words}])
    except YAMLError:
        return False


def _block(style: str, words: str, column: int) -> str:
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


def _block_lines(text: str, start: int) -> tuple[int, int, int]:
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


def _said(path: Sequence[Step]) -> str:
    return ".".join(str(step) for step in path)
