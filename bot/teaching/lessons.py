"""What is learnt from a decision: the example that goes into the training files, and where it goes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from bot.recognition.examples import Mark
from bot.teaching.errors import EditError, MarkError
from bot.teaching.marks import write_marks

CONCERN, QUESTION = "concern/", "ask/"
OUT_OF_SCOPE = "out_of_scope/out_of_scope"
# Where a message goes that names signs and shows none, by the reason of the first of them.
_NO_SIGN = {
    "negated": "no_sign/negated",
    "past": "no_sign/historical_resolved",
    "hypothetical": "no_sign/hypothetical_training",
    "adult_only": "no_sign/reported_not_child",
}
WRITER = "inbox"


@dataclass(frozen=True)
class Marked:
    """Words of a message, and the sign that they show; with `reason` they name it and it does not count."""

    words: str
    label: str
    reason: str | None = None


@dataclass(frozen=True)
class Lesson:
    """An example as it stands in a training file, its intent, and what is said of it."""

    intent: str
    raw: str
    about: str


def placed(text: str, marked: Iterable[Marked]) -> tuple[Mark, ...]:
    """Return where the marked words stand in a text.

    Raises:
        MarkError: They are not in it, or two stretches overlap.
    """
    found: list[Mark] = []
    for one in marked:
        words = one.words.strip()
        start = _free_place(text, words, found) if words else -1
        if start < 0:
            raise MarkError(f"The marked words are not in the example, or are marked already: “{words[:80]}”.")
        found.append(Mark(one.label, start, start + len(words), one.reason))
    return tuple(sorted(found, key=lambda mark: mark.start))


def lesson_of_signs(
    text: str,
    indicators: Collection[str],
    marked: Sequence[Marked],
    *,
    severe: Collection[str] = (),
    voice: str = "",
    writer: str = WRITER,
) -> Lesson:
    """Return the example of a message that shows these indicators, or that names some and shows none.

    It stands under the indicator that is marked first; without marks under a severe one before others.

    Raises:
        MarkError: The marks do not fit the text.
        EditError: Nothing is shown and nothing is set aside.
    """
    text = " ".join(text.split())
    marks = placed(text, marked)
    shown = {*indicators, *(mark.label for mark in marks if mark.reason is None)}
    if shown:
        counted = [mark.label for mark in marks if mark.reason is None]
        first = next(iter(counted), None) or min(shown, key=lambda label: (label not in severe, label))
        intent, others = CONCERN + first, sorted(shown - {first})
    else:
        reason = next((mark.reason for mark in marks), None)
        if reason is None:
            raise EditError("Choose the indicators that the message shows, or mark words that do not count.")
        intent, others = _NO_SIGN[reason], []
    return Lesson(intent, write_marks(text, marks), about(voice, others, writer))


def lesson_of(text: str, intent: str, *, voice: str = "", writer: str = WRITER) -> Lesson:
    """Return the example of a message that belongs to an intent as a whole."""
    text = " ".join(text.split())
    said = "" if intent.startswith(QUESTION) else about(voice, (), writer)
    return Lesson(intent, write_marks(text, ()), said)


def file_of(intent: str, files: dict[str, str]) -> str:
    """Return the training file of an intent.

    Args:
        files: The file of each intent that has examples.

    Raises:
        EditError: Nothing is taught under that intent.
    """
    if intent not in files:
        raise EditError(f"{intent}: nothing is taught under this name. A developer adds new ones.")
    return files[intent]


def about(voice: str, also: Sequence[str], writer: str) -> str:
    """Return what is said of an example, as it stands in a training file."""
    parts = [f"voice: {voice}"] if voice else []
    parts += [f"also: [{', '.join(also)}]"] if also else []
    parts += [f"writer: {writer}"] if writer else []
    return "{" + ", ".join(parts) + "}" if parts else ""


def _free_place(text: str, words: str, taken: Sequence[Mark]) -> int:
    at = text.find(words)
    while at >= 0 and any(at < mark.end and mark.start < at + len(words) for mark in taken):
        at = text.find(words, at + 1)
    return at
