"""The shipped pack of North East Lincolnshire holds what the design fixes."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from bot.advice.level import Level
from bot.content import schema
from bot.content.pack import Pack
from tests.builders import LONDON, real_pack

EARLY_HELP = [
    "development_behaviour",
    "attachment",
    "appearance_selfharm",
    "neglect_poor_parenting",
    "parents_not_coping",
    "housing",
    "domestic_abuse_present_not_injured",
    "attendance",
    "low_level_crime_asb_out_at_night",
    "substance_misuse",
    "bereavement_separation",
    "poor_engagement",
]
COMPLEX_SEVERE = [
    "unexplained_injury",
    "repeat_minor_injuries",
    "disclosure_of_abuse",
    "homeless_young_person",
    "domestic_abuse_pregnant_or_risk",
    "home_alone",
    "missing",
    "intervention_not_effective",
    "health_deterioration_no_advice",
    "sexual_exploitation",
    "violent_or_criminal",
    "victim_of_crime",
    "self_neglect_substance",
    "refuses_services",
]
LISTS = {"early_help": "Universal Plus and Vulnerable (Early Help)", "complex_severe": "Complex and Severe"}
OWN = "north-east-lincolnshire"
NEIGHBOUR = "north-lincolnshire"
ENTRIES = [pytest.param(entry, id=entry.id) for entry in real_pack().entries.values()]


# ----- indicators, steps, routes


def test_the_26_indicators_are_there_in_the_order_of_the_page(pack: Pack) -> None:
    """Twelve early help signs and fourteen severe ones have the ids of the design, in its order."""
    assert list(pack.indicators) == [*EARLY_HELP, *COMPLEX_SEVERE]
    assert (len(EARLY_HELP), len(COMPLEX_SEVERE)) == (12, 14)


def test_every_indicator_has_the_level_of_its_list(pack: Pack) -> None:
    """The level of an indicator is that of the list on the page."""
    assert {name for name, level in pack.policy.levels.items() if level is Level.EARLY_HELP} == set(EARLY_HELP)
    assert {name for name, level in pack.policy.levels.items() if level is Level.COMPLEX_SEVERE} == set(COMPLEX_SEVERE)


@pytest.mark.parametrize("indicator", [pytest.param(i, id=i.id) for i in real_pack().indicators.values()])
def test_every_indicator_cites_its_list(pack: Pack, indicator: schema.Indicator) -> None:
    """The source of an indicator is the section of the page that lists it."""
    assert (indicator.source.document, indicator.source.section) == ("concern-page", LISTS[indicator.level])
    assert indicator.label
    assert indicator.covers
    assert indicator.is_not


def test_labels_are_told_apart(pack: Pack) -> None:
    """No two indicators have the same label."""
    assert len({indicator.label for indicator in pack.indicators.values()}) == 26


def test_the_six_steps_are_those_of_the_page(pack: Pack) -> None:
    """Child and family, the own safeguarding lead, colleagues, early help, the assessment, the duty team."""
    told = [
        "child and the family",
        "designated safeguarding",
        "colleagues",
        "family hub",
        "Single Assessment",
        "duty team",
    ]

    assert [step.n for step in pack.steps] == [1, 2, 3, 4, 5, 6]
    for words, step in zip(told, pack.steps):
        assert words in step.text
        assert (step.source.document, step.source.section) == ("concern-page", "Next Steps")


def test_the_four_routes_have_the_levels_of_the_design(pack: Pack) -> None:
    """The ids of routes are fixed, and each leads to the duty team at least as a last resort."""
    assert {route.id: route.level for route in pack.routes.values()} == {
        "emergency": "emergency",
        "mash": "complex_severe",
        "early_help": "early_help",
        "duty_team": None,
    }
    assert all("duty_team" in route.contacts for route in pack.routes.values())
    assert pack.routes["emergency"].contacts[0] == "emergency"


def test_999_is_marked_as_national_advice(pack: Pack) -> None:
    """The page does not say to ring 999, so the route and the contact name national advice as their source."""
    assert pack.routes["emergency"].sources[0].document == "national-advice"
    assert pack.contacts["emergency"].source.document == "national-advice"
    assert pack.sources["national-advice"].authority == "national"


def test_the_early_help_route_names_the_meeting_and_its_newer_name(pack: Pack) -> None:
    """Where the page and newer documents differ, the route says both."""
    assert "Cluster Single Assessment Meeting" in pack.routes["early_help"].how
    assert "family_help_email" in pack.routes["early_help"].how
    assert "Integrated Front Door" in pack.routes["mash"].how
    assert "MASH" in pack.routes["mash"].how


# ----- contacts and hours


def test_the_contacts_are_those_of_the_documents(pack: Pack) -> None:
    """999, the duty team with its option, the council and the address for family help."""
    numbers = {name: (contact.phone, contact.option, contact.email) for name, contact in pack.contacts.items()}

    assert numbers == {
        "emergency": ("999", None, None),
        "duty_team": ("01472 326292", "5", None),
        "council": ("01472 313131", None, None),
        "family_help": (None, None, "Familyhelprequests@nelincs.gov.uk"),
    }


def test_no_contact_is_a_neighbour_s(pack: Pack) -> None:
    """Nobody is sent to the council next door."""
    assert {contact.authority for contact in pack.contacts.values()} <= {OWN, "national"}
    assert not pack.authority(NEIGHBOUR).own
    assert all(pack.sources[contact.source.document].authority != NEIGHBOUR for contact in pack.contacts.values())


@pytest.mark.parametrize(
    ("day", "opens", "closes"),
    [
        pytest.param(9, (8, 30), (17, 0), id="monday"),
        pytest.param(10, (8, 30), (17, 0), id="tuesday"),
        pytest.param(11, (8, 30), (17, 0), id="wednesday"),
        pytest.param(12, (8, 30), (17, 0), id="thursday"),
        pytest.param(13, (8, 30), (16, 30), id="friday"),
    ],
)
def test_the_hours_are_those_of_the_page(pack: Pack, day: int, opens: tuple[int, int], closes: tuple[int, int]) -> None:
    """The office is open from 8.30, Monday to Thursday until 5 and on Friday until 4.30."""
    hours = pack.office_hours("council")
    before = datetime(2026, 3, day, 5, tzinfo=LONDON)

    assert hours.opens_next(before) == datetime(2026, 3, day, *opens, tzinfo=LONDON)
    assert hours.closes_at(hours.opens_next(before)) == datetime(2026, 3, day, *closes, tzinfo=LONDON)


def test_the_office_is_closed_at_weekends_and_on_bank_holidays(pack: Pack) -> None:
    """Saturdays, Sundays, bank holidays and their substitutes are closed days."""
    hours = pack.office_hours("council")
    closed = [(2026, 3, 14), (2026, 3, 15), (2026, 4, 3), (2026, 4, 6), (2026, 5, 4), (2026, 12, 25), (2026, 12, 28)]

    assert not any(hours.open_at(datetime(*day, 11, tzinfo=LONDON)) for day in closed)
    assert pack.contacts["duty_team"].hours == "council"


# ----- questions, danger and thresholds


@pytest.mark.parametrize(
    ("lower", "higher"),
    [
        pytest.param("domestic_abuse_present_not_injured", "domestic_abuse_pregnant_or_risk", id="domestic-abuse"),
        pytest.param("substance_misuse", "self_neglect_substance", id="substance"),
        pytest.param("low_level_crime_asb_out_at_night", "violent_or_criminal", id="crime"),
        pytest.param("low_level_crime_asb_out_at_night", "missing", id="missing"),
        pytest.param("poor_engagement", "refuses_services", id="refusal"),
        pytest.param("neglect_poor_parenting", "home_alone", id="left-alone"),
        pytest.param(None, "unexplained_injury", id="a-mark"),
        pytest.param("appearance_selfharm", "health_deterioration_no_advice", id="ill-health"),
    ],
)
def test_every_pair_of_the_design_has_its_question(pack: Pack, lower: str | None, higher: str) -> None:
    """Exactly one question tells the signs of each pair apart."""
    assert [q.id for q in pack.questions.values() if (q.lower, q.higher) == (lower, higher)] != []
    assert len([q for q in pack.questions.values() if (q.lower, q.higher) == (lower, higher)]) == 1


def test_the_question_about_domestic_abuse_asks_its_three_facts(pack: Pack) -> None:
    """Hurt, likely to be hurt, or pregnant: the question is always put, and asks all three."""
    question = pack.questions["domestic_abuse"]

    assert question.always
    assert re.search(r"hurt.*could.*hurt.*pregnant", question.text)


@pytest.mark.parametrize("question", [pytest.param(q, id=q.id) for q in real_pack().questions.values()])
def test_the_answers_to_a_question_are_told_apart(question: schema.Question) -> None:
    """The three buttons of a question have words of their own, and one of them is a not-sure."""
    answers = question.answers

    assert len({text.lower() for text in (answers.if_yes, answers.if_no, answers.if_unsure)}) == 3
    assert answers.if_yes.lower().startswith("yes")
    assert answers.if_no.lower().startswith("no")
    assert answers.if_unsure.lower().startswith("not sure")


def test_thresholds_lean_towards_safety(pack: Pack) -> None:
    """A severe sign is possible no later than an early help sign, and danger is clear before it is certain."""
    for severe in COMPLEX_SEVERE:
        assert pack.policy.cuts[severe].possible <= pack.thresholds.possible.early_help
    assert pack.policy.danger.possible < pack.policy.danger.clear < 1.0
    assert pack.policy.several_early_help <= 3


def test_there_are_danger_rules_for_what_cannot_wait(pack: Pack) -> None:
    """The rules compile and have ids of their own."""
    assert len(pack.danger_rules) >= 10
    assert len({rule.id for rule in pack.danger_rules}) == len(pack.danger_rules)


# ----- entries


def test_there_are_entries_from_every_document(pack: Pack) -> None:
    """Each of the five documents is told in entries."""
    cited = {ref.document for entry in pack.entries.values() for ref in entry.sources}

    assert {name for name, source in pack.sources.items() if source.file} <= cited


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_entry_has_its_source_and_its_authority(pack: Pack, entry: schema.Entry) -> None:
    """Every source exists, and the first one is of the authority that the entry speaks for.

    An entry on what the documents do not hold may name the neighbour's as the nearest there is.
    """
    assert all(ref.document in pack.sources for ref in entry.sources)
    assert entry.kind == "not_held" or pack.sources[entry.sources[0].document].authority == entry.authority
    assert entry.check_again_by > entry.checked
    assert entry.questions


@pytest.mark.parametrize("entry", [case for case in ENTRIES if case.values[0].authority == NEIGHBOUR])
def test_a_neighbour_s_entry_says_so_and_names_no_contact(pack: Pack, entry: schema.Entry) -> None:
    """What holds next door is told as such, and sends nobody there."""
    assert "North Lincolnshire" in entry.answer.replace("North East Lincolnshire", "")
    assert "neighbour" in entry.answer
    assert all(pack.contacts[contact].authority != NEIGHBOUR for contact in entry.contacts)
    assert not re.search(r"@|\b01724\b|\b0\d{3,4} \d{5,6}\b", entry.answer.replace("01472 326292", ""))


@pytest.mark.parametrize("entry", [case for case in ENTRIES if case.values[0].authority != NEIGHBOUR])
def test_our_own_entries_do_not_stand_on_the_neighbour_s_document(pack: Pack, entry: schema.Entry) -> None:
    """Nothing that holds for this council comes from the other one's report alone."""
    assert entry.kind == "not_held" or any(pack.sources[ref.document].authority != NEIGHBOUR for ref in entry.sources)


