"""One file with its details, to a document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.content.importing.block import Parsed, one_line
from bot.content.importing.confined import read_confined
from bot.content.importing.document import Document, Kind, content_hash, document_id
from bot.content.importing.errors import RefusedError, UnreadableError
from bot.content.importing.passages import passages_of_blocks
from bot.content.importing.sniff import Format, format_of, read_whole


@dataclass(frozen=True)
class Details:
    """What is said about a file: `title` and `date` are taken from the file itself where they are None.

    `beside` is whether the document is quoted beside other editions of it.
    """

    authority: str
    kind: Kind = "guidance"
    title: str | None = None
    date: str | None = None
    beside: bool = False


def take_in(path: Path, details: Details, read: Callable[[bytes, Format], Parsed] = read_confined) -> Document:
    """Return the document in a file; the same file and details give the same document.

    Raises:
        RefusedError: The file is not one that is read, or a detail is missing.
        UnreadableError: It cannot be read; the message names the file.
    """
    content = read_whole(path)
    format_ = format_of(path, content)
    try:
        parsed = read(content, format_)
    except UnreadableError as error:
        raise UnreadableError(f"{path} was not imported: {error}.") from error
    title = one_line(details.title or parsed.title or path.stem.replace("_", " ").replace("-", " "))
    date = one_line(details.date or parsed.date or "")
    if not title:
        raise RefusedError(f"{path} says no title; give one with --title.")
    if not date:
        raise RefusedError(f"{path} does not say its date; give it with --date, as it is to be shown.")
    sha256 = content_hash(content)
    return Document(
        id=document_id(title, sha256),
        title=title[:200],
        authority=details.authority,
        date=date,
        kind=details.kind,
        file=path.name,
        sha256=sha256,
        warnings=parsed.warnings,
        beside=details.beside,
        passages=passages_of_blocks(parsed.blocks),
    )
