"""`signpost knowledge check`."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.main import main
from tests.builders import PackCopy, real_pack


def check(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    """Run the command as a shell would and return its exit code."""
    monkeypatch.setenv("COLUMNS", "500")
    monkeypatch.setattr("sys.argv", ["signpost", "knowledge", "check", *map(str, arguments)])
    return main()


def test_a_sound_pack_is_summed_up(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The shipped pack is checked without arguments, and the line says what it holds."""
    assert check(monkeypatch) == 0
    assert capsys.readouterr().out == (
        f"North East Lincolnshire: 26 indicators, 4 routes, {len(real_pack().entries)} entries from "
        f"{len(real_pack().sources)} documents; no faults. Version {real_pack().version}.\n"
    )


def test_another_pack_is_checked_by_its_folder(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], pack_copy: PackCopy
) -> None:
    """Any folder can be checked."""
    assert check(monkeypatch, pack_copy.folder) == 0
    assert "2 entries from 6 documents; no faults." in capsys.readouterr().out


def test_every_fault_is_a_line_with_file_and_field(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], pack_copy: PackCopy
) -> None:
    """A broken pack is exit code 1 and a list of what to put right."""
    pack_copy.change("routes.yml", lambda c: c["routes"][1].update(contacts=["duty_taem"]))
    pack_copy.change("steps.yml", lambda c: c["steps"].pop())

    assert check(monkeypatch, pack_copy.folder) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines() == [
        f"{pack_copy.folder}/routes.yml: routes[mash].contacts: found 'duty_taem'; expected a name that is defined. "
        "Did you mean 'duty_team'?",
        f"{pack_copy.folder}/steps.yml: steps: found numbers [1, 2, 3, 4, 5]; expected 1 to 6 in order.",
    ]


def test_a_file_that_is_no_yaml_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], pack_copy: PackCopy
) -> None:
    """A slip in the indentation is told with its line, not with a traceback."""
    pack_copy.write("steps.yml", "steps: [\n")

    assert check(monkeypatch, pack_copy.folder) == 1
    assert "steps.yml: line 2, column 1" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A wrong path is told as such."""
    assert check(monkeypatch, tmp_path / "nowhere") == 1
    assert capsys.readouterr().err == f"{tmp_path}/nowhere: no such folder; expected a guidance pack\n"
