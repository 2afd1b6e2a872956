"""Rasa's own record of conversations, which has to be deleted with ours. Where it is, `endpoints.yml` says."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from sqlalchemy import bindparam, create_engine, inspect, text
from sqlalchemy.engine import Engine
from sqlalchemy.engine.url import URL
from sqlalchemy.exc import SQLAlchemyError

_EVENTS = "events"
_DELETE = text("DELETE FROM events WHERE sender_id IN :ids").bindparams(bindparam("ids", expanding=True))


class TrackerError(Exception):
    """Rasa's database cannot be used; the message says where it was looked for and what to do."""


class Tracker:
    """Rasa's tracker store."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def forget(self, conversation_ids: Sequence[str]) -> int:
        """Delete every event of these conversations, and return how many there were; none where Rasa has kept nothing.

        Raises:
            TrackerError: The database cannot be used.
        """
        try:
            if not inspect(self._engine).has_table(_EVENTS):
                return 0
            with self._engine.begin() as connection:
                return int(connection.execute(_DELETE, {"ids": list(conversation_ids)}).rowcount)
        except SQLAlchemyError as error:
            raise TrackerError(
                f"Rasa's record of conversations cannot be used ({type(error).__name__}); endpoints.yml says where it "
                "is. Nothing that stands in it was deleted here."
            ) from error


def tracker_of(endpoints: Path, environment: Mapping[str, str] = os.environ) -> Tracker:
    """Return the tracker store that `endpoints.yml` describes.

    Raises:
        TrackerError: The file describes no SQL store, or names a variable that is not set.
    """
    # As plain text: where Rasa has been imported, its own reader of variables stands in every other kind of loader.
    plain = YAML(typ="base", pure=True)
    described = plain.load(endpoints.read_text(encoding="utf-8")).get("tracker_store") or {}
    if str(described.get("type", "")).lower() != "sql":
        raise TrackerError(f"{endpoints}: tracker_store.type is {described.get('type')!r}; expected SQL")
    return Tracker(create_engine(_url_of(described, endpoints, environment), hide_parameters=True))


def _url_of(described: Mapping[str, Any], endpoints: Path, environment: Mapping[str, str]) -> URL:
    def filled(name: str) -> str | None:
        value = described.get(name)
        if value is None:
            return None
        missing = [word for word in re.findall(r"\$\{(\w+)\}", str(value)) if word not in environment]
        if missing:
            raise TrackerError(f"{endpoints}: tracker_store.{name} needs {missing[0]}, which is not set")
        return re.sub(r"\$\{(\w+)\}", lambda found: environment[found.group(1)], str(value))

    dialect = filled("dialect") or "sqlite"
    if dialect == "sqlite":
        return URL.create("sqlite", database=filled("db"))
    port = filled("port")
    return URL.create(
        dialect,
        username=filled("username"),
        password=filled("password"),
        host=filled("url"),
        port=int(port) if port else None,
        database=filled("db"),
    )
