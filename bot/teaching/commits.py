"""One commit for each published draft, where the project is a git checkout: the draft's files and no others."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from bot.teaching.errors import DraftError

DEFAULT_AUTHOR = "Signpost editors <editors@localhost>"
_AUTHOR = re.compile(r"^(?P<name>[^<>]+?)\s*<(?P<mail>[^<>\s]+)>$")
_WITHIN_SECONDS = 60


def is_checkout(root: Path) -> bool:
    """Return whether a folder is in a git checkout, and git is there."""
    if shutil.which("git") is None:
        return False
    found = _git(root, "rev-parse", "--is-inside-work-tree")
    return found.returncode == 0 and found.stdout.strip() == "true"


def commit(root: Path, files: Sequence[str], *, subject: str, body: str, author: str = DEFAULT_AUTHOR) -> str | None:
    """Commit these files as they stand, and return the commit; None where nothing in them has changed.

    What else was changed or staged stays as it was.

    Raises:
        DraftError: git refuses; the message gives its words. The files are saved all the same.
    """
    match = _AUTHOR.match(author)
    if match is None:
        raise DraftError(f"Expected an author like {DEFAULT_AUTHOR!r}, found {author!r}.")
    tracked = _git(root, "add", "--intent-to-add", "--", *files)
    if tracked.returncode != 0:
        raise DraftError(f"The changes are saved, but git could not take them: {tracked.stderr.strip()}")
    if _git(root, "diff", "--quiet", "HEAD", "--", *files).returncode == 0:
        return None
    made = _git(
        root,
        "-c",
        f"user.name={match['name']}",
        "-c",
        f"user.email={match['mail']}",
        "commit",
        "--quiet",
        "--only",
        "-m",
        " ".join(subject.split())[:100],
        "-m",
        body,
        "--",
        *files,
    )
    if made.returncode != 0:
        said = (made.stderr or made.stdout).strip()
        raise DraftError(f"The changes are saved, but git did not commit them: {said}")
    return _git(root, "rev-parse", "HEAD").stdout.strip()


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    git = shutil.which("git") or "git"
    return subprocess.run(
        [git, *arguments], cwd=root, capture_output=True, text=True, timeout=_WITHIN_SECONDS, stdin=subprocess.DEVNULL
    )
