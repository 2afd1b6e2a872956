"""What a pack must hold beyond the shape of its files: one small check per rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from string import Formatter
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from bot.content.errors import Fault, nearest
from bot.content.placeholders import fillable

if TYPE_CHECKING:
    from bot.content.pack import Pack
    from bot.content.schema import SourceRef

ROUTE_IDS = ("emergency", "mash", "early_help", "duty_team")
CONTACT_IDS = ("emergency", "duty_team", "council")
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


def check_pack(pack: Pack) -> list[Fault]:
    """Return every fault of the pack, in the order of the rules; a sound pack gives an empty list."""
    return [fault for rule in RULES for fault in rule(pack)]


def sources_resolve(pack: Pack) -> Iterator[Fault]:
    """Every statement names a document that `sources.yml` has."""
    for file, field, ref in _source_refs(pack):
        if ref.document not in pack.sources:
            yield _unknown(pack, file, f"{field}.document", ref.document, pack.sources)


def authorities_resolve(pack: Pack) -> Iterator[Fault]:
    """Every authority named is one of the pack's, and an entry has the authority of its documents."""
    known = [authority.id for authority in pack.about.authorities]
    for source in pack.sources.values():
        if source.authority not in known:
            yield _unknown(pack, "sources.yml", f"sources[{source.id}].authority", source.authority, known)
    for contact in pack.contacts.values():
        if contact.authority not in known:
            yield _unknown(pack, "contacts.yml", f"contacts[{contact.id}].authority", contact.authority, known)
        elif not pack.authority(contact.authority).own:
            yield _fault(
                pack,
                "contacts.yml",
                f"contacts[{contact.id}].authority",
                repr(contact.authority),
                "an authority of our own",
            )
    for entry in pack.entries.values():
        if entry.authority not in known:
            yield _unknown(pack, pack.file_of(entry), f"entries[{entry.id}].authority", entry.authority, known)
            continue
        first = pack.sources.get(entry.sources[0].document)
        if entry.kind != "not_held" and first is not None and first.authority != entry.authority:
            yield _fault(
                pack,
                pack.file_of(entry),
                f"entries[{entry.id}].authority",
                repr(entry.authority),
                f"{first.authority!r}, the authority of its first source",
            )


def routes_are_complete(pack: Pack) -> Iterator[Fault]:
    """All four routes are there and each reaches a contact that exists."""
    for route_id in ROUTE_IDS:
        if route_id not in pack.routes:
            yield _fault(pack, "routes.yml", "routes", f"no route {route_id!r}", "all of " + ", ".join(ROUTE_IDS))
    for route in pack.routes.values():
        for contact in route.contacts:
            if contact not in pack.contacts:
                yield _unknown(pack, "routes.yml", f"routes[{route.id}].contacts", contact, pack.contacts)


def contacts_are_complete(pack: Pack) -> Iterator[Fault]:
    """The contacts that failsafes need are there, the duty team with its hours."""
    for contact_id in CONTACT_IDS:
        contact = pack.contacts.get(contact_id)
        if contact is None or contact.phone is None:
            yield _fault(pack, "contacts.yml", "contacts", f"no phone for {contact_id!r}", "a contact with a phone")
    for contact in pack.contacts.values():
        if contact.phone is None and contact.email is None:
            yield _fault(pack, "contacts.yml", f"contacts[{contact.id}]", "neither phone nor email", "one of them")
        if contact.hours is not None and contact.hours not in pack.hours:
            yield _unknown(pack, "contacts.yml", f"contacts[{contact.id}].hours", contact.hours, pack.hours)


def steps_are_six(pack: Pack) -> Iterator[Fault]:
    """The six next steps are there, in order."""
    found = [step.n for step in pack.steps]
    if found != [1, 2, 3, 4, 5, 6]:
        yield _fault(pack, "steps.yml", "steps", f"numbers {found}", "1 to 6 in order")


