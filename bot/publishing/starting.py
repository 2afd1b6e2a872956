"""Starts what works on by itself: trainings, and the taking into service of published guidance."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping

from bot.publishing.errors import PublishingError, TrainingError
from bot.publishing.places import Places
from bot.publishing.processes import FEW_THREADS
from bot.publishing.trainer import UNCHANGED


def start_worker(places: Places, environment: Mapping[str, str]) -> None:
    """Start a worker that outlives this process; it ends by itself where another works already.

    Raises:
        TrainingError: It cannot be started.
    """
    try:
        _start(places, environment, "work")
    except (OSError, subprocess.CalledProcessError) as error:
        raise TrainingError(f"The training cannot be started ({error}). {UNCHANGED}") from error


def start_serving_guidance(places: Places, environment: Mapping[str, str]) -> None:
    """Have the guidance as it stands in the files taken into service: its index is made, then everybody is told.

    Raises:
        PublishingError: That cannot be started; the guidance of before answers until Signpost is started again.
    """
    try:
        _start(places, environment, "serve-guidance")
    except (OSError, subprocess.CalledProcessError) as error:
        raise PublishingError(
            f"The guidance is published, but cannot be taken into service ({error}). Start Signpost again."
        ) from error


def _start(places: Places, environment: Mapping[str, str], command: str) -> None:
    places.queue.mkdir(parents=True, exist_ok=True)
    with (places.queue / "worker.log").open("ab") as log:
        # Forked, so that it is nobody's child and leaves no zombie behind where the starter lives on.
        subprocess.run(
            [shutil.which("setsid") or "setsid", "--fork", sys.executable, "-m", "bot.cli.main", "model", command],
            cwd=places.root,
            env={**environment, **FEW_THREADS},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            check=True,
        )
