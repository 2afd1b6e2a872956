"""Entries of a pack as passages to search, and hits as guidance to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.content import schema
from bot.content.pack import Pack
from bot.reply import shape
from bot.reply.compose import Composer
from bot.retrieval.passage import Hit, Passage


class Search(Protocol):
    """Finds passages; `bot.retrieval.search.PassageSearch` is the real one."""

    def search(self, query: str, *, top_k: int = 5, authorities: Sequence[str] | None = None) -> list[Hit]: ...


@dataclass(frozen=True)
class HeldCut:
    """From which similarity and which shared words on an entry is taken to answer; found by measuring."""

    similarity: float = 0.5
    doubtful_similarity: float = 0.42
    overlap: float = 6.0


def passages_of(pack: Pack, on: date) -> list[Passage]:
    """Return the entries in force as passages."""
    return [_passage(entry) for entry in pack.entries_in_force(on)]


def _passage(entry: schema.Entry) -> Passage:
    views = (entry.title, *entry.questions, entry.answer)
    words = " ".join((entry.title, entry.title, *entry.keywords, *entry.questions, entry.answer))
    return Passage(entry.id, views, words, entry.authority, entry.kind)


class EntryFinder:
    """Answers a question with an entry, or says that none is held."""

    def __init__(self, pack: Pack, search: Search, composer: Composer, cut: HeldCut | None = None) -> None:
        self._pack = pack
        self._search = search
        self._composer = composer
        self._cut = cut or HeldCut()
        self._own = [authority.id for authority in pack.about.authorities if authority.own]
        self._neighbours = [authority for authority in pack.about.authorities if not authority.own]

    def find(self, question: str) -> shape.Guidance | None:
        """Return the entry that answers, with up to two that go with it, or None where the documents hold no answer."""
        hits = self._search.search(question, top_k=3, authorities=self._authorities(question))
        if not hits or not self._held(hits[0]):
            return None
        best = self._pack.entries[hits[0].passage_id]
        named = [self._pack.entries[other] for other in best.related if other in self._pack.entries]
        found = [self._pack.entries[hit.passage_id] for hit in hits[1:]]
        related = list({entry.id: entry for entry in (*found, *named) if entry.id != best.id}.values())[:2]
        return self._guidance(best, hits[0], [self._guidance(entry, None, []) for entry in related])

    def _authorities(self, question: str) -> list[str]:
        """A neighbour's entries are searched only where the question names the neighbour."""
        asked = question.lower().replace("north east lincolnshire", "").replace("north east lincs", "")
        named = [
            authority.id
            for authority in self._neighbours
            if "north linc" in asked or authority.id.replace("-", " ") in asked or "neighbour" in asked
        ]
        return named or self._own

    def _held(self, hit: Hit) -> bool:
        cut = self._cut
        return hit.similarity >= cut.similarity or (
            hit.similarity >= cut.doubtful_similarity and hit.overlap >= cut.overlap
        )

    def _guidance(self, entry: schema.Entry, hit: Hit | None, related: list[shape.Guidance]) -> shape.Guidance:
        return shape.Guidance(
            id=entry.id,
            title=entry.title,
            text=self._composer.wording.fill_entry(entry.answer),
            score=round(max(0.0, hit.similarity), 3) if hit else 0.0,
            authority=self._pack.authority(entry.authority).name,
            differs=[f"{self._pack.sources[d.document].title} {d.says}." for d in entry.differs],
            source=self._composer.source(entry.sources[0]),
            related=related,
        )
