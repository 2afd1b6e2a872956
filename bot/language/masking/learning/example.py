"""A text to learn from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """A text and where names stand in it, as (start, end) in characters, in order."""

    text: str
    names: tuple[tuple[int, int], ...] = ()


def joined(pieces: Iterable[tuple[str, bool]]) -> Example:
    """Put pieces together; the second of each pair says whether the piece is a name."""
    text, names = "", []
    for piece, is_name in pieces:
        if is_name and piece:
            names.append((len(text), len(text) + len(piece)))
        text += piece
    return Example(text, tuple(names))


def pieces_of(example: Example) -> list[tuple[str, bool]]:
    """Take an example apart again."""
    pieces, position = [], 0
    for start, end in example.names:
        pieces += [(example.text[position:start], False), (example.text[start:end], True)]
        position = end
    return [*pieces, (example.text[position:], False)]