def indicators_resolve(pack: Pack) -> Iterator[Fault]:
    """Indicators named by pairs, questions, thresholds and danger rules exist, and a question goes upwards."""
    known = pack.indicators
    for indicator in known.values():
        if indicator.pair is not None and indicator.pair not in known:
            yield _unknown(pack, "indicators.yml", f"indicators[{indicator.id}].pair", indicator.pair, known)
    for question in pack.questions.values():
        for field, named in (("lower", question.lower), ("higher", question.higher)):
            if named is not None and named not in known:
                yield _unknown(pack, "questions.yml", f"questions[{question.id}].{field}", named, known)
        higher = known.get(question.higher)
        if higher is not None and higher.level != "complex_severe":
            yield _fault(
                pack, "questions.yml", f"questions[{question.id}].higher", question.higher, "a complex_severe indicator"
            )
    for indicator_id in pack.thresholds.indicators:
        if indicator_id not in known:
            yield _unknown(pack, "thresholds.yml", f"indicators.{indicator_id}", indicator_id, known)
    for rule in pack.danger.rules:
        if rule.means is not None and rule.means not in known:
            yield _unknown(pack, "danger.yml", f"rules[{rule.id}].means", rule.means, known)


def thresholds_are_ordered(pack: Pack) -> Iterator[Fault]:
    """`possible` never lies above `clear`."""
    limits = pack.thresholds
    pairs = [
        ("early_help", limits.possible.early_help, limits.clear.early_help),
        ("complex_severe", limits.possible.complex_severe, limits.clear.complex_severe),
        ("danger", limits.danger.possible, limits.danger.clear),
    ]
    pairs += [(name, cut.possible, cut.clear) for name, cut in limits.indicators.items()]
    for name, possible, clear in pairs:
        if possible > clear:
            yield _fault(pack, "thresholds.yml", name, f"possible {possible} above clear {clear}", "possible <= clear")


def danger_patterns_compile(pack: Pack) -> Iterator[Fault]:
    """Every pattern is a regular expression and every word in braces is defined."""
    for rule in pack.danger.rules:
        for pattern in (*rule.all, *rule.none):
            filled = pattern
            for word, meaning in pack.danger.words.items():
                filled = filled.replace("{" + word + "}", f"(?:{meaning})")
            unknown = re.search(r"\{([a-z_]+)\}", filled)
            if unknown:
                yield _unknown(pack, "danger.yml", f"rules[{rule.id}]", unknown.group(1), pack.danger.words)
                continue
            try:
                re.compile(filled)
            except re.error as error:
                yield _fault(pack, "danger.yml", f"rules[{rule.id}]", f"{pattern!r} ({error})", "a regular expression")


def hours_can_be_kept(pack: Pack) -> Iterator[Fault]:
    """There are hours, in a time zone that exists, on at least one day, and no day ends before it begins."""
    if not pack.hours:
        yield _fault(pack, "contacts.yml", "hours", "none", "the office hours of the duty team")
    for hours in pack.hours.values():
        field = f"hours[{hours.id}]"
        try:
            ZoneInfo(hours.timezone)
        except (KeyError, ValueError, OSError):
            yield _unknown(pack, "contacts.yml", f"{field}.timezone", hours.timezone, available_timezones())
        days = [day for spell in hours.days for day in spell.days]
        if not days:
            yield _fault(pack, "contacts.yml", f"{field}.days", "no day", "at least one day")
        for day in sorted({day for day in days if days.count(day) > 1}):
            yield _fault(pack, "contacts.yml", f"{field}.days", f"{day} more than once", "each day once")
        for spell in hours.days:
            if spell.opens >= spell.closes:
                yield _fault(pack, "contacts.yml", f"{field}.days", f"{spell.opens} to {spell.closes}", "a later end")


def wording_fills(pack: Pack) -> Iterator[Fault]:
    """Every word in braces is one that this sentence is filled with, and the contacts hold what it stands for."""
    lacking = _lacking_details(pack)
    for file, field, text in _worded(pack):
        known = fillable(file, field)
        names, fault = _names_in_braces(text)
        if fault is not None:
            yield _fault(pack, file, field, fault, "words in braces such as {duty_phone}")
        for name in names:
            if not known:
                yield _fault(pack, file, field, f"'{{{name}}}'", "no braces: an entry is shown as it stands")
            elif name not in known:
                yield _unknown(pack, file, field, name, known)
            elif name in lacking:
                yield _fault(
                    pack, file, field, f"'{{{name}}}'", f"the {lacking[name]} in contacts.yml, to fill it with"
                )


def replies_say_whom_to_ring(pack: Pack) -> Iterator[Fault]:
    """The sentences that every reply and every failure end with hold the numbers."""
    texts = {field: text for file, field, text in _worded(pack) if file == "replies.yml"}
    for field, needed in WHOM_TO_RING.items():
        names, _ = _names_in_braces(texts[field])
        for name in needed:
            if name not in names:
                yield _fault(pack, "replies.yml", field, f"no {{{name}}}", f"{{{name}}} in this sentence")


