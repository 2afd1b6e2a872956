"""The encoder that questions are looked up with; `bot.reply.question_lessons` says how it was learnt."""

from __future__ import annotations

from pathlib import Path

from bot.retrieval.embedder import MiniLmEmbedder

FOLDER = Path(__file__).resolve().parents[2] / "data" / "question_encoder"


def question_encoder() -> MiniLmEmbedder:
    """Return the encoder for entries, excerpts and the questions put to them.

    Raises:
        EmbedderError: It cannot be loaded.
    """
    return MiniLmEmbedder(FOLDER)
