"""Imported documents as passages to search, and the passages found as quotations.

A quotation is word for word, marked as one, and goes after every reviewed entry that answers. It has no say in level,
route or contacts: those are decided without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.content.importing.document import EXCERPT_PREFIX, Document, Excerpt
from bot.content.importing.editions import superseded
from bot.content.importing.views import views_of
from bot.content.importing.withheld import withheld_because
from bot.content.pack import Pack
from bot.reply import shape
from bot.retrieval.passage import Hit, Passage

EXCERPT = "excerpt"


class Search(Protocol):
    """Finds passages; `bot.retrieval.search.PassageSearch` is the real one."""

    def search(self, query: str, *, top_k: int = 5, authorities: Sequence[str] | None = None) -> list[Hit]: ...


@dataclass(frozen=True)
class QuoteCut:
    """From which similarity on a passage is quoted as an answer, and beside an entry that answers.

    Chosen on tests/development/quotations.jsonl, tried on tests/eval/quotations.jsonl: docs/decisions/0007-search.md.
    """

    answer: float = 0.6
    beside: float = 0.65


def excerpt_passages(documents: Iterable[Document], pack: Pack) -> list[Passage]:
    """Return the passages that may be quoted: none of an authority that the pack does not name, nor of a document that
    has a newer edition."""
    known = {authority.id for authority in pack.about.authorities}
    return [
        _passage(document, excerpt)
        for document in _newest(documents)
        if document.authority in known
        for excerpt in document.passages
        if withheld_because(excerpt.text, pack) is None
    ]


def _newest(documents: Iterable[Document]) -> list[Document]:
    held = list(documents)
    older = superseded(held)
    return [document for document in held if document.id not in older]


def is_excerpt(passage_id: str) -> bool:
    """Return whether an id is that of an excerpt."""
    return passage_id.startswith(EXCERPT_PREFIX)


def _passage(document: Document, excerpt: Excerpt) -> Passage:
    views = views_of(excerpt.section, excerpt.text)
    words = " ".join((document.title, excerpt.section, excerpt.text))
    return Passage(document.excerpt_id(excerpt), views, words, document.authority, EXCERPT)


class ExcerptFinder:
    """Finds the passage of an imported document to quote."""

    def __init__(self, pack: Pack, search: Search, documents: Iterable[Document], cut: QuoteCut | None = None) -> None:
        self._pack = pack
        self._search = search
        self._cut = cut or QuoteCut()
        self._held: Mapping[str, tuple[Document, Excerpt]] = {
            document.excerpt_id(excerpt): (document, excerpt)
            for document in _newest(documents)
            for excerpt in document.passages
        }

    def answer(self, question: str, authorities: Sequence[str]) -> shape.Guidance | None:
        """Return the passage to quote as an answer, or None where none is near enough."""
        return self._find(question, authorities, self._cut.answer)

    def beside(self, question: str, authorities: Sequence[str]) -> shape.Guidance | None:
        """Return the passage to show under an entry that answers, or None."""
        return self._find(question, authorities, self._cut.beside)

    def _find(self, question: str, authorities: Sequence[str], cut: float) -> shape.Guidance | None:
        hits = self._search.search(question, top_k=5, authorities=authorities)
        # The best alone: what the search puts second because fewer words fit is more often beside the point.
        best = next((hit for hit in hits if hit.passage_id in self._held), None)
        if best is None or best.similarity < cut:
            return None
        return self._quotation(*self._held[best.passage_id], best)

    def _quotation(self, document: Document, excerpt: Excerpt, hit: Hit) -> shape.Guidance | None:
        authorities = {authority.id: authority.name for authority in self._pack.about.authorities}
        # The index may be older than the pack: a number may have left the contacts since.
        if document.authority not in authorities or withheld_because(excerpt.text, self._pack) is not None:
            return None
        return shape.Guidance(
            id=hit.passage_id,
            title=re.sub(r"\s+", " ", excerpt.section) or document.title,
            text=excerpt.text,
            score=round(max(0.0, min(1.0, hit.similarity)), 3),
            authority=authorities[document.authority],
            differs=[],
            source=shape.Source(document=document.title, section=document.place(excerpt), date=document.date),
            quoted=True,
            page=excerpt.page,
        )
