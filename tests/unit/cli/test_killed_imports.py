"""Imports that real processes do: killed at every step, on a full disk, two at once, and of every kind of bad file."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from bot.content.importing.errors import RefusedError
from bot.content.importing.sniff import read_whole
from tests.unit.content.importing.files import Line, bomb, pdf, word

ROOT = Path(__file__).resolve().parents[3]


def happened(task: str) -> Any:
    """Return what `tests.unit.cli.killed_imports` saw."""
    command = [sys.executable, "-m", "tests.unit.cli.killed_imports", task]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_an_import_that_is_killed_at_any_step_is_finished_by_the_same_command() -> None:
    """kill -9 leaves a whole index in service, old or new; repeated, the import ends as if nothing had been."""
    results = happened("kill")

    assert len(results) == 11
    for one in results:
        assert (one["killed"], one["served"], one["again"], one["same"]) == (True, True, 0, True), one


@pytest.mark.parametrize("how", ["tmpfs", "limit"])
def test_a_full_disk_leaves_everything_as_it_was(tmp_path: Path, how: str) -> None:
    """Full before the document is kept, and full while the index is written: one sentence, and nothing left behind."""
    if how == "tmpfs" and not _can_mount(tmp_path):
        pytest.skip("this account may mount no small disk; the limit of a file's size is tried instead")
    for one in happened(how):
        sentences = [line for line in one["said"].splitlines() if "what was in service stays" in line]
        assert (one["code"], len(sentences), one["same"]) == (1, 1, True), one


def test_of_two_imports_at_once_the_second_is_told_to_wait() -> None:
    """It changes nothing, the first one ends well, and then the second one can be done."""
    result = happened("at-once")

    assert (result["first"], result["third"], result["documents"]) == (0, 0, 2)
    assert result["second"] == [1, "Another command is changing the guidance; try again when it has ended.\n"]


def test_reading_ends_with_the_command_that_wanted_it(tmp_path: Path) -> None:
    """kill -9 while a child process reads a document: the child ends too, nothing is changed, the next import goes."""
    (tmp_path / "long.md").write_text("# Head\n\n" + ("A *child* is **seen** alone. " * 20 + "\n\n") * 8000)
    (tmp_path / "empty.md").write_text("")
    environment = {**os.environ, "SIGNPOST_VAR": str(tmp_path / "var"), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "bot.cli.main", "guidance", "import", "--date", "2024"]
    parent = psutil.Popen([*command, "long.md"], cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL)
    try:
        child = _busy_child(parent)
        parent.kill()
        parent.wait(timeout=10)
        _, left = psutil.wait_procs([child], timeout=5)
    finally:
        for process in [*parent.children(), parent] if parent.is_running() else []:
            process.kill()

    assert left == []
    assert [path.name for path in (tmp_path / "var").rglob("*")] == ["index.lock"]
    again = subprocess.run([*command, "empty.md"], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert "empty.md is empty" in again.stderr


def _busy_child(parent: psutil.Process, within_seconds: float = 60) -> psutil.Process:
    """Return the process that reads the document, as soon as it is at work."""
    ends = time.monotonic() + within_seconds
    while time.monotonic() < ends:
        for child in parent.children():
            # Starting takes half a second of this; reading that document takes far longer than both.
            if "bot.content.importing.worker" in child.cmdline() and child.cpu_times().user > 1.5:
                return child
        time.sleep(0.1)
    raise AssertionError("no child process reads the document")


BODY = "The team answers within one working day."
BAD = {
    "empty.pdf": (b"", "is empty"),
    "locked.pdf": (pdf([Line(BODY)], password="x"), "password"),
    "cut.pdf": (pdf([Line(BODY)])[:-300], "damaged"),
    "scan.pdf": (pdf([], []), "text recognition"),
    "wrong.pdf": (word(("Normal", BODY)), "holds a Word document"),
    "wrong.docx": (pdf([Line(BODY)]), "holds a PDF"),
    "bomb.docx": (bomb(40), "unpacks to far more"),
    "cut.docx": (word(("Normal", BODY))[:3000], "damaged"),
    "binary.txt": (bytes(range(1, 256)) * 40, "no text that can be decoded"),
    "half.txt": (b"\xff\xfe\x00", "UTF-8"),
}


def test_every_bad_file_gets_one_sentence_from_the_real_command(tmp_path: Path) -> None:
    """Ten bad files and one of 500 MiB in one command: eleven sentences, exit code 1, and no data folder is written."""
    for name, (content, _) in BAD.items():
        (tmp_path / name).write_bytes(content)
    with (tmp_path / "huge.pdf").open("wb") as file:
        os.truncate(file.fileno(), 500 * 2**20)
    command = [sys.executable, "-m", "bot.cli.main", "guidance", "import", *BAD, "huge.pdf", "--date", "2024"]
    environment = {**os.environ, "SIGNPOST_VAR": str(tmp_path / "var"), "PYTHONPATH": str(ROOT), "COLUMNS": "400"}
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300, env=environment)

    lines = done.stderr.splitlines()
    assert (done.returncode, len(lines)) == (1, len(BAD) + 1), done.stderr
    for line, (name, (_, words)) in zip(lines, BAD.items()):
        assert line.startswith(name) and words in line and line.endswith("."), line
    assert lines[-1].startswith("huge.pdf has 500 MiB")
    assert [path.name for path in (tmp_path / "var").rglob("*")] == ["index.lock"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only the administrator can become somebody without rights")
def test_a_file_without_rights_is_refused_to_somebody_who_has_none(tmp_path: Path) -> None:
    """The rights are those of the file system, and the account is a real one without any."""
    folder = Path("/tmp") / f"signpost-rights-{os.getpid()}"
    folder.mkdir(mode=0o755)
    path = folder / "secret.txt"
    path.write_text("words")
    path.chmod(0o600)
    try:
        os.seteuid(65534)
        with pytest.raises(RefusedError, match="permissions"):
            read_whole(path)
    finally:
        os.seteuid(0)
        shutil.rmtree(folder)


def _can_mount(folder: Path) -> bool:
    place = folder / "try"
    place.mkdir()
    try:
        done = subprocess.run(["/bin/mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], capture_output=True)
    except OSError:
        return False
    if done.returncode == 0:
        subprocess.run(["/bin/umount", "-l", str(place)], check=True)
    return done.returncode == 0
