"""Drafts: the changes of editors that are not published yet, each with who, when and why."""

from __future__ import annotations

import fcntl
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

from bot.teaching.draft import LONGEST_WHY, Draft, DraftState, draft_from_record, draft_to_record
from bot.teaching.edits import Edit, applied
from bot.teaching.errors import DraftError, EditError
from bot.teaching.undoing import as_of, opposites
from bot.teaching.whole_files import UnreadableFileError, read_record, write_record, write_text


class DraftStore:
    """A folder of drafts beside a project's files. The files themselves change only in `save`."""

    def __init__(
        self, folder: Path, root: Path, clock: Callable[[], datetime] = lambda: datetime.now(timezone.utc)
    ) -> None:
        self._folder = folder
        self._root = root
        self._clock = clock

    def begin(self, *, who: str, why: str) -> Draft:
        """Return a new, empty draft; `DraftError` where it cannot be written."""
        draft = Draft(f"draft-{secrets.token_hex(5)}", who, why, self.now())
        with self._alone():
            self._keep(draft)
        return draft

    def get(self, draft_id: str) -> Draft:
        """Return a draft; `DraftError` where there is none of that id or its file is damaged."""
        if not draft_id.replace("-", "").isalnum():
            raise DraftError(f"{draft_id!r} is no draft.")
        try:
            record = read_record(self._file(draft_id))
            if record is None:
                raise DraftError(f"There is no draft {draft_id}.")
            return draft_from_record(record)
        except (UnreadableFileError, TypeError, ValueError, KeyError) as error:
            raise DraftError(f"The draft {draft_id} is damaged and cannot be read.") from error

    def drafts(self) -> list[Draft]:
        """Return every draft that can be read, the newest first."""
        found = []
        for file in self._folder.glob("draft-*.json"):
            try:
                found.append(self.get(file.stem))
            except DraftError:
                continue
        return sorted(found, key=lambda draft: draft.made_at, reverse=True)

    def change(self, draft_id: str, *edits: Edit) -> Draft:
        """Add changes to a draft, all of them or none.

        Raises:
            DraftError: There is no such draft, or it is no longer open.
            TeachingError: A change cannot be made to the files with the draft's other changes; nothing is kept.
        """
        with self._alone():
            draft = self._open(draft_id)
            more = replace(draft, edits=(*draft.edits, *edits))
            self.texts(more)
            self._keep(more)
        return more

    def without(self, draft_id: str, edit: Edit) -> Draft:
        """Take one change out of a draft, wherever it stands in it; the same draft where it is not there.

        Raises:
            DraftError: There is no such draft, or it is no longer open.
            TeachingError: A later change builds on this one; nothing is taken out.
        """
        with self._alone():
            draft = self._open(draft_id)
            less = replace(draft, edits=tuple(one for one in draft.edits if one != edit))
            self.texts(less)
            self._keep(less)
        return less

    def reword(self, draft_id: str, why: str) -> Draft:
        """Say anew what a draft is for; `DraftError` where it is no longer open."""
        with self._alone():
            draft = replace(self._open(draft_id), why=why)
            self._keep(draft)
        return draft

    def undo(self, draft_id: str) -> Draft:
        """Take the latest change of a draft back; `DraftError` where there is none."""
        with self._alone():
            draft = self._open(draft_id)
            if not draft.edits:
                raise DraftError("The draft holds no change.")
            less = replace(draft, edits=draft.edits[:-1])
            self._keep(less)
        return less

    def undoing(self, draft_id: str, *, who: str) -> Draft:
        """Return a new draft that takes back one whose changes stand in the files.

        Raises:
            DraftError: It does not say how, or the new one cannot be written.
            TeachingError: Somebody has changed the same places since; nothing is begun.
        """
        found = self.get(draft_id)
        if not found.undo:
            raise DraftError(
                f"The draft {draft_id} does not stand in the files, or does not say what was there before."
            )
        edits = as_of(found.undo, who=who, at=self.now(), today=self._clock().date())
        draft = Draft(f"draft-{secrets.token_hex(5)}", who, f"Undo: {found.why}"[:LONGEST_WHY], self.now(), edits)
        with self._alone():
            self.texts(draft)
            self._keep(draft)
        return draft

    def drop(self, draft_id: str) -> Draft:
        """Give a draft up; it stays to be read."""
        with self._alone():
            return self._marked(self._open(draft_id), DraftState.DROPPED)

    def texts(self, draft: Draft, folder: Path | None = None) -> Mapping[str, str]:
        """Return the text of every file that a draft changes, with its changes made to the files as they are.

        Raises:
            TeachingError: A change cannot be made: somebody changed the file since.
        """
        base = folder or self._root
        texts: dict[str, str] = {}

        def text_of(file: str) -> str:
            return texts[file] if file in texts else _text_of(base, file)

        for edit in draft.edits:
            texts.update(applied(edit, text_of))
        return texts

    def present(self, files: Iterable[str]) -> Mapping[str, str]:
        """Return the text of these files as they are; `EditError` where one cannot be read."""
        return {file: _text_of(self._root, file) for file in files}

    def apply(self, draft_id: str, folder: Path) -> None:
        """Make a draft's changes to a copy of the project's files; one that is in the files already changes nothing.

        Raises:
            TeachingError: There is no such draft, or a change cannot be made.
        """
        draft = self.get(draft_id)
        if draft.state is not DraftState.OPEN:
            return
        changed = {file: text for file, text in self.texts(draft).items()}
        for file, text in changed.items():
            if (folder / file).exists():
                (folder / file).write_bytes(text.encode())

    def save(self, draft_id: str) -> Draft:
        """Write a draft's changes into the project's files, each file whole or not at all.

        Raises:
            TeachingError: A change cannot be made; no file is touched.
            OSError: The disk is full; files that were written are put back.
        """
        with self._locked():
            draft = self.get(draft_id)
            return self._saved(draft) if draft.state is DraftState.OPEN else draft

    def _saved(self, draft: Draft) -> Draft:
        texts = self.texts(draft)
        undo = opposites(draft.edits, lambda file: _text_of(self._root, file))
        before = {file: (self._root / file).read_bytes() for file in texts}
        written: list[str] = []
        try:
            for file, text in texts.items():
                write_text(self._root / file, text)
                written.append(file)
            return self._marked(replace(draft, undo=undo), DraftState.SAVED)
        except OSError:
            for file in written:
                (self._root / file).write_bytes(before[file])
            raise

    def published(self, draft_id: str) -> Draft:
        """Remember that the model which learnt a draft is live."""
        return self._marked(self.get(draft_id), DraftState.PUBLISHED)

    def now(self) -> str:
        return self._clock().isoformat(timespec="seconds")

    def _open(self, draft_id: str) -> Draft:
        draft = self.get(draft_id)
        if draft.state is not DraftState.OPEN:
            raise DraftError(f"The draft {draft_id} is {draft.state.value}; begin another.")
        return draft

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let one at a time change drafts: two editors who save at once both keep what they did.

        Raises:
            DraftError: The disk is full or cannot be written to; what was there before is still there.
        """
        try:
            with self._locked():
                yield
        except OSError as error:
            raise DraftError(
                f"The draft cannot be written ({error.strerror}): it is as it was. Have space made on the disk, then "
                "try again."
            ) from error

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / ".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _marked(self, draft: Draft, state: DraftState) -> Draft:
        marked = replace(draft, state=state)
        self._keep(marked)
        return marked

    def _keep(self, draft: Draft) -> None:
        write_record(self._file(draft.id), draft_to_record(draft))

    def _file(self, draft_id: str) -> Path:
        return self._folder / f"{draft_id}.json"


def _text_of(folder: Path, file: str) -> str:
    try:
        # Bytes, so that line endings stay as they are.
        return (folder / file).read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise EditError(f"{file}: cannot be read ({type(error).__name__}).") from error
