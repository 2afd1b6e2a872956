"""The guide for editors, taken at its word."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.content.checks.rules import check_pack
from bot.content.pack import DEFAULT_PACK, Pack, load_pack
from tests.builders import ROOT

GUIDE = (ROOT / "knowledge" / "GUIDE.md").read_text(encoding="utf-8")
NEW = "referral-acknowledged"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped pack with the template of the guide as one more file of entries."""
    copy = tmp_path / "pack"
    shutil.copytree(DEFAULT_PACK, copy)
    (template,) = re.findall(r"```yaml\n(authority: .*?)```", GUIDE, re.DOTALL)
    (copy / "entries" / "new.yml").write_text(template, encoding="utf-8")
    return copy


def edited(folder: Path, old: str, new: str) -> Pack:
    """Change the new file, and return the pack, which has no fault."""
    file = folder / "entries" / "new.yml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    pack = load_pack(folder)
    assert check_pack(pack) == []
    return pack


def shown(pack: Pack, day: date) -> list[str]:
    """Return which of the entries of this test are in force on a day."""
    return [entry.id for entry in pack.entries_in_force(day) if entry.id.startswith(NEW)]


def test_its_template_is_an_entry(folder: Path) -> None:
    """An editor who copies the template and chooses no other words has no fault, and an entry that is shown in time."""
    pack = load_pack(folder)

    assert check_pack(pack) == []
    assert shown(pack, date(2027, 3, 31)) == []
    assert shown(pack, date(2027, 4, 1)) == [NEW]


def test_an_entry_is_dated_as_it_says(folder: Path) -> None:
    """The old one disappears on the day on which the new one appears."""
    text = (folder / "entries" / "new.yml").read_text(encoding="utf-8")
    later = re.sub(r"    (in_force_until|was): .*\n", "", text[text.index(f"  - id: {NEW}") :]).replace(
        NEW, f"{NEW}-2028"
    )
    pack = edited(folder, text, text + later.replace("in_force_from: 2027-04-01", "in_force_from: 2028-04-01"))

    assert shown(pack, date(2028, 3, 31)) == [NEW]
    assert shown(pack, date(2028, 4, 1)) == [f"{NEW}-2028"]


def test_an_entry_is_retired_as_it_says(folder: Path) -> None:
    """From the day that stands there it is not shown, and what names it is no fault."""
    edited(folder, "2027-04-01        # optional", "2026-01-01        # optional")
    pack = edited(folder, "in_force_until: 2028-04-01", "in_force_until: 2026-11-27")

    assert shown(pack, date(2026, 11, 26)) == [NEW]
    assert shown(pack, date(2026, 11, 27)) == []