def numbers_stand_in_contacts(pack: Pack) -> Iterator[Fault]:
    """A phone number stands in `contacts.yml` alone, so that a change of it is one change."""
    held = {contact.phone for contact in pack.contacts.values()}
    for file, field, text in _worded(pack):
        for match in _PHONE.finditer(text):
            if match.group() not in held:
                yield _fault(pack, file, field, f"the number {match.group()!r}", "a number of contacts.yml")
            elif not field.startswith("entries"):
                yield _fault(pack, file, field, f"the number {match.group()!r}", "a placeholder such as {duty_phone}")


def sentences_are_short(pack: Pack) -> Iterator[Fault]:
    """No sentence of an entry has more than 40 words."""
    for entry in pack.entries.values():
        for sentence in re.split(r"(?<=[.!?])\s+", entry.answer):
            words = len(sentence.split())
            if words > LONGEST_SENTENCE_WORDS:
                yield _fault(
                    pack,
                    pack.file_of(entry),
                    f"entries[{entry.id}].answer",
                    f"a sentence of {words} words",
                    "40 words or fewer",
                )


def entries_resolve(pack: Pack) -> Iterator[Fault]:
    """Related entries, contacts and differing documents exist; dates are in order."""
    for entry in pack.entries.values():
        for related in entry.related:
            if related not in pack.entries:
                yield _unknown(pack, pack.file_of(entry), f"entries[{entry.id}].related", related, pack.entries)
        for contact in entry.contacts:
            if contact not in pack.contacts:
                yield _unknown(pack, pack.file_of(entry), f"entries[{entry.id}].contacts", contact, pack.contacts)
        for difference in entry.differs:
            if difference.document not in pack.sources:
                yield _unknown(
                    pack, pack.file_of(entry), f"entries[{entry.id}].differs", difference.document, pack.sources
                )
        if entry.check_again_by <= entry.checked:
            yield _fault(
                pack,
                pack.file_of(entry),
                f"entries[{entry.id}].check_again_by",
                str(entry.check_again_by),
                f"a date after {entry.checked}",
            )


RULES: tuple[Callable[[Pack], Iterable[Fault]], ...] = (
    sources_resolve,
    authorities_resolve,
    routes_are_complete,
    contacts_are_complete,
    steps_are_six,
    indicators_resolve,
    thresholds_are_ordered,
    danger_patterns_compile,
    hours_can_be_kept,
    wording_fills,
    replies_say_whom_to_ring,
    numbers_stand_in_contacts,
    sentences_are_short,
    entries_resolve,
)


def _source_refs(pack: Pack) -> Iterator[tuple[str, str, SourceRef]]:
    for contact in pack.contacts.values():
        yield "contacts.yml", f"contacts[{contact.id}].source", contact.source
    for hours in pack.hours.values():
        yield "contacts.yml", f"hours[{hours.id}].source", hours.source
    for route in pack.routes.values():
        for ref in route.sources:
            yield "routes.yml", f"routes[{route.id}].sources", ref
    for step in pack.steps:
        yield "steps.yml", f"steps[{step.n}].source", step.source
    for renaming in pack.names:
        yield "names.yml", f"names[{renaming.id}].older.source", renaming.older.source
        yield "names.yml", f"names[{renaming.id}].newer.source", renaming.newer.source
    for indicator in pack.indicators.values():
        yield "indicators.yml", f"indicators[{indicator.id}].source", indicator.source
    for entry in pack.entries.values():
        for ref in entry.sources:
            yield pack.file_of(entry), f"entries[{entry.id}].sources", ref


def _worded(pack: Pack) -> Iterator[tuple[str, str, str]]:
    """Yield every sentence of the pack that people read, with its file and field."""
    yield from _texts("replies.yml", "", pack.replies.model_dump())
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


def _fault(pack: Pack, file: str, field: str, found: str, expected: str) -> Fault:
    return Fault(pack.folder / file, field, found, expected)


def _unknown(pack: Pack, file: str, field: str, found: str, known: Iterable[str]) -> Fault:
    return Fault(pack.folder / file, field, repr(found), "a name that is defined", nearest(found, known))
