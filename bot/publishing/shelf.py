"""The models that there are, which of them is live, and everything that was ever done with them.

In the folder of models stand, for each model, `NAME.tar.gz` and its record `NAME.json`; `published.json` says which is
live and which was before it; `history.jsonl` holds one line for everything that happened. Each file is written whole.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime, timezone
from enum import Enum
from pathlib import Path
from typing import Any

from bot.publishing.errors import DamagedModelError, UnknownModelError
from bot.teaching.whole_files import UnreadableFileError, append_line, read_lines, read_record, write_record

PUBLISHED = "published.json"
HISTORY = "history.jsonl"
KEPT_CANDIDATES = 10
_BLOCK = 1 << 20


class ModelState(str, Enum):
    """Where a model stands."""

    LIVE = "live"
    PREVIOUS = "previous"
    CANDIDATE = "candidate"
    RETIRED = "retired"


@dataclass(frozen=True)
class ModelRecord:
    """What is known of a model. `figures` are what it scored when it was last compared, by name; `draft` is the draft
    whose changes it has learnt, None where it was trained on the files as they were."""

    name: str
    made_at: str
    who: str
    why: str
    data_version: str
    program_version: str
    sha256: str
    bytes: int
    draft: str | None = None
    knowledge_version: str | None = None
    training_seconds: float | None = None
    figures: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Published:
    """Which model is live, and which was live before it."""

    live: str
    previous: str | None
    at: str
    who: str
    why: str


@dataclass(frozen=True)
class Event:
    """Something that happened. `what`: trained, published, guidance (published with the live model), rolled back,
    agreed, refused, failed, cancelled, withdrawn."""

    at: str
    what: str
    model: str
    who: str
    why: str
    second: str | None = None
    details: tuple[str, ...] = ()


class ModelShelf:
    """The folder of models."""

    def __init__(self, folder: Path, clock: Callable[[], datetime] = lambda: datetime.now(timezone.utc)) -> None:
        self.folder = folder
        self._clock = clock

    def archive(self, name: str) -> Path:
        """Return where the file of a model is, or would be."""
        return self.folder / f"{name}.tar.gz"

    def beside(self, name: str, draft: str | None, what: str) -> Path:
        """Return the file that keeps something about a candidate: a model, with the draft that goes live with it."""
        return self.folder / f"{name}{f'.{draft}' if draft else ''}.{what}.json"

    def put(
        self,
        name: str,
        *,
        who: str,
        why: str,
        data_version: str,
        program_version: str,
        draft: str | None = None,
        training_seconds: float | None = None,
    ) -> ModelRecord:
        """Write the record of a model whose file is there, and remember who had it made and why.

        Raises:
            DamagedModelError: There is no such file.
            OSError: The disk is full.
        """
        archive = self.archive(name)
        if not archive.exists():
            raise DamagedModelError(f"{archive}: the file of the model is not there; train again.")
        record = ModelRecord(
            name=name,
            made_at=self.now(),
            who=who,
            why=why,
            data_version=data_version,
            program_version=program_version,
            sha256=hash_of(archive),
            bytes=archive.stat().st_size,
            draft=draft,
            training_seconds=training_seconds,
        )
        write_record(self._record_file(name), asdict(record))
        self.remember("trained", name, who=who, why=why)
        return record

    def record(self, name: str) -> ModelRecord:
        """Return the record of a model.

        Raises:
            UnknownModelError: There is none.
            DamagedModelError: It cannot be read.
        """
        try:
            found = read_record(self._record_file(name))
            if found is None:
                known = ", ".join(model.name for model in self.models()[:5]) or "none yet"
                raise UnknownModelError(f"There is no model {name!r}. The latest models: {known}.")
            return _model_record(found)
        except (UnreadableFileError, TypeError) as error:
            raise DamagedModelError(f"The record of the model {name} is damaged: {error}. Train again.") from error

    def scored(self, name: str, figures: Mapping[str, float], knowledge_version: str) -> None:
        """Keep what a model scored, and with which guidance."""
        record = asdict(self.record(name))
        write_record(
            self._record_file(name), {**record, "figures": dict(figures), "knowledge_version": knowledge_version}
        )

    def models(self) -> list[ModelRecord]:
        """Return every model whose record can be read, the newest first."""
        found = []
        for file in self.folder.glob("signpost-*.json"):
            try:
                record = read_record(file)
                if record is not None and record.get("name") == file.stem:
                    found.append(_model_record(record))
            except (UnreadableFileError, TypeError):
                continue
        return sorted(found, key=lambda record: record.made_at, reverse=True)

    def tidy(self, keep: int = KEPT_CANDIDATES) -> list[str]:
        """Delete the files of models that were never live, but for so many of the newest, and return their names.

        Their records stay, so the history tells of them. What was live is kept: somebody may go back to it.
        """
        candidates = [model for model in self.models() if self.state(model.name) is ModelState.CANDIDATE]
        gone = [model.name for model in candidates[keep:] if self.archive(model.name).exists()]
        for name in gone:
            self.archive(name).unlink(missing_ok=True)
        return gone

    def candidate(self) -> ModelRecord | None:
        """Return the newest model that has never been live; None where every model has been."""
        return next((model for model in self.models() if self.state(model.name) is ModelState.CANDIDATE), None)

    def state(self, name: str) -> ModelState:
        """Return where a model stands."""
        published = self.published()
        if published is not None and published.live == name:
            return ModelState.LIVE
        if published is not None and published.previous == name:
            return ModelState.PREVIOUS
        made_live = {"published", "rolled back"}
        was_live = any(event.model == name and event.what in made_live for event in self.history())
        return ModelState.RETIRED if was_live else ModelState.CANDIDATE

    def check_whole(self, name: str) -> Path:
        """Return the file of a model, which is what it was when the model was made.

        Raises:
            UnknownModelError: There is no such model.
            DamagedModelError: The file is missing, cut short or changed; the message says which.
        """
        record, archive = self.record(name), self.archive(name)
        if not archive.exists():
            raise DamagedModelError(f"The file of the model {name} is missing: {archive}. Train again.")
        size = archive.stat().st_size
        if size < record.bytes:
            raise DamagedModelError(
                f"The file of the model {name} is cut short: {archive} has {size:,} of {record.bytes:,} bytes. "
                "Is the disk full? Train again."
            )
        if size != record.bytes or hash_of(archive) != record.sha256:
            raise DamagedModelError(
                f"The file of the model {name} was changed after it was made: {archive}. Train again."
            )
        return archive

    def published(self) -> Published | None:
        """Return which model is live; None before the first.

        Raises:
            DamagedModelError: The file that says so cannot be read.
        """
        try:
            found = read_record(self.folder / PUBLISHED)
            return None if found is None else Published(**found)
        except (UnreadableFileError, TypeError) as error:
            last = next(
                (e.model for e in reversed(self.history()) if e.what in {"published", "rolled back"}), "unknown"
            )
            raise DamagedModelError(
                f"{self.folder / PUBLISHED}, which says which model is live, is damaged ({error}). The latest model "
                f"that was made live is {last}: delete the file and publish that one again."
            ) from error

    def make_live(self, name: str, *, what: str, who: str, why: str, second: str | None = None) -> Published:
        """Say that a model is live from now on; `what` is published or rolled back.

        Raises:
            UnknownModelError: There is no such model.
            DamagedModelError: Its file is not whole.
            OSError: The disk is full; the live model stays live.
        """
        self.check_whole(name)
        before = self.published()
        previous = before.live if before is not None and before.live != name else None
        published = Published(name, previous, self.now(), who, why)
        with self._as_before_unless_whole():
            write_record(self.folder / PUBLISHED, asdict(published))
            self.remember(what, name, who=who, why=why, second=second)
        return published

    @contextmanager
    def _as_before_unless_whole(self) -> Iterator[None]:
        """Leave what is live as it was where the disk is full for any part of a change: the history has no gap."""
        file = self.folder / PUBLISHED
        # A second name for the file takes no space, and giving it back takes none either.
        held = file.with_name(f".{file.name}.{os.getpid()}.before")
        held.unlink(missing_ok=True)
        there = file.exists()
        if there:
            os.link(file, held)
        try:
            yield
        except OSError:
            if there:
                os.replace(held, file)
            else:
                file.unlink(missing_ok=True)
            raise
        finally:
            held.unlink(missing_ok=True)

    def published_again(self, *, who: str, why: str, second: str | None = None) -> Published:
        """Remember that other guidance went live with the model that is live already, and return what is live.

        Raises:
            UnknownModelError: No model is live.
        """
        published = self.published()
        if published is None:
            raise UnknownModelError("No model is live yet.")
        self.remember("guidance", published.live, who=who, why=why, second=second)
        return published

    def withdraw(self, name: str, back: Published, why: str) -> None:
        """Take back that a model is live, because it could not be started."""
        write_record(self.folder / PUBLISHED, asdict(back))
        self.remember("withdrawn", name, who="signpost", why=why)

    def remember(
        self, what: str, model: str, *, who: str, why: str, second: str | None = None, details: tuple[str, ...] = ()
    ) -> None:
        """Add a line to the history."""
        append_line(self.folder / HISTORY, asdict(Event(self.now(), what, model, who, why, second, details)))

    def history(self) -> list[Event]:
        """Return everything that happened, the oldest first."""
        names = {one.name for one in fields(Event)}
        found = []
        for line in read_lines(self.folder / HISTORY):
            try:
                known = {key: value for key, value in line.items() if key in names}
                found.append(Event(**{**known, "details": tuple(known.get("details") or ())}))
            except TypeError:
                continue
        return found

    def now(self) -> str:
        """Return the time, as it stands in records."""
        return self._clock().isoformat(timespec="seconds")

    def _record_file(self, name: str) -> Path:
        return self.folder / f"{name}.json"


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _model_record(record: Mapping[str, Any]) -> ModelRecord:
    names = {one.name for one in fields(ModelRecord)}
    return ModelRecord(**{key: value for key, value in record.items() if key in names})
