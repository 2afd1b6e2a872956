"""An imported document as it is kept."""

from __future__ import annotations

import hashlib
import re
from typing import Literal

from bot.content.schema import Record

Kind = Literal["policy", "procedure", "guidance", "report", "page", "other"]
EXCERPT_PREFIX = "doc:"


class Excerpt(Record):
    """A passage that may be quoted. `section` is the heading above it, "" where there is none."""

    n: int
    section: str
    page: int | None
    text: str


class Document(Record):
    """A document with its passages in order. `file` and `sha256` are the name and the hash of the file it came from.

    `beside` is whether it is quoted beside other editions of it, not in their place.
    """

    id: str
    title: str
    authority: str
    date: str
    kind: Kind
    file: str
    sha256: str
    warnings: tuple[str, ...] = ()
    beside: bool = False
    passages: tuple[Excerpt, ...]

    def excerpt_id(self, excerpt: Excerpt) -> str:
        """Return the id under which a passage stands in the index."""
        return f"{EXCERPT_PREFIX}{self.id}:{excerpt.n}"

    def place(self, excerpt: Excerpt) -> str:
        """Return where in the document a passage stands: heading and page, or else which passage it is."""
        page = f"page {excerpt.page}" if excerpt.page is not None else ""
        named = ", ".join(part for part in (excerpt.section, page) if part)
        return named or f"passage {excerpt.n} of {len(self.passages)}"


def content_hash(content: bytes) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(content).hexdigest()


def document_id(title: str, sha256: str) -> str:
    """Return the id of a document: the same content under the same title has the same one."""
    words = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:48].strip("-")
    digest = hashlib.sha256(f"{sha256}\n{title}".encode()).hexdigest()[:10]
    return f"{words or 'document'}-{digest}"
