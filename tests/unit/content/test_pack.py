"""A whole pack as one value."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.advice.level import Level
from bot.content.errors import PackNotFoundError
from bot.content.pack import DEFAULT_PACK, load_pack
from tests.builders import ENTRIES, LONDON, PackCopy, copy_of_pack, real_pack


def test_a_sound_copy_has_no_faults(pack_copy: PackCopy) -> None:
    """The copy that the other tests break is sound before they do."""
    assert pack_copy.faults() == ()
    assert list(pack_copy.load().entries) == ["duty-team-when", "danger-999"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A wrong path is said as such, before any file is looked for."""
    with pytest.raises(PackNotFoundError, match="nowhere: no such folder; expected a guidance pack"):
        load_pack(tmp_path / "nowhere")


def test_faults_of_several_files_are_listed_together(pack_copy: PackCopy) -> None:
    """An editor sees the faults of all files in one go."""
    pack_copy.change("routes.yml", lambda c: c["routes"][0].pop("name"))
    pack_copy.change("steps.yml", lambda c: c["steps"][0].pop("text"))
    pack_copy.change(ENTRIES, lambda c: c["entries"][0].pop("title"))

    assert [fault.file.name for fault in pack_copy.faults()] == ["routes.yml", "steps.yml", "few.yml"]


@pytest.mark.parametrize(
    ("file", "field", "one"),
    [
        ("pack.yml", "authorities", "north-east-lincolnshire"),
        ("sources.yml", "sources", "concern-page"),
        ("contacts.yml", "contacts", "emergency"),
        ("contacts.yml", "hours", "council"),
        ("routes.yml", "routes", "emergency"),
        ("names.yml", "names", "front-door"),
        ("indicators.yml", "indicators", "development_behaviour"),
        ("questions.yml", "questions", "domestic_abuse"),
        ("danger.yml", "rules", real_pack().danger.rules[0].id),
    ],
)
def test_an_id_used_twice_in_a_file_is_a_fault(pack_copy: PackCopy, file: str, field: str, one: str) -> None:
    """Of two records with one id neither is silently lost."""
    pack_copy.change(file, lambda c: c[field].append(dict(c[field][0])))

    (fault,) = pack_copy.faults()

    assert fault.file.name == file
    assert (fault.field, fault.found, fault.expected) == (f"{field}[{one}].id", "an id used twice", "an id of its own")


def test_an_entry_id_used_in_two_files_is_a_fault(pack_copy: PackCopy) -> None:
    """An entry of one file cannot take the place of an entry of another."""
    again = (pack_copy.folder / ENTRIES).read_text(encoding="utf-8")
    pack_copy.write("entries/later.yml", again)

    faults = pack_copy.faults()

    assert {fault.file.name for fault in faults} == {"later.yml"}
    assert [(fault.field, fault.found, fault.expected) for fault in faults] == [
        (f"entries[{one}].id", "an id used before", "an id of its own") for one in ("duty-team-when", "danger-999")
    ]


def test_what_stands_at_the_head_of_a_file_holds_for_its_entries(pack_copy: PackCopy) -> None:
    """An entry has the authority and the dates of its file unless it says otherwise."""

    def edit(content: Any) -> None:
        content["check_again_by"] = date(2030, 1, 1)
        content["entries"][0].pop("check_again_by")
        content["entries"][1]["check_again_by"] = date(2028, 1, 1)

    pack_copy.change(ENTRIES, edit)
    entries = pack_copy.load().entries

    assert entries["duty-team-when"].check_again_by == date(2030, 1, 1)
    assert entries["danger-999"].check_again_by == date(2028, 1, 1)


