"""What can be wrong with a knowledge pack, in words an editor can act on.

ContentError
├── PackNotFoundError    no such folder, or a file of the pack is missing
├── PackSyntaxError      a file is not YAML
└── PackContentError     the files are YAML and their content is wrong; holds every fault found
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


class ContentError(Exception):
    """Base of all errors about `knowledge/`."""


class PackNotFoundError(ContentError):
    """The pack's folder or one of its files is not there."""


class PackSyntaxError(ContentError):
    """A file of the pack cannot be read as YAML."""


@dataclass(frozen=True)
class Fault:
    """One thing to put right: where it is, what was found, what was expected."""

    file: Path
    field: str
    found: str
    expected: str
    nearest: str | None = None

    def __str__(self) -> str:
        hint = f" Did you mean {self.nearest!r}?" if self.nearest else ""
        return f"{self.file}: {self.field}: found {self.found}; expected {self.expected}.{hint}"


class PackContentError(ContentError):
    """The pack has faults; `faults` lists them all."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def nearest(found: str, known: Iterable[str]) -> str | None:
    """Return the known word most like the one found, or None where none is alike."""
    matches = difflib.get_close_matches(found, list(known), n=1, cutoff=0.6)
    return matches[0] if matches else None
