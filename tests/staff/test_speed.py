"""The command that measures the console, with a few cases; the real measurement is the command itself."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.builders import ROOT


def _speed(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot.cli.main", "console-speed", "--cases", "60", "--tries", "2", *options]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("SIGNPOST", "DJANGO"))}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False)


def test_the_console_is_measured_page_by_page():
    """Each page has its line with times and the number of questions to the database."""
    ran = _speed("--limit", "600000")

    assert ran.returncode == 0, ran.stderr[-1000:]
    for page in ("/duty/", "/duty/statistics/", "/duty/audit/"):
        assert page in ran.stdout


def test_a_page_that_is_too_slow_is_named():
    """Where a page takes longer than it may, the command says which and fails."""
    ran = _speed("--limit", "0")

    assert ran.returncode == 1
    assert "Slower than 0 ms: /duty/" in ran.stderr
