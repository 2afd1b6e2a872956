"""The imported documents on disk: one JSON file each, always whole."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from bot.content.errors import nearest
from bot.content.importing.document import Document
from bot.content.importing.errors import UnknownDocumentError, UnreadableError

_ID = re.compile(r"^[a-z0-9-]{1,80}$")


class DocumentLibrary:
    """The documents of one folder, which need not exist yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def ids(self) -> list[str]:
        """Return the ids in order."""
        return sorted(path.stem for path in self._folder.glob("*.json"))

    def get(self, document_id: str) -> Document:
        """Return a document.

        Raises:
            UnknownDocumentError: There is none of that id.
            UnreadableError: Its file is damaged.
        """
        path = self._path(document_id)
        try:
            document = Document.model_validate(json.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            raise self._unknown(document_id) from None
        except (OSError, ValueError, ValidationError) as error:
            raise UnreadableError(
                f"{path}: this imported document is damaged; remove it with `signpost guidance remove {document_id}` "
                "and import it again"
            ) from error
        if document.id != document_id:
            raise UnreadableError(f"{path}: holds the document {document.id!r}; give the file that name")
        return document

    def all(self) -> list[Document]:
        """Return every document, in the order of ids.

        Raises:
            UnreadableError: One is damaged.
        """
        return [self.get(document_id) for document_id in self.ids()]

    def readable(self) -> Iterator[Document]:
        """Yield every document that can be read."""
        for document_id in self.ids():
            try:
                yield self.get(document_id)
            except (UnreadableError, UnknownDocumentError):
                continue

    def put(self, document: Document) -> None:
        """Keep a document: after a crash at any moment there is the whole file or the one before it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._path(document.id)
        # Not `.json`: a file that was never finished is no document.
        unfinished = path.with_suffix(f".{os.getpid()}.unfinished")
        try:
            with unfinished.open("w", encoding="utf-8") as file:
                json.dump(document.model_dump(), file, ensure_ascii=False, indent=1)
                file.flush()
                os.fsync(file.fileno())
            os.replace(unfinished, path)
        finally:
            unfinished.unlink(missing_ok=True)
        _sync_folder(self._folder)

    def remove(self, document_id: str) -> None:
        """Delete a document, a damaged one too.

        Raises:
            UnknownDocumentError: There is none of that id.
        """
        try:
            self._path(document_id).unlink()
        except FileNotFoundError:
            raise self._unknown(document_id) from None

    def tidy_up(self) -> None:
        """Delete what interrupted imports left unfinished."""
        for path in self._folder.glob("*.unfinished"):
            path.unlink(missing_ok=True)

    def _path(self, document_id: str) -> Path:
        if not _ID.match(document_id):
            raise self._unknown(document_id)
        return self._folder / f"{document_id}.json"

    def _unknown(self, document_id: str) -> UnknownDocumentError:
        like = nearest(document_id, self.ids())
        hint = f" Did you mean {like!r}?" if like else " `signpost guidance list` names those that there are."
        return UnknownDocumentError(f"No imported document has the id {document_id!r}.{hint}")


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
