"""Long steps that say they are alive."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console

from bot.cli.places import ROOT

_DOT_EVERY_SECONDS = 5


def run_with_dots(words: str, command: Sequence[str], log: Path, environment: Mapping[str, str]) -> int:
    """Run a command with its output in a log; print the words, a dot every five seconds, and how long it took.

    Returns:
        The command's exit code.
    """
    console = Console(highlight=False)
    started = time.monotonic()
    console.print(f"{words} ", end="")
    with log.open("ab") as output:
        process = subprocess.Popen(
            list(command), cwd=ROOT, env=dict(environment), stdout=output, stderr=output, stdin=subprocess.DEVNULL
        )
        try:
            while True:
                try:
                    code = process.wait(timeout=_DOT_EVERY_SECONDS)
                    break
                except subprocess.TimeoutExpired:
                    console.print(".", end="")
        except BaseException:
            process.terminate()
            process.wait()
            raise
    console.print(f" {time.monotonic() - started:.0f} s")
    return code
