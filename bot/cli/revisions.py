"""A pack as it stands in a folder, or as it stood in a revision of the project's history."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from bot.cli.errors import CommandError
from bot.cli.places import ROOT
from bot.content.advice_text import AdviceText, read_advice
from bot.content.errors import ContentError


def advice_of(version: str, pack_folder: Path, root: Path = ROOT) -> AdviceText:
    """Return the advice in the folder of that name, or in `pack_folder` as it stood in the git revision of that name.

    Raises:
        CommandError: It is neither, or the pack in it cannot be read.
    """
    try:
        if Path(version).is_dir():
            return read_advice(Path(version))
        with tempfile.TemporaryDirectory(prefix="signpost-") as folder:
            return read_advice(_checked_out(version, pack_folder, Path(folder), root))
    except ContentError as error:
        said = str(error)
        raise CommandError(said if said.startswith(f"{version}:") else f"{version}: {said}") from error


def _checked_out(revision: str, pack_folder: Path, target: Path, root: Path) -> Path:
    """Write the pack of a revision into a folder, without touching the working tree."""
    git = shutil.which("git")
    try:
        place = pack_folder.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        raise CommandError(f"{pack_folder} is not in {root}, so git has no versions of it; name two folders.") from None
    if git is None:
        raise CommandError(f"{revision} is no folder, and git is not installed; name two folders.")
    found = subprocess.run(
        [git, "rev-parse", "--quiet", "--verify", "--end-of-options", f"{revision}^{{commit}}"],
        cwd=root,
        capture_output=True,
        text=True,
    )
    commit = found.stdout.strip()
    if found.returncode != 0 or not commit:
        raise CommandError(f"{revision} is neither a folder nor a revision; `git log` names the revisions.")
    archive = subprocess.run([git, "archive", "--format=tar", commit, "--", place], cwd=root, capture_output=True)
    if archive.returncode != 0:
        raise CommandError(f"{revision} holds no {place}.")
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as tar:
        tar.extractall(target, filter="data")
    return target / place
