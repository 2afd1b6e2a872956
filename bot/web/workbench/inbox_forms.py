"""What editors send about items of the inbox."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.http import QueryDict

from bot.teaching.decisions import Choice, DecisionError
from bot.teaching.lessons import Marked
from bot.teaching.marks import REASONS
from bot.web.workbench.deciding import Given

_MOST_MARKS = 40
_LONGEST = 4000


def given_of(sent: QueryDict) -> Given:
    """Return what was chosen.

    Raises:
        DecisionError: Nothing was, or it is not in the form of the page.
    """
    try:
        choice = Choice(sent.get("choice", ""))
    except ValueError:
        raise DecisionError("Choose what the message is.") from None
    example = " ".join(sent.get("example", "").split())
    if len(example) > _LONGEST:
        raise DecisionError(f"An example has at most {_LONGEST} characters.")
    return Given(
        choice=choice,
        indicators=tuple(dict.fromkeys(filter(None, sent.getlist("indicator")))),
        topic=sent.get("topic", ""),
        example=example,
        marked=tuple(marks_of(sent.getlist("mark"))),
        settles=sent.get("settles") == "yes",
        names_read=sent.get("sure") == "yes",
    )


def ids_of(sent: QueryDict) -> list[int]:
    """Return the items that were ticked."""
    return [int(value) for value in sent.getlist("item") if value.isdecimal() and len(value) < 16]


def marks_of(values: Iterable[str]) -> Iterable[Marked]:
    """Give the marks of a form: for each the words, the sign, and why it does not count.

    Raises:
        DecisionError: One cannot be read.
    """
    for value in list(values)[:_MOST_MARKS]:
        if not value.strip():
            continue
        try:
            words, label, reason = json.loads(value)
        except (ValueError, TypeError):
            raise DecisionError("The marks could not be read. Load the page again and mark once more.") from None
        if not isinstance(words, str) or not isinstance(label, str) or reason not in (None, "", *REASONS):
            raise DecisionError("The marks could not be read. Load the page again and mark once more.")
        yield Marked(" ".join(words.split()), label, reason or None)
