"""The folders that publishing works in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Places:
    """Where things are: the project, what it made, and what it is judged by."""

    root: Path
    var: Path
    models: Path
    index: Path
    documents: Path
    pack: Path

    @property
    def queue(self) -> Path:
        """The trainings, each with its log and its comparison."""
        return self.var / "training"

    @property
    def drafts(self) -> Path:
        """What editors have changed and not yet published."""
        return self.var / "drafts"

    @property
    def live(self) -> Path:
        """The file that says which Rasa answers."""
        return self.var / "live.json"

    @property
    def golden(self) -> Path:
        return self.root / "tests" / "golden" / "vignettes.jsonl"

    @property
    def behaviour(self) -> Path:
        return self.root / "tests" / "behaviour" / "pairs.jsonl"

    @property
    def known_failures(self) -> Path:
        return self.root / "tests" / "golden" / "known_failures.yml"

    @property
    def rules(self) -> Path:
        return self.root / "data" / "rules" / "rules.yml"
