"""The project's training files, read once for each state of them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from bot.web.workbench.taught_files import TaughtFiles


@lru_cache(maxsize=4)
def _files(root: Path) -> TaughtFiles:
    return TaughtFiles(root)


def taught_files() -> TaughtFiles:
    """Return the training files of the project."""
    return _files(Path(settings.WORKBENCH_ROOT))
