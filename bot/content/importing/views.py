"""The texts by which a stretch of a document is found: the whole of it, and pieces short enough for the encoder."""

from __future__ import annotations

from bot.content.importing.sentences import sentences

# The encoder reads some 180 words; a short question is nearer to a few sentences than to a page.
PIECE_WORDS = 60


def views_of(heading: str, text: str) -> tuple[str, ...]:
    """Return the text under its heading, then each piece of it under its heading where there are several.

    There is always one view, and none is empty: a text without words gives its heading, or a single space.
    """
    lead = f"{heading}: " if heading else ""
    pieces = _pieces(text)
    whole = f"{lead}{text}".strip() or " "
    return (whole, *(lead + piece for piece in pieces)) if len(pieces) > 1 else (whole,)


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for sentence in sentences(text):
        if pieces and len(pieces[-1].split()) + len(sentence.split()) <= PIECE_WORDS:
            pieces[-1] += f" {sentence}"
        else:
            pieces.append(sentence)
    return pieces
