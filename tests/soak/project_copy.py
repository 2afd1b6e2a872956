"""A copy of the project in which a test may teach and publish: its files are changed, and the project's are not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.publishing.places import Places
from bot.publishing.shelf import ModelShelf
from bot.publishing.versions import versions_of
from bot.teaching.drafts import DraftStore
from tests.conversations.running import INDEX, MODELS, ROOT, Signpost, environment, started

_LEFT_OUT = shutil.ignore_patterns("var", ".venv", ".git", ".*_cache", "__pycache__", "node_modules", "img")
GIT = shutil.which("git") or "git"


@dataclass(frozen=True)
class ProjectCopy:
    """A project of its own, a git checkout, with the project's model live in it."""

    root: Path
    var: Path

    @property
    def models(self) -> Path:
        return self.var / "models"

    @property
    def shelf(self) -> ModelShelf:
        return ModelShelf(self.models)

    @property
    def drafts(self) -> DraftStore:
        return DraftStore(self.places.drafts, self.root)

    @property
    def places(self) -> Places:
        pack = self.root / "knowledge" / "north-east-lincolnshire"
        return Places(self.root, self.var, self.models, self.var / "index", self.var / "documents", pack)

    def environment(self) -> dict[str, str]:
        """Return the environment of everything that runs in it; vectors of unchanged texts are shared."""
        return {
            **environment(self.var, self.models),
            "PYTHONPATH": str(self.root),
            "SIGNPOST_VECTORS": os.environ.get("SIGNPOST_VECTORS", str(ROOT / "var" / "vectors")),
        }

    def command(self, *words: str, patience: float = 300) -> subprocess.CompletedProcess[str]:
        """Run a command of `signpost` in it to its end."""
        return subprocess.run(
            [sys.executable, "-m", "bot.cli.main", *words],
            cwd=self.root,
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=patience,
        )

    def git(self, *words: str) -> str:
        """Run git in it and return what it says."""
        named = ["-c", "user.name=a test", "-c", "user.email=test@localhost"]
        done = subprocess.run([GIT, *named, *words], cwd=self.root, check=True, capture_output=True, text=True)
        return done.stdout

    @contextmanager
    def running(self) -> Iterator[Signpost]:
        """Run Signpost in it on free ports, with what is published there."""
        with started(self.var / "run.log", self.environment(), root=self.root) as signpost:
            yield signpost


def project_copy(folder: Path) -> ProjectCopy:
    """Return a copy in a folder; the model of the present files is trained in the project where it is not there yet."""
    made = subprocess.run(
        [sys.executable, "-m", "bot.cli.main", "run", "--prepare-only", "--unpublished"],
        cwd=ROOT,
        env={**os.environ, "SIGNPOST_VAR": str(folder / "prepared"), "SIGNPOST_MODELS": str(MODELS)}
        | {"SIGNPOST_INDEX": str(INDEX)},
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stderr
    copy = ProjectCopy(folder / "project", folder / "var")
    shutil.copytree(ROOT, copy.root, ignore=_LEFT_OUT, symlinks=True)
    copy.models.mkdir(parents=True)
    for words in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "As it was"]):
        copy.git(*words)
    theirs, versions = ModelShelf(MODELS), versions_of(copy.root)
    name = versions.model_name
    shutil.copyfile(theirs.archive(name), copy.shelf.archive(name))
    copy.shelf.put(name, who="a test", why="x", data_version=versions.data, program_version=versions.program)
    copy.shelf.make_live(name, what="published", who="a test", why="the model of the present files")
    return copy
