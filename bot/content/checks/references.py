"""Rules about names: what one file names, another must define."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.content.checks.fault import fault_of, unknown_name
from bot.content.errors import Fault

if TYPE_CHECKING:
    from bot.content.pack import Pack
    from bot.content.schema import Entry, SourceRef

ROUTE_IDS = ("emergency", "mash", "early_help", "duty_team")
CONTACT_IDS = ("emergency", "duty_team", "council")


def sources_resolve(pack: Pack) -> Iterator[Fault]:
    """Every statement names a document that `sources.yml` has."""
    for file, field, ref in _source_refs(pack):
        if ref.document not in pack.sources:
            yield unknown_name(pack, file, f"{field}.document", ref.document, pack.sources)


def authorities_resolve(pack: Pack) -> Iterator[Fault]:
    """Every authority named is one of the pack's, and an entry has the authority of its documents."""
    known = [authority.id for authority in pack.about.authorities]
    for source in pack.sources.values():
        if source.authority not in known:
            yield unknown_name(pack, "sources.yml", f"sources[{source.id}].authority", source.authority, known)
    for contact in pack.contacts.values():
        if contact.authority not in known:
            yield unknown_name(pack, "contacts.yml", f"contacts[{contact.id}].authority", contact.authority, known)
        elif not pack.authority(contact.authority).own:
            yield fault_of(
                pack,
                "contacts.yml",
                f"contacts[{contact.id}].authority",
                repr(contact.authority),
                "an authority of our own",
            )
    for entry in pack.entries.values():
        if entry.authority not in known:
            yield unknown_name(pack, pack.file_of(entry), f"entries[{entry.id}].authority", entry.authority, known)
            continue
        first = pack.sources.get(entry.sources[0].document)
        if entry.kind != "not_held" and first is not None and first.authority != entry.authority:
            yield fault_of(
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
            yield fault_of(pack, "routes.yml", "routes", f"no route {route_id!r}", "all of " + ", ".join(ROUTE_IDS))
    for route in pack.routes.values():
        for contact in route.contacts:
            if contact not in pack.contacts:
                yield unknown_name(pack, "routes.yml", f"routes[{route.id}].contacts", contact, pack.contacts)


def contacts_are_complete(pack: Pack) -> Iterator[Fault]:
    """The contacts that failsafes need are there, the duty team with its hours."""
    for contact_id in CONTACT_IDS:
        contact = pack.contacts.get(contact_id)
        if contact is None or contact.phone is None:
            yield fault_of(pack, "contacts.yml", "contacts", f"no phone for {contact_id!r}", "a contact with a phone")
    for contact in pack.contacts.values():
        if contact.phone is None and contact.email is None:
            yield fault_of(pack, "contacts.yml", f"contacts[{contact.id}]", "neither phone nor email", "one of them")
        if contact.hours is not None and contact.hours not in pack.hours:
            yield unknown_name(pack, "contacts.yml", f"contacts[{contact.id}].hours", contact.hours, pack.hours)


def indicators_resolve(pack: Pack) -> Iterator[Fault]:
    """Indicators named by pairs, questions, thresholds and danger rules exist, and a question goes upwards."""
    known = pack.indicators
    for indicator in known.values():
        if indicator.pair is not None and indicator.pair not in known:
            yield unknown_name(pack, "indicators.yml", f"indicators[{indicator.id}].pair", indicator.pair, known)
    for question in pack.questions.values():
        for field, named in (("lower", question.lower), ("higher", question.higher)):
            if named is not None and named not in known:
                yield unknown_name(pack, "questions.yml", f"questions[{question.id}].{field}", named, known)
        higher = known.get(question.higher)
        if higher is not None and higher.level != "complex_severe":
            yield fault_of(
                pack, "questions.yml", f"questions[{question.id}].higher", question.higher, "a complex_severe indicator"
            )
    for indicator_id in pack.thresholds.indicators:
        if indicator_id not in known:
            yield unknown_name(pack, "thresholds.yml", f"indicators.{indicator_id}", indicator_id, known)
    for rule in pack.danger.rules:
        if rule.means is not None and rule.means not in known:
            yield unknown_name(pack, "danger.yml", f"rules[{rule.id}].means", rule.means, known)


def entries_resolve(pack: Pack) -> Iterator[Fault]:
    """Related entries, contacts and differing documents exist."""
    for entry in pack.entries.values():
        for related in entry.related:
            if related not in pack.entries:
                yield unknown_name(pack, pack.file_of(entry), f"entries[{entry.id}].related", related, pack.entries)
        for contact in entry.contacts:
            if contact not in pack.contacts:
                yield unknown_name(pack, pack.file_of(entry), f"entries[{entry.id}].contacts", contact, pack.contacts)
        for difference in entry.differs:
            if difference.document not in pack.sources:
                yield unknown_name(
                    pack, pack.file_of(entry), f"entries[{entry.id}].differs", difference.document, pack.sources
                )


def entries_fit_themselves(pack: Pack) -> Iterator[Fault]:
    """An entry goes with others, asks nothing twice, was no entry that is still there, and its dates are in order."""
    for entry in pack.entries.values():
        for old in entry.was:
            if old in pack.entries or pack.merged[old] != entry.id:
                yield fault_of(
                    pack,
                    pack.file_of(entry),
                    f"entries[{entry.id}].was",
                    f"{old!r}, which another entry is or was",
                    "the id of an entry that was merged into this one alone",
                )
        for field, found, expected in _misfits(entry):
            yield fault_of(pack, pack.file_of(entry), f"entries[{entry.id}].{field}", found, expected)


def _misfits(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """Yield field, what was found and what was expected."""
    if entry.id in entry.related:
        yield "related", f"'{entry.id}' itself", "other entries"
    for question, times in Counter(entry.questions).items():
        if times > 1:
            yield "questions", f"{question!r} {times} times", "every question once"
    begins, ends = entry.in_force_from, entry.in_force_until
    if begins and ends and ends <= begins:
        yield "in_force_until", str(ends), f"a date after {begins}, from when on it is in force"
    if entry.check_again_by <= entry.checked:
        yield "check_again_by", str(entry.check_again_by), f"a date after {entry.checked}"


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
    asked = pack.referral
    for ask in (asked.concern, *asked.domains, asked.voice, asked.agencies):
        yield "referral.yml", f"{ask.id}.source", ask.source
    yield "referral.yml", "family.source", asked.family.source
    yield "referral.yml", "after_source", asked.after_source
    for entry in pack.entries.values():
        for ref in entry.sources:
            yield pack.file_of(entry), f"entries[{entry.id}].sources", ref
