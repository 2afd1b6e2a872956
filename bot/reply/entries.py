"""Entries of a pack as passages to search, and hits as guidance to show."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.content import schema
from bot.content.pack import Pack
from bot.reply import shape
from bot.reply.compose import Composer
from bot.reply.excerpts import ExcerptFinder, is_excerpt
from bot.retrieval.passage import Hit, Passage

# The kind of entries which say that the documents do not hold an answer.
NOT_HELD = "not_held"


class Search(Protocol):
    """Finds passages; `bot.retrieval.search.PassageSearch` is the real one."""

    def search(self, query: str, *, top_k: int = 5, authorities: Sequence[str] | None = None) -> list[Hit]: ...


@dataclass(frozen=True)
class HeldCut:
    """From which similarity and which shared words on an entry is taken to answer, and from which similarity on it does
    so even where the question seemed to be about something else; found by measuring."""

    similarity: float = 0.6
    doubtful_similarity: float = 0.5
    overlap: float = 6.5
    sure_similarity: float = 0.8


@dataclass(frozen=True)
class Ranked:
    """The best entries for a question, best first. `near` is whether the first is near enough to be shown at all, and
    `answered` whether it then answers: an entry may say that the documents hold no answer."""

    hits: tuple[Hit, ...]
    near: bool
    answered: bool


def passages_of(pack: Pack, on: date) -> list[Passage]:
    """Return the entries in force as passages."""
    return [_passage(entry) for entry in pack.entries_in_force(on)]


def _passage(entry: schema.Entry) -> Passage:
    views = (entry.title, *entry.questions, entry.answer)
    words = " ".join((entry.title, entry.title, *entry.keywords, *entry.questions, entry.answer))
    own = " ".join((entry.title, *entry.keywords, entry.answer))
    return Passage(entry.id, views, words, entry.authority, entry.kind, own)


class EntryFinder:
    """Answers a question with an entry, with a quotation where no entry answers, or says that none is held.

    `today` gives the day on which entries must be in force: the index may be older than that.
    """

    def __init__(
        self,
        pack: Pack,
        search: Search,
        composer: Composer,
        cut: HeldCut | None = None,
        today: Callable[[], date] = date.today,
        excerpts: ExcerptFinder | None = None,
    ) -> None:
        self._pack = pack
        self._search = search
        self._composer = composer
        self._cut = cut or HeldCut()
        self._today = today
        self._excerpts = excerpts
        self._own = [authority.id for authority in pack.about.authorities if authority.own]
        neighbours = [authority for authority in pack.about.authorities if not authority.own]
        self._neighbours = [authority.id for authority in neighbours]
        self._places = [place for authority in neighbours for place in authority.places]

    def ranked(self, question: str) -> Ranked:
        """Return the three best entries for a question, and whether the first is taken to answer it."""
        in_force = {entry.id for entry in self._pack.entries_in_force(self._today())}
        found = self._search.search(question, top_k=3, authorities=self._authorities(question))
        hits = tuple(hit for hit in found if not is_excerpt(hit.passage_id) and hit.passage_id in in_force)
        near = bool(hits) and self._held(hits[0])
        return Ranked(hits, near, near and self._pack.entries[hits[0].passage_id].kind != NOT_HELD)

    def surely_answers(self, question: str) -> bool:
        """Return whether an entry is so near to a question that it answers it, whatever the question seemed to be."""
        ranked = self.ranked(question)
        return ranked.answered and ranked.hits[0].similarity >= self._cut.sure_similarity

    def find(self, question: str) -> shape.Guidance | None:
        """Return the entry that answers, with up to two that go with it, or None where the documents hold no answer.

        A quotation stands under an entry that answers, and alone only where none does: where no entry is near, or
        where the nearest one says that nothing is held and the quotation is nearer than that.
        """
        ranked = self.ranked(question)
        if not ranked.near:
            return self._quotation(question)
        if not ranked.answered:
            quotation = self._quotation(question)
            if quotation is not None and quotation.score > ranked.hits[0].similarity:
                return quotation
        held = {entry.id: entry for entry in self._pack.entries_in_force(self._today())}
        best, *others = (held[hit.passage_id] for hit in ranked.hits)
        named = [held[other] for other in best.related if other in held]
        related = list({entry.id: entry for entry in (*others, *named) if entry.id != best.id}.values())[:2]
        beside = [self._guidance(entry, None, []) for entry in related]
        if ranked.answered and self._excerpts is not None:
            quotation = self._excerpts.beside(question, self._authorities(question))
            beside += [quotation] if quotation is not None else []
        return self._guidance(best, ranked.hits[0], beside)

    def _quotation(self, question: str) -> shape.Guidance | None:
        return self._excerpts.answer(question, self._authorities(question)) if self._excerpts is not None else None

    def _authorities(self, question: str) -> list[str]:
        """A neighbour's entries are searched only where the question names the neighbour, or what only
        it has."""
        asked = question.lower().replace("north east lincolnshire", "").replace("north east lincs", "")
        named = [name for name in self._neighbours if "north linc" in asked or name.replace("-", " ") in asked]
        if named:
            return named
        if (
            "neighbour" in asked
            or "next door" in asked
            or any(re.search(rf"\b{re.escape(place)}\b", asked) for place in self._places)
        ):
            # The council next door, somebody in the street, a child who lives there: our own guidance stays in sight.
            return [*self._own, *self._neighbours]
        return self._own

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
            held=entry.kind != NOT_HELD,
            related=related,
        )
