"""Has models read many messages, in a process of its own: this part does not know Rasa."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.evaluation.answering import Understood
from bot.publishing.errors import EvaluationError
from bot.publishing.processes import run_watched


def understood(
    archives: Sequence[Path],
    texts: Sequence[str],
    *,
    root: Path,
    environment: Mapping[str, str],
    log: Path,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[dict[str, Understood]]:
    """Return for each model what it makes of each text.

    Raises:
        EvaluationError: A model could not be loaded, or not every text was read.
        CancelledError: Somebody asked for the end of it.
    """
    # The messages of people stand in these files for as long as the reading takes, readable by the owner alone.
    with tempfile.TemporaryDirectory(prefix="signpost-readings-") as folder:
        given, output = Path(folder) / "messages", Path(folder) / "readings"
        given.touch(mode=0o600)
        given.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
        command = [sys.executable, "-m", "bot.nlu.batch", *map(str, archives)]
        ended = run_watched(
            command, folder=root, environment=environment, log=log, cancelled=cancelled, given=given, output=output
        )
        lines = (
            [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()] if ended.code == 0 else []
        )
    if ended.code != 0:
        raise EvaluationError(f"The models could not be asked (exit code {ended.code}); {log} says why.")
    return [_of_one(archive, texts, lines) for archive in archives]


def _of_one(archive: Path, texts: Sequence[str], lines: Sequence[Mapping[str, Any]]) -> dict[str, Understood]:
    own = [line for line in lines if line["model"] == str(archive)]
    error = next((line["error"] for line in own if "error" in line), None)
    if error is not None:
        raise EvaluationError(f"The model {archive.name} cannot be loaded: {error}.")
    if len(own) != len(texts):
        raise EvaluationError(f"The model {archive.name} read {len(own)} of {len(texts)} messages.")
    return {text: Understood.from_record(line) for text, line in zip(texts, own)}
