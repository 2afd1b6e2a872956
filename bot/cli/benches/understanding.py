"""How long one message takes to be understood, in the process of the loaded model."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bot.cli.errors import CommandError
from bot.cli.places import ROOT

_GOLDEN = ROOT / "tests" / "golden" / "vignettes.jsonl"
_MESSAGES = 100
_ROUNDS = 2
TARGET_MS = 40.0


@dataclass(frozen=True)
class UnderstandingTimes:
    """Milliseconds for one message."""

    median_ms: float
    p95_ms: float
    messages: int


def measure(model: Path) -> UnderstandingTimes:
    """Read messages of every length with a model, one after the other.

    Raises:
        CommandError: The model could not be loaded.
    """
    lines = _GOLDEN.read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines[:: max(1, len(lines) // _MESSAGES)]][:_MESSAGES]
    asked = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    done = subprocess.run(
        [sys.executable, "-m", "bot.nlu.reading_times", str(model), str(_ROUNDS)],
        cwd=ROOT,
        input=asked.encode(),
        capture_output=True,
        check=False,
    )
    printed = [line for line in done.stdout.splitlines() if line.startswith(b"[")]
    if done.returncode != 0 or not printed:
        raise CommandError(f"{model} could not read messages:\n{done.stderr.decode(errors='replace')[-800:]}")
    times = json.loads(printed[-1])
    return UnderstandingTimes(statistics.median(times), statistics.quantiles(times, n=20)[-1], len(times))
