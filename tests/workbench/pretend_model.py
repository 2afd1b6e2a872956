"""A live model out of a table: what it understands is what a test tells it, and its encoder counts words."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from bot.advice.reading import Finding, Reading
from bot.advice.records import reading_to_record
from bot.web.workbench.live_model import ModelAwayError

_WIDTH = 384


@dataclass
class PretendModel:
    """`knows` gives for a text its intent, its findings (indicator, probability, evidence) and how sure danger is."""

    name: str = "model-1"
    knows: dict[str, tuple[str, list[tuple[str, float, str]], float]] = field(default_factory=dict)
    away: bool = False
    asked_for: list[str] = field(default_factory=list)

    def learns(self, text: str, intent: str, *findings: tuple[str, float, str], danger: float = 0.0) -> None:
        """Understand a text in this way from now on."""
        self.knows[text] = (intent, list(findings), danger)

    def asked(self, serving: Any, what: str, texts: Sequence[str]) -> dict[str, Any]:
        """Answer as the channel of the live Rasa does."""
        if self.away:
            raise ModelAwayError("the live model cannot be asked (ConnectError)")
        self.asked_for += [f"{what}: {text}" for text in texts]
        if what == "vectors":
            return {"encoder": "words", "vectors": [counted(text).tolist() for text in texts]}
        return {"readings": [self._reading(text) for text in texts]}

    def _reading(self, text: str) -> dict[str, Any]:
        intent, findings, danger = self.knows.get(text, ("concern/unclear", [], 0.0))
        places = [(name, p, words, max(text.find(words), 0)) for name, p, words in findings]
        found = tuple(Finding(name, p, words, at, at + len(words)) for name, p, words, at in places)
        reading = Reading(findings=found, danger=danger, concern=0.9)
        # The model tells families apart; what stands behind the stroke is found by other parts.
        return {"intent": intent.partition("/")[0], "confidence": 0.9, "reading": reading_to_record(reading)}


def counted(text: str) -> np.ndarray:
    """Return a vector of unit length that is near for texts which share words."""
    row = np.zeros(_WIDTH, dtype=np.float32)
    for word in text.lower().replace(",", " ").replace(".", " ").split():
        row[zlib.crc32(word.encode()) % _WIDTH] += 1
    return row / max(float(np.linalg.norm(row)), 1e-9)