def test_every_number_in_an_entry_is_in_contacts(pack: Pack) -> None:
    """An entry that gives a number gives one of contacts.yml."""
    held = {contact.phone for contact in pack.contacts.values()}
    for entry in pack.entries.values():
        assert set(re.findall(r"\b0\d{3,4} \d{5,6}\b", entry.answer)) <= held, entry.id


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("Multi-Agency Safeguarding Hub (MASH)", "Integrated Front Door"),
        ("Single Assessment, Section 1", "early help assessment"),
        ("Cluster Single Assessment Meeting", "request for targeted family help"),
        ("Universal Plus and Vulnerable; Complex and Severe", "Universal, Targeted and Specialist"),
        ("Local Safeguarding Children Board (LSCB)", "Safeguarding Children Partnership (SCP)"),
    ],
)
def test_what_was_renamed_has_both_names(pack: Pack, older: str, newer: str) -> None:
    """Where newer documents use another name, both are held with their sources."""
    assert (older, newer) in {(one.older.name, one.newer.name) for one in pack.names}


def test_no_question_stands_under_two_entries(pack: Pack) -> None:
    """A question that is listed twice could be answered by either."""
    asked: dict[str, list[str]] = {}
    for entry in pack.entries.values():
        for question in entry.questions:
            asked.setdefault(question.lower().rstrip("?"), []).append(entry.id)

    assert {question: ids for question, ids in asked.items() if len(ids) > 1} == {}


