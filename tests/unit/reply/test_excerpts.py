"""Excerpts of imported documents: quoted word for word, marked, and never before a reviewed entry that answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from bot.advice.case import Case
from bot.content.importing.document import Document, Excerpt
from bot.reply.entries import EntryFinder
from bot.reply.excerpts import ExcerptFinder, excerpt_passages
from bot.reply.indexing import all_passages, finder_of
from bot.reply.turn import Conversation
from bot.retrieval.passage import Hit
from bot.retrieval.store import StoredIndex
from tests import builders
from tests.builders import FixedSearch, KeywordEncoder, composer, reading, steady_pack

ENTRY = "duty-team-when"
DOCUMENT = Document(
    id="thresholds-0123456789",
    title="Local thresholds",
    authority="north-east-lincolnshire",
    date="March 2024",
    kind="policy",
    file="a.pdf",
    sha256="0" * 64,
    passages=(
        Excerpt(n=1, section="4. Timescales", page=7, text="An assessment ends within 45 working days."),
        Excerpt(n=2, section="", page=None, text="Ring 01724 296500."),
    ),
)
FIRST, SECOND = "doc:thresholds-0123456789:1", "doc:thresholds-0123456789:2"


class PlainSearch(FixedSearch):
    """A search that keeps to the filter by authority, as the real one does."""

    def __init__(self, *hits: Hit, authority: str = "north-east-lincolnshire") -> None:
        super().__init__(*hits)
        self._authority = authority

    def search(self, query: str, *, top_k: int = 5, authorities: Sequence[str] | None = None) -> list[Hit]:
        found = super().search(query, top_k=top_k, authorities=authorities)
        return found if authorities is None or self._authority in authorities else []


def finder(
    *entries: Hit, excerpts: tuple[Hit, ...] = (Hit(FIRST, 1.0, 0.8, 5.0),), document: Document = DOCUMENT
) -> EntryFinder:
    quotes = ExcerptFinder(steady_pack(), PlainSearch(*excerpts, authority=document.authority), [document])
    return EntryFinder(steady_pack(), FixedSearch(*entries), composer(), excerpts=quotes)


def not_held() -> str:
    return next(entry.id for entry in steady_pack().entries.values() if entry.kind == "not_held")


def test_an_excerpt_answers_where_no_entry_does() -> None:
    """It is word for word, marked as quoted, with document, section, page and date."""
    found = finder().find("how long may an assessment take")

    assert found is not None
    assert (found.id, found.quoted, found.page) == (FIRST, True, 7)
    assert found.text == "An assessment ends within 45 working days."
    assert found.source.model_dump() == {
        "document": "Local thresholds",
        "section": "4. Timescales, page 7",
        "date": "March 2024",
    }


def test_a_reviewed_entry_that_answers_goes_before_an_excerpt() -> None:
    """However near the excerpt is, it stands under the entry."""
    found = finder(Hit(ENTRY, 1.0, 0.65, 0.0), excerpts=(Hit(FIRST, 1.0, 0.99, 50.0),)).find("when do I ring")

    assert found is not None
    assert (found.id, found.quoted) == (ENTRY, False)
    assert found.related[-1].id == FIRST
    assert all(not entry.quoted for entry in found.related[:-1])


def test_an_excerpt_goes_before_an_entry_that_holds_no_answer_only_where_it_is_nearer() -> None:
    """An entry that says "not held" was reviewed; a vaguer quotation must not take its place."""
    nearer = finder(Hit(not_held(), 1.0, 0.6, 0.0), excerpts=(Hit(FIRST, 1.0, 0.8, 0.0),)).find("a question")
    vaguer = finder(Hit(not_held(), 1.0, 0.7, 0.0), excerpts=(Hit(FIRST, 1.0, 0.6, 0.0),)).find("a question")

    assert nearer is not None and nearer.id == FIRST
    assert vaguer is not None and vaguer.id == not_held()


def test_an_excerpt_that_is_not_near_answers_nothing() -> None:
    """Better no answer than a wrong one."""
    assert finder(excerpts=(Hit(FIRST, 1.0, 0.4, 90.0),)).find("a question") is None


def test_an_excerpt_of_a_neighbour_is_found_only_where_the_neighbour_is_named() -> None:
    """The same filter holds as for entries."""
    theirs = DOCUMENT.model_copy(update={"authority": "north-lincolnshire"})

    assert finder(document=theirs).find("how long may an assessment take") is None
    found = finder(document=theirs).find("how long may an assessment take in North Lincolnshire")
    assert found is not None and "neighbouring" in found.authority


@pytest.mark.parametrize("hit", [FIRST, "doc:gone-0000000000:3", "doc:", "doc:x"])
def test_excerpts_among_the_hits_for_entries_are_passed_over(hit: str) -> None:
    """One search over everything, or an index older than the documents, stops nothing."""
    found = EntryFinder(
        steady_pack(), FixedSearch(Hit(hit, 1.0, 0.9, 9.0), Hit(ENTRY, 0.9, 0.8, 9.0)), composer()
    ).find("when do I ring")

    assert found is not None and found.id == ENTRY


def test_a_hit_whose_document_is_gone_is_passed_over() -> None:
    """The next one is quoted."""
    hits = (Hit("doc:gone-0000000000:3", 1.0, 0.9, 9.0), Hit(FIRST, 0.9, 0.8, 9.0))
    found = finder(excerpts=hits).find("a question")

    assert found is not None and found.id == FIRST


def test_strange_numbers_are_neither_indexed_nor_quoted() -> None:
    """Not even where an older index still holds them."""
    assert [p.id for p in excerpt_passages([DOCUMENT], steady_pack())] == [FIRST]
    assert finder(excerpts=(Hit(SECOND, 1.0, 0.9, 9.0),)).find("a question") is None


def test_documents_of_an_unknown_authority_are_not_indexed() -> None:
    """Whose words they are could not be said."""
    assert excerpt_passages([DOCUMENT.model_copy(update={"authority": "elsewhere"})], steady_pack()) == []


def test_a_quotation_is_marked_in_the_words_of_the_reply() -> None:
    """Quotation marks, and a line that says where it is from and that it is quoted; the contacts come last."""
    found = finder().find("a question")
    assert found is not None
    reply = composer().answer([found])

    assert reply.replies[0].text.startswith("“An assessment ends within 45 working days.”\nQuoted word for word from: ")
    assert "Local thresholds, 4. Timescales, page 7, March 2024" in reply.replies[0].text
    assert "01472 326292" in reply.replies[-1].text


def test_a_pack_without_the_sentence_for_quotations_still_answers() -> None:
    """The sentence for sources takes its place."""
    pack = steady_pack()
    words = pack.replies.model_copy(update={"answer": pack.replies.answer.model_copy(update={"quoted": None})})
    found = finder().find("a question")
    assert found is not None
    assert "Source: Local thresholds" in composer(replace(pack, replies=words)).answer([found]).replies[0].text


def test_an_excerpt_changes_no_route_level_or_contact() -> None:
    """The advice on a concern is the same with and without it; only the guidance part differs."""
    seen = reading(*builders.found("unexplained_injury"))
    message = "he has a bruise, and how long may an assessment take?"
    plain = builders.conversation().question(message, seen, Case()).reply
    quoting = Conversation(steady_pack(), composer(), finder()).question(message, seen, Case()).reply

    assert quoting.guidance and quoting.guidance[0].quoted
    assert quoting.model_copy(update={"guidance": []}) == plain


def test_entries_and_excerpts_are_searched_apart() -> None:
    """A document full of a question's words cannot push an entry aside, nor change its score."""
    loud = DOCUMENT.model_copy(update={"passages": (Excerpt(n=1, section="", page=None, text="duty team ring " * 20),)})
    question = "when do I ring the duty team"

    def ranked(*documents: Document) -> tuple[Hit, ...]:
        encoder = KeywordEncoder("duty", "team", "ring", "when")
        passages = all_passages(steady_pack(), documents, builders.OPEN.date())
        vectors = encoder.encode([view for passage in passages for view in passage.views])
        index = StoredIndex(tuple(passages), np.asarray(vectors))
        return finder_of(steady_pack(), index, documents, encoder, composer()).ranked(question).hits

    assert ranked(loud) == ranked()
