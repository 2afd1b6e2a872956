"""`signpost bench`: how fast the assistant is."""

from __future__ import annotations


def bench() -> None:
    """Measure."""
