"""Secrets made at first start and kept in a file that only its owner can read."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

NAMES = ("SIGNPOST_SECRET_KEY", "SIGNPOST_RASA_TOKEN", "SIGNPOST_ACTION_TOKEN")


def secrets_from(path: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Return a value for every name: from the environment, else from the file, else a new one, which is then kept."""
    kept = _read(path)
    values = {name: environment.get(name) or kept.get(name) or secrets.token_urlsafe(48) for name in NAMES}
    wanted = {name: value for name, value in values.items() if not environment.get(name)}
    if any(kept.get(name) != value for name, value in wanted.items()):
        _write(path, {**kept, **wanted})
    return values


def _read(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


def _write(path: Path, values: Mapping[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.fchmod(handle, 0o600)  # a file that was there before keeps its mode otherwise
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.writelines(f"{name}={value}\n" for name, value in values.items())
