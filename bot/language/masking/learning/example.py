"""A text to learn from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# A stretch of text, and the kind of identifier that it is.
Piece = tuple[str, str | None]


@dataclass(frozen=True)
class Example:
    """A text and what stands in it, as (start, end, kind) in characters, in order; kinds are those of `names.network`."""

    text: str
    spans: tuple[tuple[int, int, str], ...] = ()

    @property
    def names(self) -> tuple[tuple[int, int], ...]:
        """Where names of people stand."""
        return self.of_kind("person")

    def of_kind(self, kind: str) -> tuple[tuple[int, int], ...]:
        """Return where identifiers of one kind stand."""
        return tuple((start, end) for start, end, one in self.spans if one == kind)


def joined(pieces: Iterable[Piece]) -> Example:
    """Put pieces together; the second of each pair is the kind of identifier that the piece is, or None."""
    text, spans = "", []
    for piece, kind in pieces:
        if kind and piece:
            spans.append((len(text), len(text) + len(piece), kind))
        text += piece
    return Example(text, tuple(spans))


def pieces_of(example: Example) -> list[Piece]:
    """Take an example apart again."""
    pieces: list[Piece] = []
    position = 0
    for start, end, kind in example.spans:
        pieces += [(example.text[position:start], None), (example.text[start:end], kind)]
        position = end
    return [*pieces, (example.text[position:], None)]
