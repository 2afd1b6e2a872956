"""One file of a pack: every kind of fault is named by file, field, finding and expectation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.content.errors import PackContentError, PackNotFoundError, PackSyntaxError
from bot.content.expected import expected_by
from bot.content.reading import read_record
from bot.content.schema import ContactsFile, RoutesFile
from tests.builders import ENTRIES, PackCopy

Edit = Callable[[Any], None]


@pytest.mark.parametrize(
    ("file", "edit", "field", "found", "expected", "nearest"),
    [
        pytest.param(
            "contacts.yml",
            lambda c: c["contacts"][1].update(fone=c["contacts"][1].pop("phone")),
            "contacts[duty_team].fone",
            "the unknown field 'fone'",
            "one of id, name, authority, when, source, phone, option, email, hours",
            "phone",
            id="unknown-field",
        ),
        pytest.param(
            ENTRIES,
            lambda c: c["entries"][0]["sources"][0].update(sektion="x"),
            "entries[duty-team-when].sources[1].sektion",
            "the unknown field 'sektion'",
            "one of document, section",
            "section",
            id="unknown-field-inside-a-list-of-a-list",
        ),
        pytest.param(
            "thresholds.yml",
            lambda c: c.update(indicators={"home_alone": {"possible": 0.2, "clear": 0.5, "posible": 0.1}}),
            "indicators.home_alone.posible",
            "the unknown field 'posible'",
            "one of possible, clear",
            "possible",
            id="unknown-field-of-an-exception",
        ),
        pytest.param(
            "replies.yml",
            lambda c: c["failsafe"].update(closing="Goodbye."),
            "failsafe.closing",
            "the unknown field 'closing'",
            "one of opening",
            None,
            id="unknown-sentence",
        ),
        pytest.param(
            "routes.yml",
            lambda c: c["routes"][1].pop("how_soon"),
            "routes[mash].how_soon",
            "nothing",
            "the field 'how_soon'",
            None,
            id="missing-field",
        ),
        pytest.param(
            "replies.yml",
            lambda c: c.pop("failsafe"),
            "failsafe",
            "nothing",
            "the field 'failsafe'",
            None,
            id="missing-part",
        ),
        pytest.param(
            "indicators.yml",
            lambda c: c["indicators"][0].update(level="complex-severe"),
            "indicators[development_behaviour].level",
            "'complex-severe'",
            "one of early_help, complex_severe",
            "complex_severe",
            id="not-one-of-the-choices",
        ),
        pytest.param(
            "contacts.yml",
            lambda c: c["hours"][0]["days"][1].update(days=["freitag"]),
            "hours[council].days[2].days[1]",
            "'freitag'",
            "one of monday, tuesday, wednesday, thursday, friday, saturday, sunday",
            "friday",
            id="not-a-weekday",
        ),
        pytest.param(
            "contacts.yml",
            lambda c: c["contacts"][1].update(phone="call us"),
            "contacts[duty_team].phone",
            "'call us'",
            "a phone number of digits and spaces",
            None,
            id="not-a-phone-number",
        ),
        pytest.param(
            "contacts.yml",
            lambda c: c["contacts"][3].update(email="familyhelp"),
            "contacts[family_help].email",
            "'familyhelp'",
            "an e-mail address",
            None,
            id="not-an-address",
        ),
        pytest.param(
            "contacts.yml",
            lambda c: c["hours"][0]["days"][0].update(opens="8.30"),
            "hours[council].days[1].opens",
            "'8.30'",
            "a time such as 08:30",
            None,
            id="not-a-time",
        ),
        pytest.param(
            "steps.yml",
            lambda c: c["steps"][0].update(text="Talk to **the child**."),
            "steps[1].text",
            "'Talk to **the child**.'",
            "plain text without markup",
            None,
            id="markup",
        ),
        pytest.param(
            "steps.yml",
            lambda c: c["steps"][0].update(text=""),
            "steps[1].text",
            "''",
            "some text",
            None,
            id="empty-text",
        ),
        pytest.param(
            "steps.yml",
            lambda c: c["steps"][5].update(n=7),
            "steps[6].n",
            "7",
            "6 or less",
            None,
            id="number-too-large",
        ),
        pytest.param(
            "routes.yml",
            lambda c: c["routes"][0].update(contacts=[]),
            "routes[emergency].contacts",
            "[]",
            "a list with at least 1 in it",
            None,
            id="empty-list",
        ),
        pytest.param(
            ENTRIES,
            lambda c: c["entries"][0].update(checked="last week"),
            "entries[duty-team-when].checked",
            "'last week'",
            "a date such as 2026-11-22",
            None,
            id="not-a-date",
        ),
        pytest.param(
            ENTRIES,
            lambda c: c["entries"][0].update(questions=["who", " "]),
            "entries[duty-team-when].questions[2]",
            "' '",
            "some text",
            None,
            id="empty-question",
        ),
        pytest.param(
            ENTRIES,
            lambda c: c["entries"][0].update(questions=["who", 7]),
            "entries[duty-team-when].questions[2]",
            "7",
            "text; put it in quotes where it looks like a number or a date",
            None,
            id="number-for-a-question",
        ),
        pytest.param(
            ENTRIES,
            lambda c: c["entries"][0].update(keywords="mash"),
            "entries[duty-team-when].keywords",
            "'mash'",
            "a list",
            None,
            id="text-for-a-list",
        ),
        pytest.param(
            ENTRIES,
            lambda c: c["entries"][0].update(sources=[]),
            "entries[duty-team-when].sources",
            "[]",
            "a list with at least 1 in it",
            None,
            id="no-source",
        ),
        pytest.param(
            ENTRIES,
            lambda c: c["entries"][0].update(answer="Two things:\n- one\n- two"),
            "entries[duty-team-when].answer",
            "'Two things:\\n- one\\n- two'",
            "plain text without markup",
            None,
            id="list-in-an-answer",
        ),
        pytest.param(
            "pack.yml",
            lambda c: c.update(id="North East"),
            "id",
            "'North East'",
            "small letters and digits, with single hyphens or underscores between",
            None,
            id="not-an-id",
        ),
        pytest.param(
            "pack.yml",
            lambda c: c.update(version=2026.11),
            "version",
            "2026.11",
            "text; put it in quotes where it looks like a number or a date",
            None,
            id="version-without-quotes",
        ),
        pytest.param(
            "danger.yml",
            lambda c: c.update(rules=[]),
            "rules",
            "[]",
            "a list with at least 1 in it",
            None,
            id="no-danger-rule",
        ),
        pytest.param(
            "thresholds.yml",
            lambda c: c.update(several_early_help=1),
            "several_early_help",
            "1",
            "2 or more",
            None,
            id="threshold-too-low",
        ),
    ],
)
def test_a_fault_of_shape_is_named(
    pack_copy: PackCopy, file: str, edit: Edit, field: str, found: str, expected: str, nearest: str | None
) -> None:
    """A fault is named by file and field as an editor would, with what stands there and what should."""
    pack_copy.change(file, edit)

    (fault,) = pack_copy.faults()

    assert fault.file == pack_copy.folder / file
    assert (fault.field, fault.found, fault.expected, fault.nearest) == (field, found, expected, nearest)


@pytest.mark.parametrize("text", ["", "# only a comment\n", "- a\n- list\n", "one word\n"])
def test_a_file_that_is_no_record_is_one_fault(pack_copy: PackCopy, text: str) -> None:
    """A file that is empty or holds something else altogether is a fault of the whole file."""
    pack_copy.write("routes.yml", text)

    (fault,) = pack_copy.faults()

    assert (fault.file.name, fault.field) == ("routes.yml", "the whole file")


@pytest.mark.parametrize("content", ["entries: nothing\n", "- a\n- list\n", "entries: [a word]\n"])
def test_an_entries_file_of_another_shape_is_a_fault(pack_copy: PackCopy, content: str) -> None:
    """A file of entries that holds none is named, not stumbled over."""
    pack_copy.write(ENTRIES, content)

    assert {fault.file.name for fault in pack_copy.faults()} == {"few.yml"}


def test_a_long_finding_is_cut_short(pack_copy: PackCopy) -> None:
    """A message stays readable where a whole text stands in the wrong place."""
    pack_copy.change("steps.yml", lambda c: c["steps"][0].update(text="**" + "word " * 100))

    (fault,) = pack_copy.faults()

    assert len(fault.found) == 80


def test_every_fault_of_a_file_is_listed(pack_copy: PackCopy) -> None:
    """One look shows all that is to be put right in a file."""

    def edit(content: Any) -> None:
        content["routes"][0].pop("name")
        content["routes"][1].pop("how")

    pack_copy.change("routes.yml", edit)

    assert [fault.field for fault in pack_copy.faults()] == ["routes[emergency].name", "routes[mash].how"]


def test_a_record_without_an_id_is_named_by_its_place(pack_copy: PackCopy) -> None:
    """Where the id itself is missing, the place in the list counts from one."""
    pack_copy.change("contacts.yml", lambda c: c["contacts"][1].pop("id"))

    with pytest.raises(PackContentError) as caught:
        read_record(pack_copy.folder / "contacts.yml", ContactsFile)

    assert caught.value.faults[0].field == "contacts[2].id"


def test_a_missing_file_is_named(pack_copy: PackCopy) -> None:
    """A file that every pack needs is asked for by its path."""
    (pack_copy.folder / "routes.yml").unlink()

    with pytest.raises(PackNotFoundError, match=r"routes\.yml: no such file; every pack needs it"):
        pack_copy.load()


@pytest.mark.parametrize(
    ("text", "where"),
    [
        pytest.param("routes:\n  - id: [mash\n    name: x\n", "line 3, column", id="open-bracket"),
        pytest.param("routes:\n\t- id: mash\n", "line 2, column 1", id="tab"),
        pytest.param("routes: []\nroutes: []\n", "line 2, column 1", id="key-used-twice"),
    ],
)
def test_what_is_no_yaml_is_named_by_line_and_column(pack_copy: PackCopy, text: str, where: str) -> None:
    """An editor is told the line and the column at which a file stops being YAML."""
    pack_copy.write("routes.yml", text)

    with pytest.raises(PackSyntaxError) as caught:
        read_record(pack_copy.folder / "routes.yml", RoutesFile)

    assert str(caught.value).startswith(f"{pack_copy.folder / 'routes.yml'}: {where}")


def test_what_is_no_utf8_is_named_by_its_byte(pack_copy: PackCopy) -> None:
    """A file saved in another encoding says how to save it."""
    (pack_copy.folder / "routes.yml").write_bytes(b"routes: \xa3\n")

    with pytest.raises(PackSyntaxError, match=r"routes\.yml: byte 8 is not UTF-8; save the file as UTF-8"):
        pack_copy.load()


def test_a_control_character_is_no_yaml(pack_copy: PackCopy) -> None:
    """A character that YAML cannot hold is a fault of syntax with the file's name."""
    pack_copy.write("routes.yml", "routes: \x07\n")

    with pytest.raises(PackSyntaxError, match=r"routes\.yml: "):
        pack_copy.load()


@pytest.mark.parametrize(
    "text", ["<b>now</b>", "**now**", "*now*", "`now`", "[now](x)", "# Now", "a\n## b", "\u2022 now"]
)
def test_markup_of_every_kind_is_a_fault(pack_copy: PackCopy, text: str) -> None:
    """What would be shown with its signs, and not as it was meant, is named."""
    pack_copy.change("steps.yml", lambda c: c["steps"][0].update(text=text))

    assert [(fault.field, fault.expected) for fault in pack_copy.faults()] == [
        ("steps[1].text", "plain text without markup")
    ]


@pytest.mark.parametrize("kind", ["list_type", "none_required"])
def test_what_is_not_known_by_words_is_told_as_the_library_tells_it(kind: str) -> None:
    """A fault without words of our own is still named."""
    assert expected_by({"type": kind, "msg": "Value error, something else"}) == "something else"
