"""No text makes a pattern slow: what is four times as long takes about four times as long."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.masking.addresses import addresses
from bot.language.masking.birth_dates import birth_dates
from bot.language.masking.emails import EmailFinder
from bot.language.masking.lodgings import lodgings
from bot.language.masking.names.cues import cued
from bot.language.masking.numbers import nhs_numbers, ni_numbers
from bot.language.masking.online import links, social_handles
from bot.language.masking.phones import PhoneFinder
from bot.language.masking.postcodes import postcodes
from bot.language.masking.public_contacts import PublicContacts
from bot.language.masking.schools import schools
from bot.language.masking.spelt import spelt
from bot.language.masking.vehicles import vehicles

_PUBLIC = PublicContacts(frozenset(), frozenset())
_FINDERS = {
    "addresses": addresses, "birth_dates": birth_dates, "emails": EmailFinder(_PUBLIC), "lodgings": lodgings, "cued": cued,
    "nhs_numbers": nhs_numbers, "ni_numbers": ni_numbers, "links": links, "social_handles": social_handles,
    "phones": PhoneFinder(_PUBLIC), "postcodes": postcodes, "schools": schools, "spelt": spelt, "vehicles": vehicles,
}  # fmt: skip
# Beginnings of identifiers, which a pattern that goes back and forth would try again and again.
_BEGINNINGS = (
    "a|0|1 |1-|@|a@|a.|www.|Aa |'Aa|A1a.|St |the |flat 1 |14 a |14 Aa |lives on |dob |dob is on the |born on |3/4/|nhs no |reg is a |"
    "A1 |dn3 |d n |snap: |insta is |at | dot |a at |at school |Aa Primary |ward |room 1 at the |hotel |charlie |one |a_|xX |https://|(|"
    "-|, |...|\n|\t|[name] |é|😀|e\u0301|number 1 |twenty one |two hundred and |the first of |may |call |pupil at |called |post code |'"
)
_PIECES = _BEGINNINGS.split("|")
_SHORT, _TIMES_AS_LONG = 2_000, 4
# In step the factor is 4, with every pair of places tried it is 16; a pattern gone wild does not come back.
_MOST = 10
# Below so much the clock shows noise rather than a pattern.
_NOISE_SECONDS = 0.02


def _seconds(find: Callable[[str], object], text: str) -> float:
    """Return the shortest processor time of three."""
    taken = []
    for _ in range(3):
        started = time.thread_time()
        list(find(text))  # type: ignore[call-overload]
        taken.append(time.thread_time() - started)
    return min(taken)


@pytest.mark.parametrize("name", _FINDERS)
@settings(max_examples=25, deadline=None, derandomize=True)
@given(unit=st.lists(st.sampled_from(_PIECES), min_size=1, max_size=3).map("".join))
def test_time_grows_with_length_alone(name: str, unit: str) -> None:
    """Whatever is said over and over, a text four times as long takes less than ten times as long."""
    find = _FINDERS[name]
    longer = _seconds(find, (unit * _SHORT * _TIMES_AS_LONG)[: _SHORT * _TIMES_AS_LONG])
    if longer > _NOISE_SECONDS:
        assert longer < _MOST * _seconds(find, (unit * _SHORT)[:_SHORT])
