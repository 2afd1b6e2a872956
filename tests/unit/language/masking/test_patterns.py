"""Identifiers that have a form of their own are found; what only looks like one is not."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from bot.language.masking.addresses import addresses
from bot.language.masking.birth_dates import birth_dates, date_after
from bot.language.masking.emails import EmailFinder
from bot.language.masking.finding import Finder, settled
from bot.language.masking.lodgings import lodgings
from bot.language.masking.numbers import check_digit_fits, nhs_numbers, ni_numbers
from bot.language.masking.online import links, social_handles
from bot.language.masking.phones import PhoneFinder
from bot.language.masking.postcodes import postcodes
from bot.language.masking.public_contacts import PublicContacts, public_contacts
from bot.language.masking.schools import schools
from bot.language.masking.spelt import spelt
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
        ("forty two Acacia Road", ["forty two Acacia Road"]),
        ("number ten acacia road", ["number ten acacia road"]),
        ("10 Acacia Road West, flat c", ["10 Acacia Road West, flat c"]),
        ("lives at 12 kingsway", ["12 kingsway"]),
        ("the couple at number 7 shout", ["number 7"]),
        ("on Acacia Parade, where they live", ["Acacia Parade"]),
        ("17 park dr DN31 2AB", ["17 park dr"]),
        ("17 park dr", []),
        ("two busy road accidents", []),
        ("one way street", []),
        ("a 30 mph road", []),
        ("6 Galway kids", []),
        ("my number 1 worry", []),
    ),
)
def test_addresses(text: str, wanted: list[str]) -> None:
    """A house with its street is an address; a street as a place, and a count of children, are not."""
    assert found(addresses, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        ("Room 212 at the Oakleaf hotel", ["Room 212 at the Oakleaf hotel"]),
        ("the Oakleaf hotel, room 6", ["Oakleaf hotel, room 6"]),
        ("premier inn room 14", ["premier inn room 14"]),
        ("staying in the Seashell Hostel with mum", ["Seashell Hostel"]),
        ("caravan 12, Sandhaven", ["caravan 12, Sandhaven"]),
        ("Narrowboat Kingfisher", ["Narrowboat Kingfisher"]),
        ("12th floor of Albion House", ["Albion House"]),
        ("staying in a hotel, then in a women's refuge", []),
        ("ground floor of the house, 3rd floor flat", []),
        ("caravan 2 weeks ago, room 12 of the school", []),
    ),
)
def test_lodgings(text: str, wanted: list[str]) -> None:
    """Where somebody stays without a street is an address; a hotel that is not named is not."""
    assert found(lodgings, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        ("Foxtrot X-ray one nine alpha bravo charlie", ["Foxtrot X-ray one nine alpha bravo charlie"]),
        ("delta november three one one alpha alpha", ["delta november three one one alpha alpha"]),
        ("juliet golf one two three four five six alpha", ["juliet golf one two three four five six alpha"]),
        ("Charlie, Oscar, Mike and Romeo", []),
        ("Mike, Oscar, 7 and 9", []),
    ),
)
def test_spelt(text: str, wanted: list[str]) -> None:
    """What a spelling alphabet spells is found; children who are called Charlie and Oscar are not a number plate."""
    assert found(spelt, text) == wanted


def test_what_is_spelt_has_its_own_type() -> None:
    """A postcode, a National Insurance number and a number plate are told apart."""
    said = (
        "delta november three one one alpha alpha",
        "juliet golf 12 34 56 alpha",
        "foxtrot x-ray 19 alpha bravo charlie",
    )

    assert [next(iter(spelt(text))).type for text in said] == ["postcode", "ni_number", "vehicle"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        ("DN31 2AB", ["DN31 2AB"]),
        ("dn312ab", ["dn312ab"]),
        ("DN3 1 2AB", ["DN3 1 2AB"]),
        ("at dn 31 2 ab", ["dn 31 2 ab"]),
        ("M1 1AE and SW1A 2ZZ", ["M1 1AE", "SW1A 2ZZ"]),
        ("postcode starts DN34", ["DN34"]),
        ("DN31 ... 2AB", ["DN31 ... 2AB"]),
        ("DN31,2AB and DN32/8RD", ["DN31,2AB", "DN32/8RD"]),
        ("DN4O 2AB, DN31 IAA, DN36 4OX", ["DN4O 2AB", "DN31 IAA", "DN36 4OX"]),
        ("postcode d-n-3-1 1-a-a", ["d-n-3-1 1-a-a"]),
        ("lives ng7 2rd", ["ng7 2rd"]),
        ("in dn31 our team", []),
        ("dn31, 2nd house", []),
        ("TS12 5MG", []),
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
        ("dob third of march 2016", ["third of march 2016"]),
        (
            "born on the twenty second of june two thousand and eleven",
            ["twenty second of june two thousand and eleven"],
        ),
        ("born christmas day 2013", ["christmas day 2013"]),
        ("dob 3Mar16, dob 11/14/2009", ["3Mar16", "11/14/2009"]),
        ("dob 3|4|2012", ["3|4|2012"]),
        ("dob xx/04/2012", ["xx/04/2012"]),
        ("dob 3rd of the 4th 2012", ["3rd of the 4th 2012"]),
        ("dobs 3/4/12, 5/6/14 and 7/8/16", ["3/4/12", "5/6/14", "7/8/16"]),
        ("the d.o.b. on the passport is 01/01/2008", ["01/01/2008"]),
        ("born at 14:20 on 3/4/2020", ["3/4/2020"]),
        ("dob not known, seen 03/04/2026", []),
        ("born 2.30 on monday", []),
        ("the second of may he came in", []),
        ("his birthday is on christmas day", ["christmas day"]),
        ("they don't do Christmas, birthdays and Christmas", []),
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
        ("she is 14 07700 900123", ["07700 900123"]),
        ("ring 07700 900123 2 kids", ["07700 900123"]),
        ("07700 900123/07700 900124", ["07700 900123", "07700 900124"]),
        ("07700_900_851, 07700 900*246", ["07700_900_851", "07700 900*246"]),
        ("01632-960-905 (ext. 3)", ["01632-960-905 (ext. 3)"]),
        ("07700900666x2", ["07700900666x2"]),
        ("oh 7700 900 123", ["oh 7700 900 123"]),
        ("double oh double four seven 7 double oh 900 123", ["double oh double four seven 7 double oh 900 123"]),
        ("mob seven seven double oh nine hundred one two three", ["seven seven double oh nine hundred one two three"]),
        ("number nine six zero four four two", ["nine six zero four four two"]),
        ("seen on 04/05/2026 10:30", []),
        ("rang on 2026-05-04 10:30", []),
        ("count one two three four five six seven eight nine", []),
        ("missed 07, 08, 09, 10, 11 september", []),
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
        ("N.H.S. number 943/476/5918", ["943/476/5918"]),
        ("nhs number on the red book is 9 4 3 4 7 6 5 9 1 8", ["9 4 3 4 7 6 5 9 1 8"]),
        ("nhs no 943 476 5918, 3 kids", ["943 476 5918"]),
        ("nhs no unknown, seen 03/04/2026", []),
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
        ("NI: JK/34/56/78/B", ["JK/34/56/78/B"]),
        ("ni no jk o1 23 45 c", ["jk o1 23 45 c"]),
        ("on 10.11.12 a man came, at 12 13 14 a day", []),
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
        ("car, plate FJ.14.XEO", ["FJ.14.XEO"]),
        ("grey audi, Fx19 Kyl", ["Fx19 Kyl"]),
        ("partial reg *X19 A*C", ["*X19 A*C"]),
        ("private plate D4VE X", ["D4VE X"]),
        ("reg no A 1 BCD", ["A 1 BCD"]),
        ("he threw a plate at 2 of them", []),
        ("the car drove at 12 mph", []),
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
        ("jo.b@example,com", ["jo.b@example,com"]),
        ("jo @ example . com", ["jo @ example . com"]),
        ("jo_b@example", ["jo_b@example"]),
        ("dave dot b nine at example dot com", ["dave dot b nine at example dot com"]),
        ("her gmail is maddz08", ["maddz08"]),
        ("profile at facebook.com/example", []),
        ("called @free.vapes.gy", []),
        ("2 tabs @8am, mum@home", []),
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
        ("hxxps://example[.]com/x", ["hxxps://example[.]com/x"]),
        ("discord dot gg slash abc", ["discord dot gg slash abc"]),
        ("t.me/abc and linktr.ee/abc", ["t.me/abc", "linktr.ee/abc"]),
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
        ("her snap is maddz", ["maddz"]),
        ("her snap is mads 08x", ["mads 08x"]),
        ("xbox gamertag xX Slayer Xx", ["xX Slayer Xx"]),
        ("user bigman_ting7 sends money", ["bigman_ting7"]),
        ("DarkVortex77 and someone called shadow99", ["DarkVortex77", "shadow99"]),
        ("kik daddy4u", ["daddy4u"]),
        ("steam id 76561190000000001", ["76561190000000001"]),
        ("his insta is private", []),
        ("xx love you xx, he _really_ hates it", []),
        ("IMG_2031.jpg and form_v2.docx", []),
        ("from march2016 and covid19", []),
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
        ("all saints c of e primary", ["all saints c of e primary"]),
        ("pupil at hillside", ["hillside"]),
        ("1st Northby scouts", ["1st Northby scouts"]),
        ("Lantern youth club", ["Lantern youth club"]),
        ("teacher at risk of burnout, year 6 at home", []),
        ("The youth club rang", []),
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
