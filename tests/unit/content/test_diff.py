"""What changed in advice is said in words, with the old sentence and the new one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.content.advice_text import read_advice
from bot.content.diff import differences
from bot.content.errors import PackNotFoundError, PackSyntaxError
from tests.builders import ENTRIES, PackCopy, copy_of_pack

Edit = Callable[[Any], None]


def changed(pack_copy: PackCopy, tmp_path: Path, file: str, edit: Edit) -> list[str]:
    """Return the changes after an edit, in words."""
    (tmp_path / "before").mkdir()
    before = copy_of_pack(tmp_path / "before")
    pack_copy.change(file, edit)
    return [str(change) for change in differences(read_advice(before.folder), read_advice(pack_copy.folder))]


@pytest.mark.parametrize(
    ("file", "edit", "words"),
    [
        pytest.param(
            "indicators.yml",
            lambda c: c["indicators"][0].update(level="complex_severe"),
            "Indicator development_behaviour: level changes from “early_help” to “complex_severe”",
            id="level-of-an-indicator",
        ),
        pytest.param(
            "routes.yml",
            lambda c: c["routes"][3].update(how_soon="Today"),
            "Route duty_team: how soon changes from",
            id="how-soon-of-a-route",
        ),
        pytest.param(
            "contacts.yml",
            lambda c: c["contacts"][1].update(phone="01472 000000"),
            "Contact duty_team: phone changes from “01472 326292” to “01472 000000”",
            id="phone",
        ),
        pytest.param("steps.yml", lambda c: c["steps"][2].update(text="Wait."), "Step 3: text changes", id="step"),
        pytest.param(
            "thresholds.yml",
            lambda c: c["clear"].update(early_help=0.99),
            "Threshold: clear, early help changes from",
            id="threshold",
        ),
        pytest.param(
            "replies.yml",
            lambda c: c["decline"].update(opening="No."),
            "Wording: decline, opening changes from",
            id="wording",
        ),
        pytest.param("questions.yml", lambda c: c["questions"].pop(0), "removed: “", id="question-removed"),
        pytest.param("danger.yml", lambda c: c["rules"].pop(0), "Danger rule", id="danger-rule-removed"),
        pytest.param(ENTRIES, lambda c: c["entries"].pop(1), "Entry danger-999 removed: “", id="entry-removed"),
        pytest.param(
            ENTRIES,
            lambda c: c["entries"].append({**c["entries"][0], "id": "new-one", "answer": "New words."}),
            "Entry new-one added: “New words.”",
            id="entry-added",
        ),
        pytest.param(
            ENTRIES,
            lambda c: c["entries"][0].update(in_force_until=date(2099, 1, 31)),
            "Entry duty-team-when: no longer shown from 2099-01-31",
            id="entry-retired",
        ),
    ],
)
def test_every_kind_of_change_is_named(pack_copy: PackCopy, tmp_path: Path, file: str, edit: Edit, words: str) -> None:
    """One edit gives one line that says what it is about."""
    (line,) = changed(pack_copy, tmp_path, file, edit)

    assert words in line


def test_only_the_sentence_that_changed_is_shown(pack_copy: PackCopy, tmp_path: Path) -> None:
    """The old sentence stands beside the new one; the others are left out."""

    def edit(content: Any) -> None:
        content["entries"][0]["answer"] += " Then write it down."

    (line,) = changed(pack_copy, tmp_path, ENTRIES, edit)

    assert line == "Entry duty-team-when: answer now says “Then write it down.”"


def test_dates_of_review_are_no_change_of_advice(pack_copy: PackCopy, tmp_path: Path) -> None:
    """Nor is the version of the pack."""

    def edit(content: Any) -> None:
        for entry in content["entries"]:
            entry.update(checked=date(2030, 1, 1), check_again_by=date(2031, 1, 1))

    pack_copy.change("pack.yml", lambda c: c.update(version="2099.1"))
    assert changed(pack_copy, tmp_path, ENTRIES, edit) == []


def test_a_pack_of_another_version_of_the_program_can_be_compared(pack_copy: PackCopy, tmp_path: Path) -> None:
    """A field that is not known any more, or not yet, stops nothing."""
    (line,) = changed(pack_copy, tmp_path, "routes.yml", lambda c: c["routes"][0].update(colour="red"))

    assert line == "Route emergency: colour now says “red”"


def test_what_is_no_pack_is_refused(tmp_path: Path) -> None:
    """A folder without a pack, and a file that is not YAML, are named."""
    with pytest.raises(PackNotFoundError, match=r"pack\.yml"):
        read_advice(tmp_path)
    (tmp_path / "pack.yml").write_text("a: [", encoding="utf-8")
    with pytest.raises(PackSyntaxError, match="line"):
        read_advice(tmp_path)
