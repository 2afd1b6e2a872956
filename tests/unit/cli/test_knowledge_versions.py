"""`signpost knowledge`: faults with their files, and what changed between two versions."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from bot.cli.errors import CommandError
from bot.cli.knowledge import check, diff
from bot.cli.revisions import advice_of
from bot.content.diff import differences
from tests.builders import ENTRIES, PackCopy

GIT = shutil.which("git") or ""


def test_the_check_names_an_entry_past_its_review_date(pack_copy: PackCopy) -> None:
    """With file, field and date."""
    pack_copy.change(
        ENTRIES, lambda c: c["entries"][0].update(checked=date(2020, 1, 1), check_again_by=date(2021, 1, 1))
    )
    with pytest.raises(CommandError, match=r"few\.yml: entries\[duty-team-when\]\.check_again_by: .*2021-01-01"):
        check(pack_copy.folder)


def test_the_check_names_a_contact_that_is_not_there(pack_copy: PackCopy) -> None:
    """With the real file of the entry and the nearest contact."""
    pack_copy.change(ENTRIES, lambda c: c["entries"][0].update(contacts=["duty_tem"]))
    with pytest.raises(CommandError, match=r"few\.yml: entries\[duty-team-when\]\.contacts: .*'duty_team'"):
        check(pack_copy.folder)


def test_two_folders_are_compared(pack_copy: PackCopy, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Changes stand under their kind, with a count at the end."""
    before = tmp_path / "before"
    shutil.copytree(pack_copy.folder, before)
    pack_copy.change("steps.yml", lambda c: c["steps"][0].update(text="Talk to the child first."))
    diff(str(before), str(pack_copy.folder))
    out = capsys.readouterr().out

    assert "Step 1: text changes from" in out
    assert "1 change of advice." in out
    diff(str(before), str(before))
    assert "No change of advice." in capsys.readouterr().out


@pytest.fixture
def history(pack_copy: PackCopy) -> PackCopy:
    """A pack with two revisions: in the second the duty team has another option."""
    root = pack_copy.folder.parent
    git(root, "init", "-q")
    git(root, "add", "pack")
    git(root, "commit", "-qm", "one")
    pack_copy.change("contacts.yml", lambda c: c["contacts"][1].update(option="6"))
    git(root, "add", "pack")
    git(root, "commit", "-qm", "two")
    return pack_copy


@pytest.mark.skipif(not GIT, reason="git is not installed")
def test_two_revisions_are_compared(history: PackCopy) -> None:
    """The working tree is neither needed nor touched."""
    root = history.folder.parent
    before, after = (advice_of(name, history.folder, root) for name in ("HEAD~1", "HEAD"))

    assert [str(change) for change in differences(before, after)] == [
        "Contact duty_team: option changes from “5” to “6”"
    ]
    assert git(root, "status", "--porcelain", "--", "pack") == ""


@pytest.mark.skipif(not GIT, reason="git is not installed")
@pytest.mark.parametrize("wrong", ["nonsense", "--output=x", "HEAD~9", ""])
def test_what_is_neither_folder_nor_revision_is_named(history: PackCopy, wrong: str) -> None:
    """An option in place of a revision is no option."""
    with pytest.raises(CommandError, match="neither a folder nor a revision|no pack.yml"):
        advice_of(wrong, history.folder, history.folder.parent)


def git(root: Path, *words: str) -> str:
    who = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run([GIT, *who, *words], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout
