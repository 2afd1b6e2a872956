"""Names for what a model is made of: the same inputs, the same name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

# What editors teach.
TAUGHT = ("domain.yml", "data/nlu", "data/rules", "data/stories")
# What developers change: a model made with another of these may not even load.
PROGRAM = (
    "config.yml",
    "data/encoder",
    "bot/nlu/concern_recogniser.py",
    "bot/nlu/evidence_importer.py",
    "bot/nlu/sentence_featurizer.py",
    "bot/nlu/sentence_intent_classifier.py",
    "bot/recognition",
    "bot/language",
    "bot/retrieval/embedder.py",
    "bot/retrieval/few_texts.py",
    "requirements/runtime.lock",
)
# Masking stands in front of Rasa: no model knows of it.
NOT_OF_THE_MODEL = ("bot/language/masking",)
_LENGTH = 12


@dataclass(frozen=True)
class Versions:
    """What a model is made of: the training data, and the program with the encoder."""

    data: str
    program: str

    @property
    def model_name(self) -> str:
        """The name of the model that these give."""
        return f"signpost-{hashlib.sha256(f'{self.data} {self.program}'.encode()).hexdigest()[:_LENGTH]}"


def versions_of(root: Path, taught: Path | None = None) -> Versions:
    """Return the versions of a project; `taught` is a folder with other training data, laid out like the project's."""
    return Versions(data_version(taught or root), program_version(root))


def data_version(folder: Path) -> str:
    """Return the version of the training data in a folder that is laid out like the project's."""
    return _hash(folder, TAUGHT)


def program_version(root: Path) -> str:
    """Return the version of all else that a model is made of."""
    return _hash(root, PROGRAM)


def files_below(folder: Path, entries: Iterable[str]) -> list[Path]:
    """Return every file that these entries name, folders with all that is in them, in a steady order."""
    found: list[Path] = []
    for entry in entries:
        path = folder / entry
        if path.is_dir():
            found += sorted(p for p in path.rglob("*") if p.is_file() and _counts(p, folder))
        elif path.exists():
            found.append(path)
    return found


def _counts(path: Path, folder: Path) -> bool:
    if "__pycache__" in path.parts or path.name.startswith("."):
        return False
    return not any(path.is_relative_to(folder / part) for part in NOT_OF_THE_MODEL)


def _hash(folder: Path, entries: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for file in files_below(folder, entries):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(folder).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:_LENGTH]
