"""Long steps that say they are alive."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import psutil
import pytest
from rich.console import Console

from bot.cli import progress
from bot.cli.progress import run_with_dots


def python(program: str) -> list[str]:
    """Return the command that runs a program."""
    return [sys.executable, "-S", "-c", program]


def test_the_output_goes_into_the_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The person sees the step and its seconds, the log everything else, added to what it held."""
    log = tmp_path / "step.log"
    log.write_text("before\n", encoding="utf-8")

    code = run_with_dots("A step", python("import os; print(os.environ['NAME'])"), log, {"NAME": "signpost"})

    assert code == 0
    assert log.read_text(encoding="utf-8") == "before\nsignpost\n"
    assert capsys.readouterr().out == "A step  0 s\n"


def test_the_exit_code_is_handed_on(tmp_path: Path) -> None:
    """A step that fails is known by its code."""
    assert run_with_dots("A step", python("raise SystemExit(3)"), tmp_path / "x.log", os.environ) == 3


def test_a_long_step_shows_dots(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A step that takes its time shows that it is alive."""
    monkeypatch.setattr(progress, "_DOT_EVERY_SECONDS", 0.05)

    run_with_dots("A step", python("import time; time.sleep(0.3)"), tmp_path / "x.log", os.environ)

    assert "A step .." in capsys.readouterr().out


def test_a_step_that_is_interrupted_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends the step as well."""
    log = tmp_path / "x.log"
    monkeypatch.setattr(progress, "_DOT_EVERY_SECONDS", 0.05)
    shown = Console.print

    def interrupted(self: Console, *words: object, **options: object) -> None:
        if words == (".",) and log.read_text(encoding="utf-8").strip():
            raise KeyboardInterrupt
        shown(self, *words, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Console, "print", interrupted)

    with pytest.raises(KeyboardInterrupt):
        run_with_dots(
            "A step", python("import os, time; print(os.getpid(), flush=True); time.sleep(60)"), log, os.environ
        )

    pid = int(log.read_text(encoding="utf-8"))
    deadline = time.monotonic() + 5
    while psutil.pid_exists(pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not psutil.pid_exists(pid)