_ASKS_FOR_A_NUMBER = re.compile(
    r"\b(how (?:many|much|long|often|soon|quick|fast|old)|what (?:percentage|proportion|share|age)|number of|"
    r"deadline|by when|time ?scales?|time ?limit|when (?:did|was|were)|since when|what date)\b"
)
_NUMBER = re.compile(r"\d")
_IN_WORDS = re.compile(
    r"\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|third|quarter|once|twice|annual|every|each|all|none|"
    r"immediately|as soon as|no)\b"
)
# What these say first matters more than a number: the route, or that nothing is held.
_NUMBER_MAY_WAIT = frozenset({"sign-home-alone", "what-is-not-held"})


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_number_that_is_asked_for_is_in_the_first_sentence(entry: schema.Entry) -> None:
    """Where a listed question asks for a number and the answer has one, so has its first sentence."""
    first, *rest = re.split(r"(?<=[.!?])\s+", entry.answer.strip())
    asked = any(_ASKS_FOR_A_NUMBER.search(question.lower()) for question in entry.questions)
    if entry.kind == "not_held" or not asked or entry.id in _NUMBER_MAY_WAIT or not _NUMBER.search(" ".join(rest)):
        return

    assert _NUMBER.search(first) or _IN_WORDS.search(first.lower())
