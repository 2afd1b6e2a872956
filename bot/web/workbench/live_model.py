"""What the live model makes of words, asked of the Rasa that is in service; no conversation comes about by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import httpx
import numpy as np
from django.conf import settings

from bot.advice.reading import Reading
from bot.advice.records import reading_from_record
from bot.publishing.live import LiveRasa, Serving
from bot.retrieval.embedder import Vectors

# Reading takes some fifty times as long as encoding.
_READ_AT_ONCE, _ENCODED_AT_ONCE = 8, 32
_LONGEST = 4000
_SECONDS = 15.0


class ModelAwayError(Exception):
    """The live model cannot be asked just now; the message holds nothing that anyone wrote."""


@dataclass(frozen=True)
class Understood:
    """What a model makes of a text: what the person wants, how sure that is (0 to 1), and what it shows."""

    intent: str
    confidence: float
    reading: Reading
    model: str = ""


class LiveModel:
    """Asks the live model; one connection pool for all threads."""

    def __init__(self, live: LiveRasa, token: str, transport: httpx.BaseTransport | None = None) -> None:
        self._live = live
        self._client = httpx.Client(
            headers={"Authorization": f"Bearer {token}"}, timeout=_SECONDS, transport=transport, trust_env=False
        )

    def name(self) -> str:
        """Return the name of the live model, empty where nobody has said."""
        return self._live.now().model or ""

    def understood(self, texts: Sequence[str]) -> list[Understood]:
        """Return what the model makes of each text.

        Raises:
            ModelAwayError: It cannot be asked.
        """
        serving = self._live.now()
        found: list[Understood] = []
        for part in _parts(texts, _READ_AT_ONCE):
            answer = self._asked(serving, "readings", part)
            try:
                found += [
                    Understood(
                        str(one["intent"]),
                        float(one["confidence"]),
                        reading_from_record(one.get("reading")),
                        serving.model or "",
                    )
                    for one in answer["readings"]
                ]
            except (KeyError, TypeError, ValueError) as error:
                raise ModelAwayError("the live model sent something that is no reading") from error
        if len(found) != len(texts):
            raise ModelAwayError("the live model did not read every text")
        return found

    def encoded(self, texts: Sequence[str]) -> tuple[str, Vectors]:
        """Return the name of the model's encoder, and a row of unit length for each text; shape (n, d), float32.

        Raises:
            ModelAwayError: It cannot be asked.
        """
        serving = self._live.now()
        name, rows = "", []
        for part in _parts(texts, _ENCODED_AT_ONCE):
            answer = self._asked(serving, "vectors", part)
            try:
                name = str(answer["encoder"])
                rows.append(np.asarray(answer["vectors"], dtype=np.float32).reshape(len(part), -1))
            except (KeyError, TypeError, ValueError) as error:
                raise ModelAwayError("the live model sent something that is no vector") from error
        if not rows:
            raise ModelAwayError("there was nothing to encode")
        return name, np.vstack(rows)

    def _asked(self, serving: Serving, what: str, texts: Sequence[str]) -> dict[str, Any]:
        try:
            response = self._client.post(f"{serving.url}/webhooks/gateway/{what}", json={"texts": list(texts)})
            response.raise_for_status()
            answer = response.json()
        except (httpx.HTTPError, ValueError) as error:
            raise ModelAwayError(f"the live model cannot be asked ({type(error).__name__})") from error
        if not isinstance(answer, dict):
            raise ModelAwayError("the live model sent something that is no answer")
        return answer


def _parts(texts: Sequence[str], size: int) -> list[list[str]]:
    cut = [text[:_LONGEST] or "-" for text in texts]
    return [cut[at : at + size] for at in range(0, len(cut), size)]


@lru_cache(maxsize=1)
def live_model() -> LiveModel:
    """Return this process's line to the live model."""
    live = LiveRasa(Path(settings.LIVE_FILE), Serving(settings.RASA_URL))
    return LiveModel(live, settings.RASA_TOKEN)
