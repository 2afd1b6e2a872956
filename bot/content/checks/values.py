"""Rules about values that must fit each other: steps, thresholds, danger patterns, office hours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from bot.content.checks.fault import fault_of, unknown_name
from bot.content.errors import Fault

if TYPE_CHECKING:
    from bot.content.pack import Pack


def steps_are_six(pack: Pack) -> Iterator[Fault]:
    """The six next steps are there, in order."""
    found = [step.n for step in pack.steps]
    if found != [1, 2, 3, 4, 5, 6]:
        yield fault_of(pack, "steps.yml", "steps", f"numbers {found}", "1 to 6 in order")


def thresholds_are_ordered(pack: Pack) -> Iterator[Fault]:
    """`possible` never lies above `clear`, nor `named.alone` above `named.beside`."""
    limits = pack.thresholds
    pairs = [
        ("early_help", limits.possible.early_help, limits.clear.early_help),
        ("complex_severe", limits.possible.complex_severe, limits.clear.complex_severe),
        ("danger", limits.danger.possible, limits.danger.clear),
    ]
    pairs += [(name, cut.possible, cut.clear) for name, cut in limits.indicators.items()]
    for name, possible, clear in pairs:
        if possible > clear:
            yield fault_of(
                pack, "thresholds.yml", name, f"possible {possible} above clear {clear}", "possible <= clear"
            )
    if limits.named.alone > limits.named.beside:
        found = f"alone {limits.named.alone} above beside {limits.named.beside}"
        yield fault_of(pack, "thresholds.yml", "named", found, "alone <= beside")


def danger_patterns_compile(pack: Pack) -> Iterator[Fault]:
    """Every pattern is a regular expression and every word in braces is defined."""
    for rule in pack.danger.rules:
        for pattern in (*rule.all, *rule.none):
            filled = pattern
            for word, meaning in pack.danger.words.items():
                filled = filled.replace("{" + word + "}", f"(?:{meaning})")
            unknown = re.search(r"\{([a-z_]+)\}", filled)
            if unknown:
                yield unknown_name(pack, "danger.yml", f"rules[{rule.id}]", unknown.group(1), pack.danger.words)
                continue
            try:
                re.compile(filled)
            except re.error as error:
                yield fault_of(
                    pack, "danger.yml", f"rules[{rule.id}]", f"{pattern!r} ({error})", "a regular expression"
                )


def synonyms_are_clear(pack: Pack) -> Iterator[Fault]:
    """What people say stands in small letters, under one meaning, and is not itself a meaning."""
    means = [synonym.means for synonym in pack.synonyms]
    said = [word for synonym in pack.synonyms for word in synonym.said]
    for synonym in pack.synonyms:
        for word in synonym.said:
            field = f"synonyms[{synonym.means}].said"
            if word != word.lower():
                yield fault_of(pack, "synonyms.yml", field, repr(word), "small letters")
            if said.count(word) > 1 or word in means:
                yield fault_of(pack, "synonyms.yml", field, f"{word!r} more than once", "each word under one meaning")


def hours_can_be_kept(pack: Pack) -> Iterator[Fault]:
    """There are hours, in a time zone that exists, on at least one day, and no day ends before it begins."""
    if not pack.hours:
        yield fault_of(pack, "contacts.yml", "hours", "none", "the office hours of the duty team")
    for hours in pack.hours.values():
        field = f"hours[{hours.id}]"
        try:
            ZoneInfo(hours.timezone)
        except (KeyError, ValueError, OSError):
            yield unknown_name(pack, "contacts.yml", f"{field}.timezone", hours.timezone, available_timezones())
        days = [day for spell in hours.days for day in spell.days]
        if not days:
            yield fault_of(pack, "contacts.yml", f"{field}.days", "no day", "at least one day")
        for day in sorted({day for day in days if days.count(day) > 1}):
            yield fault_of(pack, "contacts.yml", f"{field}.days", f"{day} more than once", "each day once")
        for spell in hours.days:
            if spell.opens >= spell.closes:
                yield fault_of(pack, "contacts.yml", f"{field}.days", f"{spell.opens} to {spell.closes}", "a later end")
