"""Values that tests are made of: readings, cases, packs to break, and stand-ins for the encoder and Rasa's tracker.

Nothing here depends on the thresholds that are tuned in `knowledge/`: `steady_pack` has thresholds of its own.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from rasa_sdk import Tracker
from ruamel.yaml import YAML

from bot.advice.case import Case
from bot.advice.policy import Policy
from bot.advice.reading import Finding, Reading, Reason, SetAside
from bot.advice.records import case_to_record, reading_to_record
from bot.content import schema
from bot.content.errors import Fault, PackContentError
from bot.content.pack import DEFAULT_PACK, Pack, load_pack
from bot.reply.compose import Composer
from bot.reply.entries import EntryFinder
from bot.reply.shape import Reply
from bot.reply.turn import Conversation
from bot.retrieval.embedder import Vectors
from bot.retrieval.passage import Hit

ROOT = Path(__file__).resolve().parents[1]
LONDON = ZoneInfo("Europe/London")
# A Tuesday on which the office is open, and the Saturday after it.
OPEN = datetime(2026, 3, 10, 10, 0, tzinfo=timezone.utc)
CLOSED = datetime(2026, 3, 14, 10, 0, tzinfo=timezone.utc)
# Probabilities against the cuts of `steady_pack`.
CLEAR, POSSIBLE, FAINT = 0.9, 0.45, 0.15
DANGER = "He's in the playground now with a knife threatening the others."


# ----- packs


@lru_cache(maxsize=1)
def real_pack() -> Pack:
    """Return the pack that is shipped."""
    return load_pack(DEFAULT_PACK)


@lru_cache(maxsize=1)
def steady_pack() -> Pack:
    """Return the shipped pack with thresholds that no tuning moves: possible from 0.3, clear from 0.6."""
    thresholds = schema.ThresholdsFile(
        clear={"early_help": 0.6, "complex_severe": 0.6},
        possible={"early_help": 0.3, "complex_severe": 0.3},
        named={"beside": 0.6, "alone": 0.6},
        danger={"clear": 0.6, "possible": 0.3},
        concern=0.4,
        several_early_help=3,
        questions_per_conversation=2,
        indicators={},
    )
    return replace(real_pack(), thresholds=thresholds)


def steady_policy() -> Policy:
    """Return the policy of `steady_pack`."""
    return steady_pack().policy


def ids(level: str) -> tuple[str, ...]:
    """Return the indicators of a level, in the order of the page."""
    return tuple(indicator.id for indicator in real_pack().indicators.values() if indicator.level == level)


@dataclass(frozen=True)
class PackCopy:
    """A copy of the shipped pack that a test may break; `entries` are few and know only each other."""

    folder: Path

    def change(self, file: str, edit: Callable[[Any], None]) -> None:
        """Let `edit` change what a file holds."""
        path = self.folder / file
        content = _yaml().load(path.read_text(encoding="utf-8"))
        edit(content)
        with path.open("w", encoding="utf-8") as out:
            _yaml().dump(content, out)

    def write(self, file: str, text: str) -> None:
        """Put other text into a file."""
        (self.folder / file).write_text(text, encoding="utf-8")

    def load(self) -> Pack:
        """Load the copy."""
        return load_pack(self.folder)

    def faults(self) -> tuple[Fault, ...]:
        """Return the faults of the copy; a sound one has none."""
        try:
            self.load()
        except PackContentError as error:
            return error.faults
        return ()


ENTRIES = "entries/few.yml"


def copy_of_pack(folder: Path) -> PackCopy:
    """Copy the shipped pack into a folder with two entries instead of hundreds, so that loading it is instant."""
    target = folder / "pack"
    shutil.copytree(DEFAULT_PACK, target, ignore=shutil.ignore_patterns("entries"))
    kept = [real_pack().entries["duty-team-when"], real_pack().entries["danger-999"]]
    records = [{**_plain(entry), "related": [other.id]} for entry, other in zip(kept, reversed(kept))]
    (target / "entries").mkdir()
    with (target / ENTRIES).open("w", encoding="utf-8") as out:
        head = {key: records[0][key] for key in ("authority", "checked", "check_again_by")}
        _yaml().dump({**head, "entries": records}, out)
    return PackCopy(target)


def _plain(entry: schema.Entry) -> dict[str, Any]:
    return entry.model_dump(exclude_none=True)


def _yaml() -> YAML:
    yaml = YAML(typ="safe")
    yaml.sort_base_mapping_type_on_output = False
    yaml.representer.add_representer(tuple, lambda r, value: r.represent_list(value))
    return yaml


# ----- what was understood


def finding(indicator: str, probability: float = CLEAR, evidence: str = "", start: int = 0, **more: Any) -> Finding:
    """Return a finding; its end follows from its evidence."""
    return Finding(indicator, probability, evidence, start, start + len(evidence), **more)


def found(*indicators: str, probability: float = CLEAR) -> tuple[Finding, ...]:
    """Return a finding for each indicator."""
    return tuple(finding(indicator, probability) for indicator in indicators)


def reading(*findings: Finding, concern: float = 0.9, **facts: Any) -> Reading:
    """Return a reading of a message that is plainly a concern."""
    return Reading(findings=findings, concern=concern, **facts)


def aside(indicator: str, evidence: str, reason: Reason = Reason.NEGATED) -> SetAside:
    """Return a sign that was mentioned and does not count."""
    return SetAside(indicator, evidence, 0, len(evidence), reason)


# ----- replies


def composer(pack: Pack | None = None, now: datetime = OPEN) -> Composer:
    """Return what writes replies, with a clock that stands still."""
    return Composer(pack or steady_pack(), lambda: now)


def conversation(finder: EntryFinder | None = None, *, pack: Pack | None = None, now: datetime = OPEN) -> Conversation:
    """Return what answers turns, with a clock that stands still."""
    held = pack or steady_pack()
    return Conversation(held, composer(held, now), finder)


class FixedSearch:
    """A search that finds what it was told to; `asked` keeps what it was asked for."""

    def __init__(self, *hits: Hit) -> None:
        self._hits = list(hits)
        self.asked: list[tuple[str, Sequence[str] | None]] = []

    def search(self, query: str, *, top_k: int = 5, authorities: Sequence[str] | None = None) -> list[Hit]:
        """Return the hits, whatever the query."""
        self.asked.append((query, authorities))
        return self._hits[:top_k]


def finder(*entries: str, similarity: float = 0.9, **more: Any) -> EntryFinder:
    """Return what answers every question with these entries, the first one the best."""
    hits = [Hit(entry, 1.0, similarity, 10.0) for entry in entries]
    return EntryFinder(steady_pack(), FixedSearch(*hits), composer(), **more)


def said(reply: Reply) -> str:
    """Return every word of a reply that a person reads."""
    lines: list[str] = []
    for text in reply.replies:
        lines += [text.text, *(button.title for button in text.quick_replies)]
    if reply.assessment is not None:
        route = reply.assessment.route
        lines += [route.name, route.how, route.how_soon]
        lines += [item.label for item in (*reply.assessment.indicators, *reply.assessment.set_aside)]
    lines += [step.text for step in reply.steps]
    for item in _guidance(reply):
        lines += [item.title, item.text, item.authority, *item.differs]
    return "\n".join(lines)


def _guidance(reply: Reply) -> Iterable[Any]:
    for item in reply.guidance:
        yield item
        yield from item.related


# ----- Rasa


def tracker(
    text: str = "",
    *,
    intent: str = "",
    read: Reading | None = None,
    case: Case | None = None,
    channel: str = "gateway",
) -> Tracker:
    """Return Rasa's tracker as an action gets it after one message."""
    message: dict[str, Any] = {"text": text, "intent": {"name": intent}}
    if read is not None:
        message["reading"] = reading_to_record(read)
    slots = {"case": case_to_record(case) if case else None}
    events = [{"event": "user", "text": text, "input_channel": channel}]
    return Tracker("someone", slots, message, events, False, None, {}, "action_listen")


# ----- retrieval


class KeywordEncoder:
    """An encoder that counts words it knows, so that which text is nearest can be worked out by hand.

    Words it does not know count together in the last place.
    """

    def __init__(self, *words: str, fingerprint: str = "keywords") -> None:
        self._places = {word: place for place, word in enumerate(words)}
        self._fingerprint = fingerprint
        self.encoded: list[str] = []

    @property
    def dimension(self) -> int:
        return len(self._places) + 1

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded += texts
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()):
                vectors[row, self._places.get(word, -1)] += 1.0
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / np.where(norms == 0.0, 1.0, norms)
