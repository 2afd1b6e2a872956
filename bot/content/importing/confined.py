"""Reads an untrusted document in a child process with limits of time and memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bot.content.importing.block import Parsed
from bot.content.importing.errors import UnreadableError
from bot.content.importing.sniff import Format
from bot.content.importing.worker import TOO_MUCH_MEMORY

_ROOT = Path(__file__).resolve().parents[3]
_TOO_LONG = "it takes too long to read; split it, or save it again in a simpler form"
_KILLED, _CPU_EXCEEDED = -9, -24


@dataclass(frozen=True)
class Limits:
    """What reading one document may take."""

    seconds: int = 180
    cpu_seconds: int = 150
    memory_bytes: int = 2 * 2**30


def read_confined(content: bytes, format_: Format, limits: Limits | None = None) -> Parsed:
    """Return the document.

    Raises:
        UnreadableError: It cannot be read, or not within the limits.
    """
    limits = limits or Limits()
    command = [sys.executable, "-m", "bot.content.importing.worker", format_.value]
    command += [str(limits.cpu_seconds), str(limits.memory_bytes)]
    # Nothing of ours goes in: the child needs no secret and no setting.
    environment = {"PYTHONPATH": str(_ROOT), "PATH": os.environ.get("PATH", ""), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=limits.seconds, env=environment, cwd=_ROOT
        )
    except subprocess.TimeoutExpired:
        raise UnreadableError(_TOO_LONG) from None
    if done.returncode in (_KILLED, _CPU_EXCEEDED):
        raise UnreadableError(_TOO_LONG)
    try:
        result = json.loads(done.stdout)
    except ValueError:
        crowded = b"MemoryError" in done.stderr or b"failed to map" in done.stderr
        words = TOO_MUCH_MEMORY if crowded else "it cannot be read; save it again or ask for another copy"
        raise UnreadableError(words) from None
    if "error" in result:
        raise UnreadableError(result["error"])
    return Parsed.model_validate(result["parsed"])
