"""The pack's sentences with contacts and hours filled in."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given

from bot.reply.wording import Wording, utc_now
from tests.builders import CLOSED, LONDON, OPEN, steady_pack
from tests.strategies import moments

CLOSED_TAIL = "The documents give no out-of-hours number."


def at(year: int, month: int, day: int, hour: int, minute: int = 0) -> Wording:
    """Return the wording at a moment by the clock on the wall."""
    moment = datetime(year, month, day, hour, minute, tzinfo=LONDON)
    return Wording(steady_pack(), lambda: moment)


def test_contacts_are_filled_in_from_the_pack() -> None:
    """Every contact's placeholder becomes what contacts.yml holds."""
    filled = Wording(steady_pack(), lambda: OPEN).fill(
        "{emergency_phone}|{duty_phone}|{duty_option}|{council_phone}|{family_help_email}"
    )

    assert filled == "999|01472 326292|5|01472 313131|Familyhelprequests@nelincs.gov.uk"


def test_values_of_the_sentence_are_filled_in_as_they_stand() -> None:
    """Braces in what a person wrote are shown, never filled in."""
    wording = Wording(steady_pack(), lambda: OPEN)

    assert wording.fill("You wrote: {evidence}", evidence="{duty_phone} {0}") == "You wrote: {duty_phone} {0}"


@pytest.mark.parametrize(
    ("wording", "words"),
    [
        pytest.param(at(2026, 3, 10, 10), "they end today at 5pm", id="open"),
        pytest.param(at(2026, 3, 13, 10), "they end today at 4.30pm", id="open-on-friday"),
        pytest.param(at(2026, 3, 10, 7), "it opens today at 8.30am", id="early"),
        pytest.param(at(2026, 3, 10, 20), "it opens tomorrow at 8.30am", id="evening"),
        pytest.param(at(2026, 3, 14, 10), "it opens on Monday at 8.30am", id="saturday"),
        pytest.param(at(2026, 3, 15, 10), "it opens tomorrow at 8.30am", id="sunday"),
        pytest.param(at(2026, 12, 24, 18), "it opens on Tuesday at 8.30am", id="over-christmas"),
        pytest.param(at(2026, 3, 29, 0, 30), "it opens tomorrow at 8.30am", id="night-of-the-clock-change"),
    ],
)
def test_the_office_says_when_it_ends_or_opens(wording: Wording, words: str) -> None:
    """The state of the office is told in words, with the day and the time as the page writes them."""
    assert words in wording.open_state()
    assert (CLOSED_TAIL in wording.open_state()) is not wording.open_now()


def test_noon_and_midnight_are_written_as_people_do() -> None:
    """Twelve o'clock is 12, not 0."""
    contacts = steady_pack().hours["council"]
    days = tuple(spell.model_copy(update={"opens": "00:00", "closes": "12:00"}) for spell in contacts.days)
    hours = {"council": contacts.model_copy(update={"days": days})}
    noon = Wording(replace(steady_pack(), hours=hours), lambda: OPEN)

    assert "today at 12pm" in noon.open_state()
    assert "at 12am" in Wording(replace(steady_pack(), hours=hours), lambda: CLOSED).open_state()


def test_a_long_closure_names_the_date() -> None:
    """A weekday more than a week ahead is told with its date, so that nobody rings a week early."""
    contacts = steady_pack().hours["council"]
    only = contacts.days[0].model_copy(update={"days": ("friday",)})
    hours = {"council": contacts.model_copy(update={"days": (only,)})}
    # The next Friday is Good Friday, so the office opens on the one after it.
    moment = datetime(2026, 3, 28, 10, tzinfo=LONDON)

    assert "on Friday 10 April" in Wording(replace(steady_pack(), hours=hours), lambda: moment).open_state()


def test_a_duty_team_without_hours_of_its_own_has_the_council_s() -> None:
    """Where no hours are named for the duty team, those that the pack holds are told."""
    duty = steady_pack().contacts["duty_team"].model_copy(update={"hours": None})
    pack = replace(steady_pack(), contacts={**steady_pack().contacts, "duty_team": duty})

    assert Wording(pack, lambda: OPEN).open_now()


def test_a_pack_without_the_family_help_contact_leaves_its_place_empty() -> None:
    """A contact that not every council has stops no other sentence."""
    contacts = {name: contact for name, contact in steady_pack().contacts.items() if name != "family_help"}
    wording = Wording(replace(steady_pack(), contacts=contacts), lambda: OPEN)

    assert "999" in wording.contact_line()


@given(moment=moments())
def test_the_contact_line_always_says_whom_to_ring(moment: datetime) -> None:
    """At any moment the line holds 999, the duty team's number and option, and the state of the office."""
    wording = Wording(steady_pack(), lambda: moment)
    line = wording.contact_line()

    assert "999" in line
    assert "01472 326292, option 5" in line
    assert wording.open_state() in line
    assert "{" not in line


def test_the_contacts_part_holds_everybody_with_the_state_of_the_office() -> None:
    """Errors show the same contacts as replies do."""
    contacts = Wording(steady_pack(), lambda: CLOSED).contacts()

    assert (contacts.emergency.phone, contacts.duty_team.phone, contacts.duty_team.option) == (
        "999",
        "01472 326292",
        "5",
    )
    assert contacts.council.phone == "01472 313131"
    assert contacts.duty_team.when == steady_pack().contacts["duty_team"].when
    assert contacts.open_now is False
    assert CLOSED_TAIL in contacts.hours
    assert contacts.state == "council office closed, opens on Monday at 8.30am"


def test_beside_a_number_a_few_words_say_whether_the_office_is_open() -> None:
    """In office hours they say until when."""
    assert Wording(steady_pack(), lambda: OPEN).open_words() == "council office open now, until 5pm"


def test_the_clock_is_the_real_one_in_utc() -> None:
    """Without a clock of its own the wording goes by the present moment, with its zone."""
    assert utc_now().utcoffset() is not None
    assert isinstance(Wording(steady_pack()).open_now(), bool)
