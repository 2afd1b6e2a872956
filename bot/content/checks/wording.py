"""Rules about the sentences that people read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter
from typing import TYPE_CHECKING

from bot.content.checks.fault import fault_of, unknown_name
from bot.content.errors import Fault
from bot.content.placeholders import fillable

if TYPE_CHECKING:
    from bot.content.pack import Pack

LONGEST_SENTENCE_WORDS = 40
# Sentences of replies.yml by which every reply and every failure says whom to ring, and with what.
WHOM_TO_RING = {
    "contact_line": ("emergency_phone", "duty_phone", "duty_option"),
    "emergency.opening": ("emergency_phone",),
    "person.opening": ("duty_phone", "duty_option"),
    "failsafe.opening": ("duty_phone", "duty_option"),
    "widget.unreachable": ("emergency_phone", "duty_phone", "duty_option"),
    "widget.offline": ("emergency_phone", "duty_phone", "duty_option"),
    "widget.gone": ("duty_phone", "duty_option"),
    "notice": ("emergency_phone", "duty_phone", "duty_option"),
}
_PHONE = re.compile(r"\b0\d{2,4}[ -]?\d{3}[ -]?\d{3,4}\b")


def wording_fills(pack: Pack) -> Iterator[Fault]:
    """Every word in braces is one that this sentence is filled with, and the contacts hold what it stands for."""
    lacking = _lacking_details(pack)
    for file, field, text in _worded(pack):
        known = fillable(file, field)
        names, fault = _names_in_braces(text)
        if fault is not None:
            yield fault_of(pack, file, field, fault, "words in braces such as {duty_phone}")
        for name in names:
            if not known:
                yield fault_of(pack, file, field, f"'{{{name}}}'", "no braces: an entry is shown as it stands")
            elif name not in known:
                yield unknown_name(pack, file, field, name, known)
            elif name in lacking:
                yield fault_of(
                    pack, file, field, f"'{{{name}}}'", f"the {lacking[name]} in contacts.yml, to fill it with"
                )


def replies_say_whom_to_ring(pack: Pack) -> Iterator[Fault]:
    """The sentences that every reply and every failure end with hold the numbers."""
    texts = {field: text for file, field, text in _worded(pack) if file == "replies.yml"}
    for field, needed in WHOM_TO_RING.items():
        names, _ = _names_in_braces(texts[field])
        for name in needed:
            if name not in names:
                yield fault_of(pack, "replies.yml", field, f"no {{{name}}}", f"{{{name}}} in this sentence")


def numbers_stand_in_contacts(pack: Pack) -> Iterator[Fault]:
    """A phone number stands in `contacts.yml` alone, so that a change of it is one change."""
    held = {contact.phone for contact in pack.contacts.values()}
    for file, field, text in _worded(pack):
        for match in _PHONE.finditer(text):
            if match.group() not in held:
                yield fault_of(pack, file, field, f"the number {match.group()!r}", "a number of contacts.yml")
            elif not field.startswith("entries"):
                yield fault_of(pack, file, field, f"the number {match.group()!r}", "a placeholder such as {duty_phone}")


def sentences_are_short(pack: Pack) -> Iterator[Fault]:
    """No sentence of an entry has more than 40 words."""
    for entry in pack.entries.values():
        for sentence in re.split(r"(?<=[.!?])\s+", entry.answer):
            words = len(sentence.split())
            if words > LONGEST_SENTENCE_WORDS:
                yield fault_of(
                    pack,
                    pack.file_of(entry),
                    f"entries[{entry.id}].answer",
                    f"a sentence of {words} words",
                    "40 words or fewer",
                )


def _worded(pack: Pack) -> Iterator[tuple[str, str, str]]:
    """Yield every sentence of the pack that people read, with its file and field."""
    yield from _texts("replies.yml", "", pack.replies.model_dump())
    yield from _texts("referral.yml", "", pack.referral.model_dump())
    for route in pack.routes.values():
        yield "routes.yml", f"routes[{route.id}].how", route.how
        yield "routes.yml", f"routes[{route.id}].how_soon", route.how_soon
    for step in pack.steps:
        yield "steps.yml", f"steps[{step.n}].text", step.text
    for question in pack.questions.values():
        yield "questions.yml", f"questions[{question.id}].text", question.text
    for entry in pack.entries.values():
        yield pack.file_of(entry), f"entries[{entry.id}].answer", entry.answer


def _names_in_braces(text: str) -> tuple[list[str], str | None]:
    """Return the words in braces, and what is wrong with the braces where something is."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError as error:
        return [], f"braces that do not pair ({error})"
    names = [name for _, name, _, _ in parts if name is not None]
    if any(spec or conversion for _, _, spec, conversion in parts):
        return names, "more than a word in braces"
    return names, None


def _lacking_details(pack: Pack) -> dict[str, str]:
    """Return the placeholders that the pack's contacts leave empty, and the detail that each stands for."""
    details = {
        "emergency_phone": ("emergency", "phone"),
        "duty_phone": ("duty_team", "phone"),
        "duty_option": ("duty_team", "option"),
        "council_phone": ("council", "phone"),
        "family_help_email": ("family_help", "email"),
    }
    return {
        name: f"{detail} of {contact_id!r}"
        for name, (contact_id, detail) in details.items()
        if getattr(pack.contacts.get(contact_id), detail, None) is None
    }


def _texts(file: str, field: str, value: object) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, str):
        yield file, field, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(file, f"{field}.{key}" if field else key, inner)
