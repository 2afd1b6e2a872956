"""What a pack must hold beyond the shape of its files: each rule is broken once, and the message says how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from bot.content.checks import rules as checks
from bot.content.checks.rules import RULES, check_pack
from tests.builders import ENTRIES, PackCopy, real_pack

Edit = Callable[[Any], None]
NAME = "a name that is defined"


@dataclass(frozen=True)
class Break:
    """One way to break a pack, and the fault that must be found: the rule, where, what, instead of what."""

    rule: str
    file: str
    edit: Edit
    field: str
    found: str
    expected: str = NAME
    nearest: str | None = None
    named_file: str | None = None


BREAKS = {
    # synonyms_are_clear
    "synonym-under-two-meanings": Break(
        "synonyms_are_clear",
        "synonyms.yml",
        lambda c: c["synonyms"][1]["said"].append("own-word") or c["synonyms"][0]["said"].append("own-word"),
        "synonyms[child].said",
        "'own-word' more than once",
        "each word under one meaning",
    ),
    "synonym-with-a-capital": Break(
        "synonyms_are_clear",
        "synonyms.yml",
        lambda c: c["synonyms"][0]["said"].append("Bairns"),
        "synonyms[child].said",
        "'Bairns'",
        "small letters",
    ),
    # sources_resolve
    "source-of-a-contact": Break(
        "sources_resolve",
        "contacts.yml",
        lambda c: c["contacts"][1]["source"].update(document="concern-pge"),
        "contacts[duty_team].source.document",
        "'concern-pge'",
        nearest="concern-page",
    ),
    "source-of-hours": Break(
        "sources_resolve",
        "contacts.yml",
        lambda c: c["hours"][0]["source"].update(document="nowhere"),
        "hours[council].source.document",
        "'nowhere'",
    ),
    "source-of-a-route": Break(
        "sources_resolve",
        "routes.yml",
        lambda c: c["routes"][1]["sources"][0].update(document="local-protocols"),
        "routes[mash].sources.document",
        "'local-protocols'",
        nearest="local-protocol",
    ),
    "source-of-a-step": Break(
        "sources_resolve",
        "steps.yml",
        lambda c: c["steps"][2]["source"].update(document="concern"),
        "steps[3].source.document",
        "'concern'",
        nearest="concern-page",
    ),
    "source-of-an-older-name": Break(
        "sources_resolve",
        "names.yml",
        lambda c: c["names"][0]["older"]["source"].update(document="page"),
        "names[front-door].older.source.document",
        "'page'",
    ),
    "source-of-a-newer-name": Break(
        "sources_resolve",
        "names.yml",
        lambda c: c["names"][0]["newer"]["source"].update(document="annual-report-2024"),
        "names[front-door].newer.source.document",
        "'annual-report-2024'",
        nearest="annual-report-2023-24",
    ),
    "source-of-an-indicator": Break(
        "sources_resolve",
        "indicators.yml",
        lambda c: c["indicators"][17]["source"].update(document="concern_page"),
        "indicators[home_alone].source.document",
        "'concern_page'",
        nearest="concern-page",
    ),
    "source-of-an-entry": Break(
        "sources_resolve",
        ENTRIES,
        lambda c: c["entries"][1]["sources"][0].update(document="national-advise"),
        "entries[danger-999].sources.document",
        "'national-advise'",
        nearest="national-advice",
    ),
    # authorities_resolve
    "authority-of-a-source": Break(
        "authorities_resolve",
        "sources.yml",
        lambda c: c["sources"][5].update(authority="nationl"),
        "sources[national-advice].authority",
        "'nationl'",
        nearest="national",
    ),
    "authority-of-a-contact": Break(
        "authorities_resolve",
        "contacts.yml",
        lambda c: c["contacts"][3].update(authority="lincolnshire"),
        "contacts[family_help].authority",
        "'lincolnshire'",
        nearest="north-lincolnshire",
    ),
    "contact-of-a-neighbour": Break(
        "authorities_resolve",
        "contacts.yml",
        lambda c: c["contacts"][3].update(authority="north-lincolnshire"),
        "contacts[family_help].authority",
        "'north-lincolnshire'",
        "an authority of our own",
    ),
    "authority-of-an-entry": Break(
        "authorities_resolve",
        ENTRIES,
        lambda c: c["entries"][0].update(authority="north-east-lincs"),
        "entries[duty-team-when].authority",
        "'north-east-lincs'",
        nearest="north-east-lincolnshire",
    ),
    "authority-of-another-than-its-source": Break(
        "authorities_resolve",
        ENTRIES,
        lambda c: c["entries"][0].update(authority="north-lincolnshire"),
        "entries[duty-team-when].authority",
        "'north-lincolnshire'",
        "'north-east-lincolnshire', the authority of its first source",
    ),
    # routes_are_complete
    "route-left-out": Break(
        "routes_are_complete",
        "routes.yml",
        lambda c: c["routes"].pop(1),
        "routes",
        "no route 'mash'",
        "all of emergency, mash, early_help, duty_team",
    ),
    "contact-of-a-route": Break(
        "routes_are_complete",
        "routes.yml",
        lambda c: c["routes"][1].update(contacts=["duty-team"]),
        "routes[mash].contacts",
        "'duty-team'",
        nearest="duty_team",
    ),
    # contacts_are_complete
    "phone-of-the-duty-team": Break(
        "contacts_are_complete",
        "contacts.yml",
        lambda c: c["contacts"][1].update(phone=None, email="duty@example.org"),
        "contacts",
        "no phone for 'duty_team'",
        "a contact with a phone",
    ),
    "no-emergency-services": Break(
        "contacts_are_complete",
        "contacts.yml",
        lambda c: c["contacts"].pop(0),
        "contacts",
        "no phone for 'emergency'",
        "a contact with a phone",
    ),
    "no-council": Break(
        "contacts_are_complete",
        "contacts.yml",
        lambda c: c["contacts"].pop(2),
        "contacts",
        "no phone for 'council'",
        "a contact with a phone",
    ),
    "contact-that-reaches-nobody": Break(
        "contacts_are_complete",
        "contacts.yml",
        lambda c: c["contacts"][3].update(email=None),
        "contacts[family_help]",
        "neither phone nor email",
        "one of them",
    ),
    "hours-of-a-contact": Break(
        "contacts_are_complete",
        "contacts.yml",
        lambda c: c["contacts"][1].update(hours="councl"),
        "contacts[duty_team].hours",
        "'councl'",
        nearest="council",
    ),
    # steps_are_six
    "step-left-out": Break(
        "steps_are_six",
        "steps.yml",
        lambda c: c["steps"].pop(3),
        "steps",
        "numbers [1, 2, 3, 5, 6]",
        "1 to 6 in order",
    ),
    "steps-in-another-order": Break(
        "steps_are_six",
        "steps.yml",
        lambda c: c["steps"].reverse(),
        "steps",
        "numbers [6, 5, 4, 3, 2, 1]",
        "1 to 6 in order",
    ),
    # indicators_resolve
    "pair-of-an-indicator": Break(
        "indicators_resolve",
        "indicators.yml",
        lambda c: c["indicators"][5].update(pair="homeless_young_persons"),
        "indicators[housing].pair",
        "'homeless_young_persons'",
        nearest="homeless_young_person",
    ),
    "lower-of-a-question": Break(
        "indicators_resolve",
        "questions.yml",
        lambda c: c["questions"][1].update(lower="substance_missuse"),
        "questions[substance_self_neglect].lower",
        "'substance_missuse'",
        nearest="substance_misuse",
    ),
    "higher-of-a-question": Break(
        "indicators_resolve",
        "questions.yml",
        lambda c: c["questions"][1].update(higher="self_neglect"),
        "questions[substance_self_neglect].higher",
        "'self_neglect'",
        nearest="self_neglect_substance",
    ),
    "question-that-goes-downwards": Break(
        "indicators_resolve",
        "questions.yml",
        lambda c: c["questions"][1].update(higher="housing"),
        "questions[substance_self_neglect].higher",
        "housing",
        "a complex_severe indicator",
    ),
    "exception-for-an-indicator": Break(
        "indicators_resolve",
        "thresholds.yml",
        lambda c: c.update(indicators={"home-alone": {"possible": 0.2, "clear": 0.4}}),
        "indicators.home-alone",
        "'home-alone'",
        nearest="home_alone",
    ),
    "indicator-of-a-danger-rule": Break(
        "indicators_resolve",
        "danger.yml",
        lambda c: c["rules"].append({"id": "planted", "all": ["knife"], "means": "violent_or_crminal"}),
        "rules[planted].means",
        "'violent_or_crminal'",
        nearest="violent_or_criminal",
    ),
    # thresholds_are_ordered
    "possible-above-clear": Break(
        "thresholds_are_ordered",
        "thresholds.yml",
        lambda c: (c["possible"].update(early_help=0.9), c["clear"].update(early_help=0.5)),
        "early_help",
        "possible 0.9 above clear 0.5",
        "possible <= clear",
    ),
    "possible-above-clear-for-severe-signs": Break(
        "thresholds_are_ordered",
        "thresholds.yml",
        lambda c: (c["possible"].update(complex_severe=0.9), c["clear"].update(complex_severe=0.5)),
        "complex_severe",
        "possible 0.9 above clear 0.5",
        "possible <= clear",
    ),
    "named-alone-above-beside": Break(
        "thresholds_are_ordered",
        "thresholds.yml",
        lambda c: c.update(named={"beside": 0.3, "alone": 0.4}),
        "named",
        "alone 0.4 above beside 0.3",
        "alone <= beside",
    ),
    "possible-above-clear-for-danger": Break(
        "thresholds_are_ordered",
        "thresholds.yml",
        lambda c: c.update(danger={"possible": 0.7, "clear": 0.6}),
        "danger",
        "possible 0.7 above clear 0.6",
        "possible <= clear",
    ),
    "possible-above-clear-for-one-indicator": Break(
        "thresholds_are_ordered",
        "thresholds.yml",
        lambda c: c.update(indicators={"home_alone": {"possible": 0.5, "clear": 0.4}}),
        "home_alone",
        "possible 0.5 above clear 0.4",
        "possible <= clear",
    ),
    # danger_patterns_compile
    "word-of-a-danger-rule": Break(
        "danger_patterns_compile",
        "danger.yml",
        lambda c: (c["words"].update(weapon="knife"), c["rules"].append({"id": "planted", "all": ["{weapn}"]})),
        "rules[planted]",
        "'weapn'",
        nearest="weapon",
    ),
    "pattern-that-is-none": Break(
        "danger_patterns_compile",
        "danger.yml",
        lambda c: c["rules"].append({"id": "planted", "all": ["x"], "none": ["(no pulse"]}),
        "rules[planted]",
        "'(no pulse' (missing ), unterminated subpattern at position 0)",
        "a regular expression",
    ),
    # hours_can_be_kept
    "no-hours": Break(
        "hours_can_be_kept",
        "contacts.yml",
        lambda c: (c.update(hours=[]), [contact.pop("hours", None) for contact in c["contacts"]]),
        "hours",
        "none",
        "the office hours of the duty team",
    ),
    "time-zone": Break(
        "hours_can_be_kept",
        "contacts.yml",
        lambda c: c["hours"][0].update(timezone="Europe/Londn"),
        "hours[council].timezone",
        "'Europe/Londn'",
        nearest="Europe/London",
    ),
    "never-open": Break(
        "hours_can_be_kept",
        "contacts.yml",
        lambda c: c["hours"][0].update(days=[]),
        "hours[council].days",
        "no day",
        "at least one day",
    ),
    "day-with-two-sets-of-hours": Break(
        "hours_can_be_kept",
        "contacts.yml",
        lambda c: c["hours"][0]["days"][1].update(days=["monday", "friday"]),
        "hours[council].days",
        "monday more than once",
        "each day once",
    ),
    "closes-before-it-opens": Break(
        "hours_can_be_kept",
        "contacts.yml",
        lambda c: c["hours"][0]["days"][1].update(opens="16:30", closes="08:30"),
        "hours[council].days",
        "16:30 to 08:30",
        "a later end",
    ),
    # referral_is_whole
    "indicator-without-a-domain": Break(
        "referral_is_whole",
        "referral.yml",
        lambda c: c["domains"][1]["indicators"].remove("home_alone"),
        "domains",
        "no 'home_alone'",
        "every indicator under one domain",
    ),
    "indicator-under-two-domains": Break(
        "referral_is_whole",
        "referral.yml",
        lambda c: c["domains"][1]["indicators"].append("housing"),
        "domains[environment].indicators",
        "'housing' under two domains",
        "one domain for each",
    ),
    "indicator-of-a-domain-that-is-not-there": Break(
        "referral_is_whole",
        "referral.yml",
        lambda c: c["domains"][2]["indicators"].append("housin"),
        "domains[environment].indicators",
        "'housin'",
        nearest="housing",
    ),
    "referral-that-says-not-whom-to-ring": Break(
        "referral_is_whole",
        "referral.yml",
        lambda c: c.update(urgent="Ring {emergency_phone}; {duty_phone}."),
        "urgent",
        "no {duty_option}",
        "{duty_option} in this sentence",
    ),
    # wording_fills
    "word-in-braces-of-a-sentence": Break(
        "wording_fills",
        "replies.yml",
        lambda c: c["failsafe"].update(opening="Ring {duty_fone}. {duty_phone}, {duty_option}."),
        "failsafe.opening",
        "'duty_fone'",
        nearest="duty_phone",
    ),
    "word-in-braces-that-this-sentence-is-not-filled-with": Break(
        "wording_fills",
        "replies.yml",
        lambda c: c["failsafe"].update(opening="{duty_phone}, {duty_option}: quote {reference}."),
        "failsafe.opening",
        "'reference'",
    ),
    "contact-in-a-piece-of-a-sentence": Break(
        "wording_fills",
        "replies.yml",
        lambda c: c["hours"].update(open="Open until {closes}; ring {duty_phone}."),
        "hours.open",
        "'duty_phone'",
    ),
    "word-in-braces-of-a-route": Break(
        "wording_fills",
        "routes.yml",
        lambda c: c["routes"][1].update(how="Ring {duty_phon}."),
        "routes[mash].how",
        "'duty_phon'",
        nearest="duty_phone",
    ),
    "word-in-braces-of-a-step": Break(
        "wording_fills",
        "steps.yml",
        lambda c: c["steps"][5].update(text="Ring {phone}."),
        "steps[6].text",
        "'phone'",
        nearest="duty_phone",
    ),
    "word-in-braces-of-a-question": Break(
        "wording_fills",
        "questions.yml",
        lambda c: c["questions"][0].update(text="Was {name} hurt?"),
        "questions[domestic_abuse].text",
        "'name'",
    ),
    "word-in-braces-of-an-entry": Break(
        "wording_fills",
        ENTRIES,
        lambda c: c["entries"][0].update(answer="Ring {duty_phone}."),
        "entries[duty-team-when].answer",
        "'{duty_phone}'",
        "no braces: an entry is shown as it stands",
    ),
    "empty-braces": Break(
        "wording_fills",
        "steps.yml",
        lambda c: c["steps"][0].update(text="Talk to {}."),
        "steps[1].text",
        "''",
    ),
    "braces-that-do-not-close": Break(
        "wording_fills",
        "steps.yml",
        lambda c: c["steps"][5].update(text="Ring {duty_phone."),
        "steps[6].text",
        "braces that do not pair (expected '}' before end of string)",
        "words in braces such as {duty_phone}",
    ),
    "braces-with-a-format": Break(
        "wording_fills",
        "steps.yml",
        lambda c: c["steps"][5].update(text="Ring {duty_phone:d}."),
        "steps[6].text",
        "more than a word in braces",
        "words in braces such as {duty_phone}",
    ),
    "detail-that-no-contact-has": Break(
        "wording_fills",
        "contacts.yml",
        lambda c: c["contacts"].pop(3),
        "routes[early_help].how",
        "'{family_help_email}'",
        "the email of 'family_help' in contacts.yml, to fill it with",
        named_file="routes.yml",
    ),
    # replies_say_whom_to_ring
    "contact-line-without-999": Break(
        "replies_say_whom_to_ring",
        "replies.yml",
        lambda c: c.update(contact_line="Duty team: {duty_phone}, option {duty_option}."),
        "contact_line",
        "no {emergency_phone}",
        "{emergency_phone} in this sentence",
    ),
    "contact-line-without-the-duty-team": Break(
        "replies_say_whom_to_ring",
        "replies.yml",
        lambda c: c.update(contact_line="In danger ring {emergency_phone}. Option {duty_option}."),
        "contact_line",
        "no {duty_phone}",
        "{duty_phone} in this sentence",
    ),
    "emergency-without-999": Break(
        "replies_say_whom_to_ring",
        "replies.yml",
        lambda c: c["emergency"].update(opening="Ring somebody now."),
        "emergency.opening",
        "no {emergency_phone}",
        "{emergency_phone} in this sentence",
    ),
    "failsafe-without-the-duty-team": Break(
        "replies_say_whom_to_ring",
        "replies.yml",
        lambda c: c["failsafe"].update(opening="Try again. Option {duty_option}."),
        "failsafe.opening",
        "no {duty_phone}",
        "{duty_phone} in this sentence",
    ),
    # numbers_stand_in_contacts
    "number-of-nobody": Break(
        "numbers_stand_in_contacts",
        "steps.yml",
        lambda c: c["steps"][5].update(text="Ring 01472 999888."),
        "steps[6].text",
        "the number '01472 999888'",
        "a number of contacts.yml",
    ),
    "number-written-out-in-a-sentence": Break(
        "numbers_stand_in_contacts",
        "replies.yml",
        lambda c: c.update(held="Ring 01472 326292."),
        "held",
        "the number '01472 326292'",
        "a placeholder such as {duty_phone}",
    ),
    "number-of-nobody-in-an-entry": Break(
        "numbers_stand_in_contacts",
        ENTRIES,
        lambda c: c["entries"][0].update(answer="Ring 01724 296500."),
        "entries[duty-team-when].answer",
        "the number '01724 296500'",
        "a number of contacts.yml",
    ),
    # sentences_are_short
    "sentence-too-long": Break(
        "sentences_are_short",
        ENTRIES,
        lambda c: c["entries"][0].update(answer="Short. " + "word " * 40 + "end."),
        "entries[duty-team-when].answer",
        "a sentence of 41 words",
        "40 words or fewer",
    ),
    # entries_resolve
    "related-entry": Break(
        "entries_resolve",
        ENTRIES,
        lambda c: c["entries"][0].update(related=["danger-99"]),
        "entries[duty-team-when].related",
        "'danger-99'",
        nearest="danger-999",
    ),
    "contact-of-an-entry": Break(
        "entries_resolve",
        ENTRIES,
        lambda c: c["entries"][0].update(contacts=["duty_tem"]),
        "entries[duty-team-when].contacts",
        "'duty_tem'",
        nearest="duty_team",
    ),
    "document-that-differs": Break(
        "entries_resolve",
        ENTRIES,
        lambda c: c["entries"][0].update(differs=[{"document": "local-protokol", "says": "another number"}]),
        "entries[duty-team-when].differs",
        "'local-protokol'",
        nearest="local-protocol",
    ),
    "related-to-itself": Break(
        "entries_fit_themselves",
        ENTRIES,
        lambda c: c["entries"][0].update(related=["duty-team-when"]),
        "entries[duty-team-when].related",
        "'duty-team-when' itself",
        "other entries",
    ),
    "merged-and-still-there": Break(
        "entries_fit_themselves",
        ENTRIES,
        lambda c: c["entries"][0].update(was=["danger-999"]),
        "entries[duty-team-when].was",
        "'danger-999', which another entry is or was",
        "the id of an entry that was merged into this one alone",
    ),
    "merged-into-two": Break(
        "entries_fit_themselves",
        ENTRIES,
        lambda c: [one.update(was=["long-gone"]) for one in c["entries"][:2]],
        "entries[duty-team-when].was",
        "'long-gone', which another entry is or was",
        "the id of an entry that was merged into this one alone",
    ),
    "question-twice": Break(
        "entries_fit_themselves",
        ENTRIES,
        lambda c: c["entries"][0].update(questions=["who", "when", "who"]),
        "entries[duty-team-when].questions",
        "'who' 2 times",
        "every question once",
    ),
    "in-force-until-before-it-is-in-force": Break(
        "entries_fit_themselves",
        ENTRIES,
        lambda c: c["entries"][0].update(in_force_from=date(2027, 4, 1), in_force_until=date(2027, 4, 1)),
        "entries[duty-team-when].in_force_until",
        "2027-04-01",
        "a date after 2027-04-01, from when on it is in force",
    ),
    "checked-again-before-it-was-checked": Break(
        "entries_fit_themselves",
        ENTRIES,
        lambda c: c["entries"][0].update(checked=date(2026, 11, 22), check_again_by=date(2026, 11, 22)),
        "entries[duty-team-when].check_again_by",
        "2026-11-22",
        "a date after 2026-11-22",
    ),
}


@pytest.mark.parametrize("broken", [pytest.param(one, id=name) for name, one in BREAKS.items()])
def test_a_broken_pack_is_named_by_file_and_field(pack_copy: PackCopy, broken: Break) -> None:
    """A broken rule is told with file, field, what was found, what was expected and what is nearest to it."""
    pack_copy.change(broken.file, broken.edit)

    faults = pack_copy.faults()

    named = [fault for fault in faults if (fault.field, fault.found) == (broken.field, broken.found)]
    assert len(named) == 1, "\n".join(map(str, faults))
    assert named[0].file == pack_copy.folder / (broken.named_file or broken.file)
    assert (named[0].expected, named[0].nearest) == (broken.expected, broken.nearest)


def test_every_rule_is_broken_by_a_test() -> None:
    """A new rule comes with a pack that breaks it."""
    assert {rule.__name__ for rule in RULES} == {broken.rule for broken in BREAKS.values()}


@pytest.mark.parametrize("broken", [pytest.param(one, id=name) for name, one in BREAKS.items()])
def test_it_is_the_rule_that_finds_the_fault(
    pack_copy: PackCopy, monkeypatch: pytest.MonkeyPatch, broken: Break
) -> None:
    """Without its rule the fault would go unseen, so no rule can be dropped without a test failing."""
    monkeypatch.setattr(checks, "RULES", tuple(rule for rule in RULES if rule.__name__ != broken.rule))
    pack_copy.change(broken.file, broken.edit)

    assert (broken.field, broken.found) not in {(fault.field, fault.found) for fault in pack_copy.faults()}


def test_the_shipped_pack_breaks_no_rule() -> None:
    """A sound pack gives an empty list."""
    assert check_pack(real_pack()) == []


def test_faults_of_several_rules_are_listed_together(pack_copy: PackCopy) -> None:
    """An editor sees the faults of all rules in one go, in the order of the rules."""
    pack_copy.change("steps.yml", lambda c: c["steps"].pop())
    pack_copy.change("routes.yml", lambda c: c["routes"][1].update(contacts=["nobody"]))

    assert [fault.file.name for fault in pack_copy.faults()] == ["routes.yml", "steps.yml"]


def test_a_long_sentence_is_counted_by_itself(pack_copy: PackCopy) -> None:
    """Two short sentences are not taken for a long one."""
    pack_copy.change(ENTRIES, lambda c: c["entries"][0].update(answer="word " * 39 + "end. " + "word " * 39 + "end."))

    assert pack_copy.faults() == ()
