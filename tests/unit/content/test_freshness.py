"""Entries past their review date are faults of the check, and never keep the assistant from starting."""

from __future__ import annotations

from datetime import date

from bot.content.freshness import overdue
from tests.builders import ENTRIES, PackCopy


def late(content: dict) -> None:
    content["entries"][0].update(checked=date(2024, 1, 1), check_again_by=date(2025, 1, 1))


def test_a_review_date_that_has_passed_is_a_fault_with_its_file(pack_copy: PackCopy) -> None:
    """The pack still loads; the day itself is still in time."""
    pack_copy.change(ENTRIES, late)
    pack = pack_copy.load()
    (fault,) = overdue(pack, date(2025, 1, 2))

    assert fault.file == pack_copy.folder / ENTRIES
    assert fault.field == "entries[duty-team-when].check_again_by"
    assert "2025-01-01" in fault.found
    assert overdue(pack, date(2025, 1, 1)) == []


def test_a_retired_entry_needs_no_review(pack_copy: PackCopy) -> None:
    """It is not shown any more."""

    def retired(content: dict) -> None:
        late(content)
        content["entries"][0]["in_force_until"] = date(2025, 1, 2)

    pack_copy.change(ENTRIES, retired)

    assert overdue(pack_copy.load(), date(2025, 1, 2)) == []
