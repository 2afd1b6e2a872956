"""What a field should have held, in an editor's words rather than those of the library that reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_BY_KIND = {
    "string_type": "text; put it in quotes where it looks like a number or a date",
    "string_too_short": "some text",
    "tuple_type": "a list",
    "model_type": "fields with values",
    "model_attributes_type": "fields with values",
    "dict_type": "fields with values",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "greater_than": "more than {gt}",
    "greater_than_equal": "{ge} or more",
    "less_than": "less than {lt}",
    "less_than_equal": "{le} or less",
    "too_short": "a list with at least {min_length} in it",
}


def expected_by(detail: Mapping[str, Any]) -> str:
    """Return what one of pydantic's errors expected; its own message where it is not known here."""
    kind, context = str(detail["type"]), dict(detail.get("ctx") or {})
    if kind.startswith("date"):
        return "a date such as 2026-11-22"
    if kind in _BY_KIND:
        return _BY_KIND[kind].format(**context)
    return str(detail["msg"]).removeprefix("Value error, ")
