"""The document as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from bot.referral.document import Document

_LINE = "_" * 40


def as_text(document: Document) -> str:
    """Return the document as text, with a line to write on for each name."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Document) -> Iterator[str]:
    yield document.title.upper()
    yield f"Made on {document.made} with Signpost"
    if document.reference:
        yield f"Reference: {document.reference}"
    yield ""
    for label in document.by_hand:
        yield f"{label}: {_LINE}"
    for section in document.sections:
        yield from ("", section.title.upper())
        for label, words in section.parts:
            if label:
                yield label if label.endswith("?") else f"{label}:"
            yield words
    yield from ("", "SOURCES OF WHAT IS ASKED HERE", *(f"- {source}" for source in document.sources))
