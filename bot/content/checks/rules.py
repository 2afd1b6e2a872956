"""All the rules, in the order in which their faults are told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from bot.content.checks.references import (
    authorities_resolve,
    contacts_are_complete,
    entries_fit_themselves,
    entries_resolve,
    indicators_resolve,
    routes_are_complete,
    sources_resolve,
)
from bot.content.checks.referral import referral_is_whole
from bot.content.checks.values import (
    danger_patterns_compile,
    hours_can_be_kept,
    steps_are_six,
    synonyms_are_clear,
    thresholds_are_ordered,
)
from bot.content.checks.wording import (
    numbers_stand_in_contacts,
    replies_say_whom_to_ring,
    sentences_are_short,
    wording_fills,
)
from bot.content.errors import Fault

if TYPE_CHECKING:
    from bot.content.pack import Pack

RULES: tuple[Callable[[Pack], Iterable[Fault]], ...] = (
    sources_resolve,
    authorities_resolve,
    routes_are_complete,
    contacts_are_complete,
    steps_are_six,
    indicators_resolve,
    referral_is_whole,
    thresholds_are_ordered,
    danger_patterns_compile,
    hours_can_be_kept,
    synonyms_are_clear,
    wording_fills,
    replies_say_whom_to_ring,
    numbers_stand_in_contacts,
    sentences_are_short,
    entries_resolve,
    entries_fit_themselves,
)


def check_pack(pack: Pack) -> list[Fault]:
    """Return every fault of the pack, in the order of the rules; a sound pack gives an empty list."""
    return [fault for rule in RULES for fault in rule(pack)]
