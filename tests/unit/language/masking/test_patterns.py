"""Identifiers that have a form of their own are found; what only looks like one is not."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from bot.language.masking.addresses import addresses
from bot.language.masking.birth_dates import birth_dates, date_after
from bot.language.masking.finding import Finder, settled
from bot.language.masking.numbers import check_digit_fits, nhs_numbers, ni_numbers
from bot.language.masking.online import EmailFinder, links, social_handles
from bot.language.masking.phones import PhoneFinder
from bot.language.masking.postcodes import postcodes
from bot.language.masking.public_contacts import PublicContacts, public_contacts
from bot.language.masking.schools import schools
from bot.language.masking.vehicles import vehicles

PUBLIC = PublicContacts(frozenset({"01472326292"}), frozenset({"team@council.example"}))
PHONES, EMAILS = PhoneFinder(PUBLIC), EmailFinder(PUBLIC)


def found(finder: Finder, text: str) -> list[str]:
    """Return the stretches that a finder gives, overlaps settled."""
    return [text[span.start : span.end] for span in settled(finder(text))]


def cases(*pairs: tuple[str, Iterable[str]]) -> list[object]:
    return [pytest.param(text, list(wanted), id=text[:40]) for text, wanted in pairs]


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        ("lives at 14 Acacia Road, Grimsby", ["14 Acacia Road"]),
        ("flat 3b, 22 high st", ["flat 3b, 22 high st"]),
        ("number 9 on Willow Close", ["number 9 on Willow Close"]),
        ("at Flat 12 Nelson House", ["Flat 12 Nelson House"]),
        ("45-47 Victoria Street is empty", ["45-47 Victoria Street"]),
        ("they live on acacia avenue", ["acacia avenue"]),
        ("Orchard Cottage, Mill Lane", ["Orchard Cottage, Mill Lane"]),
        ("at 3 The Paddock", ["3 The Paddock"]),
        ("2 kids in the street", []),
        ("a 4 year old close to tears", []),
        ("three boys on the road", []),
        ("a lad, 14, on Freeman Street", []),
        ("on the way home, lives across the road", []),
        ("seen 3 times on the main road", []),
        ("placed in a safe house", []),
    ),
)
def test_addresses(text: str, wanted: list[str]) -> None:
    """A house with its street is an address; a street as a place, and a count of children, are not."""
    assert found(addresses, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        ("DN31 2AB", ["DN31 2AB"]),
        ("dn312ab", ["dn312ab"]),
        ("DN3 1 2AB", ["DN3 1 2AB"]),
        ("at dn 31 2 ab", ["dn 31 2 ab"]),
        ("M1 1AE and SW1A 2ZZ", ["M1 1AE", "SW1A 2ZZ"]),
        ("postcode starts DN34", ["DN34"]),
        ("s47 2nd strategy meeting", []),
        ("the DN31 area", []),
        ("he is m 5 yr", []),
        ("up at 2am", []),
    ),
)
def test_postcodes(text: str, wanted: list[str]) -> None:
    """Postcodes are found in any case and spacing; the first half only where it is called a postcode."""
    assert found(postcodes, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        ("dob 3/4/15", ["3/4/15"]),
        ("d.o.b. 12.05.14", ["12.05.14"]),
        ("Date of birth: 7th February 2012", ["7th February 2012"]),
        ("born 12th May 2014", ["12th May 2014"]),
        ("born on 1 January 2010 in Lagos", ["1 January 2010"]),
        ("DOB: 2013-11-30", ["2013-11-30"]),
        ("dob 040615", ["040615"]),
        ("his birthday is 9 August", ["9 August"]),
        ("turned 12 on 4th July", ["4th July"]),
        ("a boy (03/04/2015)", ["03/04/2015"]),
        ("on 12 May he came in", []),
        ("seen 04/05/2026 in clinic", []),
        ("born at 34 weeks, 8 yrs now, aged 7, Y4", []),
        ("since 12 September", []),
        ("born 3 weeks early", []),
    ),
)
def test_birth_dates(text: str, wanted: list[str]) -> None:
    """A date that is called one of birth is found; ages and the dates of events stay."""
    assert found(birth_dates, text) == wanted


def test_a_whole_date_right_behind_a_place_is_given() -> None:
    """A date behind a comma or in brackets is found from where the name ends; one further away is not."""
    assert date_after("Jo Bloggs, 03/04/2015 here", 9) == (11, 21)
    assert date_after("Jo (3.4.15)", 2) == (4, 10)
    assert date_after("Jo came on 03/04/2015", 2) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        ("07700 900123", ["07700 900123"]),
        ("+44 7700 900 123", ["+44 7700 900 123"]),
        ("0044 7700900123", ["0044 7700900123"]),
        ("+44 (0)7700 900123", ["+44 (0)7700 900123"]),
        ("(01632) 960555", ["(01632) 960555"]),
        ("0113.496.0123", ["0113.496.0123"]),
        ("0 7 7 0 0 9 0 0 5 5 1", ["0 7 7 0 0 9 0 0 5 5 1"]),
        ("ring 0113 496 0744 ext 12", ["0113 496 0744 ext 12"]),
        ("O7700 9OO 613", ["O7700 9OO 613"]),
        (
            "oh double seven double oh nine double oh one four six",
            ["oh double seven double oh nine double oh one four six"],
        ),
        ("her number is 326114", ["326114"]),
        ("01472 326292 option 5", []),
        ("+44 1472 326292", []),
        ("ring 999, 101 or 111", []),
        ("12 05 14 and 03/04/2015", []),
        ("£1,000,000,000 and 1234567890123456789", []),
    ),
)
def test_phones(text: str, wanted: list[str]) -> None:
    """Telephone numbers are found however they are written; those of the guidance and short ones stay."""
    assert found(PHONES, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        ("943 476 5919", ["943 476 5919"]),
        ("9434765919", ["9434765919"]),
        ("943-476-5919", ["943-476-5919"]),
        ("NHS number 943 476 5918", ["943 476 5918"]),
        ("nhs no: 9434765918", ["9434765918"]),
        ("943 476 5918", []),
        ("the nhs is stretched", []),
    ),
)
def test_nhs_numbers(text: str, wanted: list[str]) -> None:
    """Ten digits whose check digit fits are an NHS number; so is any number that is called one."""
    assert found(nhs_numbers, text) == wanted


@pytest.mark.parametrize(
    ("digits", "fits"),
    [
        ("9434765919", True),
        ("9434765918", False),
        ("1111111111", False),
        ("943476591", False),
        ("94347659190", False),
        ("943476591x", False),
    ],
)
def test_check_digits(digits: str, fits: bool) -> None:
    """The check digit is counted by modulus 11."""
    assert check_digit_fits(digits) is fits


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        ("QQ123456C is not given out, JK 34 56 78 B is", ["JK 34 56 78 B"]),
        ("ni number qq 12 34 56 c", ["qq 12 34 56 c"]),
        ("nino AB123456", ["AB123456"]),
        ("AB123456", []),
        ("GB 12 34 56 A", []),
    ),
)
def test_ni_numbers(text: str, wanted: list[str]) -> None:
    """National Insurance numbers need letters that are given out, or to be called one."""
    assert found(ni_numbers, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        ("car FX19 ABC", ["FX19 ABC"]),
        ("ab12cde", ["ab12cde"]),
        ("old fiesta, P123 ABC", ["P123 ABC"]),
        ("a classic, registration ABC 123D", ["ABC 123D"]),
        ("reg starts FX19", ["FX19"]),
        ("number plate ending WKL", ["WKL"]),
        ("y5 boy and yr10 lad", []),
        ("HbA1c of 98", []),
        ("s47 for neglect, KS2 child", []),
        ("the reg is missing off the car", []),
    ),
)
def test_vehicles(text: str, wanted: list[str]) -> None:
    """Plates of every era and labelled parts are found; year groups and sections are not."""
    assert found(vehicles, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        ("jo.b+x@example.co.uk, ok", ["jo.b+x@example.co.uk"]),
        ("jess.k at gmail dot com", ["jess.k at gmail dot com"]),
        ("write to Team@council.example", []),
        ("looked at me. dot to dot", []),
    ),
)
def test_emails(text: str, wanted: list[str]) -> None:
    """E-mail addresses are found, also spelt out."""
    assert found(EMAILS, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        ("see https://example.com/a?b=c.", ["https://example.com/a?b=c"]),
        ("www.example.com/jo", ["www.example.com/jo"]),
        ("bit.ly/3xAmPl3", ["bit.ly/3xAmPl3"]),
        ("went home.so he cried", []),
    ),
)
def test_links(text: str, wanted: list[str]) -> None:
    """Links are found with or without their beginning."""
    assert found(links, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        ("@kxng_dre messages her", ["@kxng_dre"]),
        ("snap: lil.tay.xo", ["lil.tay.xo"]),
        ("her insta handle is jakey.boy", ["jakey.boy"]),
        ("on snapchat as jaydn_07x", ["jaydn_07x"]),
        ("roblox username noobslayer", ["noobslayer"]),
        ("all day on snapchat and insta", []),
        ("her snapchat was deleted", []),
    ),
)
def test_social_handles(text: str, wanted: list[str]) -> None:
    """Names used online are found; talk of a platform is not."""
    assert found(social_handles, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        ("she goes to St Mary's", ["St Mary's"]),
        ("st josephs primary rang", ["st josephs primary"]),
        ("pupil at Hillside Primary", ["Hillside Primary"]),
        ("attends oakfield high school", ["oakfield high school"]),
        ("on Ward 27", ["Ward 27"]),
        ("Rainbow Ward rang", ["Rainbow Ward"]),
        ("Little Acorns Nursery", ["Little Acorns Nursery"]),
        ("at school, her primary school, the local high school", []),
        ("Could school ring? Stopped college in May.", []),
        ("the children's ward and the maternity ward", []),
        ("NOT IN SCHOOL TODAY", []),
        ("St Andrew's Hospice", []),
    ),
)
def test_schools(text: str, wanted: list[str]) -> None:
    """Schools and wards by their own name are found; "her primary school" and "the ward" stay."""
    assert found(schools, text) == wanted


def test_the_contacts_of_the_guidance_are_known() -> None:
    """The numbers that Signpost itself gives are read from the guidance."""
    contacts = public_contacts()

    assert "01472326292" in contacts.phones
    assert any("@" in email for email in contacts.emails)
