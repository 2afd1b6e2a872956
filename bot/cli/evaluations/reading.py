"""Has messages read by the trained model, in a process of its own: only `bot/nlu` may import Rasa."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence

from bot.cli.errors import CommandError
from bot.cli.places import MODELS, ROOT
from bot.cli.run import environment_for
from bot.cli.system import free_ports
from bot.cli.training import trained_model
from bot.evaluation.answering import Understood


def understood(texts: Sequence[str], model: str | None = None) -> list[Understood]:
    """Return what a model makes of messages, in their order.

    Without a model it is the one of the present files, trained where there is none.

    Raises:
        CommandError: The model could not be trained or could not read.
    """
    if model is None:
        web, rasa, action = free_ports(3)
        model = str(trained_model(environment_for(web, rasa, action)))
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    done = subprocess.run(
        [sys.executable, "-m", "bot.nlu.batch", model], cwd=ROOT, input=lines.encode(), capture_output=True, check=False
    )
    records = [json.loads(line) for line in done.stdout.splitlines() if line.startswith(b"{")]
    if done.returncode != 0 or len(records) != len(texts):
        raise CommandError(f"{model} could not read the messages:\n{done.stderr.decode(errors='replace')[-800:]}")
    return [Understood.from_record(record) for record in records]


def newest_model() -> str | None:
    """Return the model that was trained last, or None where there is none."""
    found = sorted(MODELS.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    return str(found[-1]) if found else None
