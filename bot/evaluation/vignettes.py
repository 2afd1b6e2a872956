"""Cases with the answer an expert expects."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


class VignetteError(Exception):
    """A file of cases cannot be used; the message gives file and line."""


@dataclass(frozen=True)
class Vignette:
    """A message with what an expert would see in it.

    `indicators` come most important first; `acceptable` are further ones that an expert would also accept; `level` is
    `none` where nothing is shown; `routes` are all acceptable ones, the best first.
    """

    id: str
    text: str
    voice: str
    indicators: tuple[str, ...]
    acceptable: tuple[str, ...]
    level: str
    routes: tuple[str, ...]
    kind: str
    certainty: str


def read_vignettes(path: Path) -> list[Vignette]:
    """Return the cases of a JSON Lines file.

    Raises:
        VignetteError: The file is missing, or a line is not a case.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise VignetteError(f"{path}: cannot be read ({type(error).__name__})") from error
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            found.append(
                Vignette(
                    id=str(record.get("id", number)),
                    text=record["text"],
                    voice=record.get("voice", ""),
                    indicators=tuple(record["indicators"]),
                    acceptable=tuple(record.get("acceptable", ())),
                    level=record["level"],
                    routes=tuple(record["routes"]),
                    kind=record.get("kind", "positive"),
                    certainty=record.get("certainty", "sure"),
                )
            )
        except (ValueError, KeyError, TypeError) as error:
            raise VignetteError(f"{path}, line {number}: not a case ({error}); see tests/golden/README.md") from error
    return found