def test_the_policy_takes_levels_cuts_and_questions_from_the_files(pack_copy: PackCopy) -> None:
    """Every number that the rules work with is the one that stands in the files."""

    def edit(content: Any) -> None:
        content.update(
            clear={"early_help": 0.7, "complex_severe": 0.6},
            possible={"early_help": 0.4, "complex_severe": 0.2},
            named={"beside": 0.35, "alone": 0.25},
            danger={"clear": 0.9, "possible": 0.1},
            concern=0.55,
            several_early_help=4,
            questions_per_conversation=1,
            indicators={"home_alone": {"possible": 0.15, "clear": 0.35}},
        )

    pack_copy.change("thresholds.yml", edit)
    policy = pack_copy.load().policy

    assert policy.levels["home_alone"] is Level.COMPLEX_SEVERE
    assert policy.levels["housing"] is Level.EARLY_HELP
    assert (policy.cuts["housing"].possible, policy.cuts["housing"].clear) == (0.4, 0.7)
    assert (policy.cuts["missing"].possible, policy.cuts["missing"].clear) == (0.2, 0.6)
    assert (policy.cuts["home_alone"].possible, policy.cuts["home_alone"].clear) == (0.15, 0.35)
    assert (policy.danger.possible, policy.danger.clear, policy.concern) == (0.1, 0.9, 0.55)
    assert (policy.named.beside, policy.named.alone) == (0.35, 0.25)
    assert (policy.several_early_help, policy.questions_per_conversation) == (4, 1)
    assert [question.id for question in policy.questions] == list(real_pack().questions)


def test_danger_rules_are_compiled_with_their_words(pack_copy: PackCopy) -> None:
    """A word in braces stands for its pattern as a whole."""

    def edit(content: Any) -> None:
        content["words"] = {"now": "now|tonight"}
        content["rules"] = [{"id": "one", "all": ["knife {now}"], "none": ["toy"], "means": "home_alone"}]

    pack_copy.change("danger.yml", edit)
    (rule,) = pack_copy.load().danger_rules

    assert rule.match("a knife tonight") is not None
    assert rule.match("tonight") is None
    assert rule.match("a toy knife now") is None
    assert rule.means == "home_alone"


def test_office_hours_are_those_of_the_file(pack_copy: PackCopy) -> None:
    """Other hours in the file are other hours in replies."""
    pack_copy.change("contacts.yml", lambda c: c["hours"][0]["days"][1].update(days=["saturday"], opens="10:00"))
    hours = pack_copy.load().office_hours("council")

    assert hours.open_at(datetime(2026, 3, 14, 10, 0, tzinfo=LONDON))
    assert not hours.open_at(datetime(2026, 3, 13, 10, 0, tzinfo=LONDON))


def test_hours_and_authorities_that_are_not_there_are_an_error() -> None:
    """An unknown id is never answered with something else."""
    with pytest.raises(KeyError):
        real_pack().office_hours("duty_team")
    with pytest.raises(KeyError):
        real_pack().authority("lincolnshire")


@pytest.mark.parametrize(
    ("on", "shown"),
    [
        pytest.param(date(2026, 6, 30), False, id="the-day-before"),
        pytest.param(date(2026, 7, 1), True, id="the-first-day"),
        pytest.param(date(2026, 7, 31), True, id="the-last-day"),
        pytest.param(date(2026, 8, 1), False, id="the-day-of-its-replacement"),
    ],
)
def test_an_entry_is_in_force_between_its_dates(pack_copy: PackCopy, on: date, shown: bool) -> None:
    """An entry is shown from its first day up to, and not on, the day on which another takes its place."""
    pack_copy.change(
        ENTRIES,
        lambda c: c["entries"][0].update(in_force_from=date(2026, 7, 1), in_force_until=date(2026, 8, 1)),
    )

    in_force = [entry.id for entry in pack_copy.load().entries_in_force(on)]

    assert in_force == (["duty-team-when", "danger-999"] if shown else ["danger-999"])


def test_the_fingerprint_follows_the_content(pack_copy: PackCopy, tmp_path: Path) -> None:
    """The same files give the same version wherever they lie, and any change gives another."""
    before = pack_copy.load()
    elsewhere = copy_of_pack(tmp_path / "elsewhere").load()

    pack_copy.change("steps.yml", lambda c: c["steps"][0].update(text="Talk to the child."))
    after = pack_copy.load()

    assert before.version == elsewhere.version
    assert before.version != after.version
    assert before.version.startswith(f"{before.about.version}+")


def test_the_shipped_pack_is_the_default() -> None:
    """Without a folder the pack that is shipped is loaded."""
    assert load_pack().folder == DEFAULT_PACK
