"""Evidence marks in an example: from the words of a training file to text and marks, and back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from bot.recognition.examples import Mark
from bot.teaching.errors import MarkError

REASONS = ("negated", "past", "hypothetical", "adult_only")
_MARK = re.compile(r"\[(?P<words>[^\]]+?)\](?:\((?P<label>[^:)]+?)\)|(?P<about>\{[^}]+?\}))")


def read_marks(raw: str) -> tuple[str, tuple[Mark, ...]]:
    """Return the text of an example without its marks, and the marks with offsets into that text.

    Raises:
        MarkError: A mark names nothing, or gives a reason that is none of `REASONS`.
    """
    text, marks, end = "", [], 0
    for found in _MARK.finditer(raw):
        text += raw[end : found.start()]
        words = found.group("words")
        label, reason = (found.group("label"), None) if found.group("label") else _about(found.group("about"))
        marks.append(Mark(label, len(text), len(text) + len(words), reason))
        text += words
        end = found.end()
    return text + raw[end:], tuple(marks)


def write_marks(text: str, marks: Iterable[Mark]) -> str:
    """Return an example as it stands in a training file.

    Raises:
        MarkError: Marks overlap, lie outside the text, mark nothing but spaces, or the text itself has brackets that
            would be taken for a mark.
    """
    raw, end = "", 0
    for mark in sorted(marks, key=lambda one: one.start):
        words = text[mark.start : mark.end]
        if mark.start < end:
            raise MarkError("Two marks overlap: mark each stretch of words once.")
        if mark.start < 0 or mark.end > len(text) or not words.strip():
            raise MarkError("A mark must cover words of the example.")
        if mark.reason is not None and mark.reason not in REASONS:
            raise MarkError(f"A mark that does not count says why: {', '.join(REASONS)}; found {mark.reason!r}.")
        about = f"({mark.label})" if mark.reason is None else json.dumps({"entity": mark.label, "role": mark.reason})
        raw += f"{text[end : mark.start]}[{words}]{about}"
        end = mark.end
    raw += text[end:]
    if read_marks(raw) != (text, tuple(sorted(marks, key=lambda one: one.start))):
        raise MarkError("The example has square brackets, which are for marks: use round ones.")
    return raw


def _about(written: str) -> tuple[str, str | None]:
    try:
        about: dict[str, Any] = json.loads(written)
        label, reason = str(about["entity"]), about.get("role")
    except (ValueError, KeyError, TypeError) as error:
        raise MarkError(
            f'Expected a mark like {{"entity": "home_alone", "role": "negated"}}, found {written}.'
        ) from error
    if reason is not None and reason not in REASONS:
        raise MarkError(f"A mark that does not count says why: {', '.join(REASONS)}; found {reason!r}.")
    return label, reason
