"""Entries as passages, and hits as guidance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.content.pack import Pack
from bot.reply.entries import EntryFinder, HeldCut, passages_of
from bot.retrieval.passage import Hit
from bot.retrieval.search import PassageSearch
from tests.builders import FixedSearch, KeywordEncoder, composer, finder, real_pack, steady_pack

TODAY = date(2026, 11, 25)
OWN = ["north-east-lincolnshire", "national"]
NEIGHBOUR = "north-lincolnshire"
WHEN, DANGER = "duty-team-when", "danger-999"
HELD = next(e.id for e in real_pack().entries.values() if e.differs and e.kind != "not_held" and e.authority in OWN)


def pack_with(**changes: dict[str, object]) -> Pack:
    """Return the pack with some fields of some entries changed; the ids are written with underscores."""
    entries = dict(steady_pack().entries)
    for name, fields in changes.items():
        entry_id = name.replace("_", "-")
        entries[entry_id] = entries[entry_id].model_copy(update=fields)
    return replace(steady_pack(), entries=entries)


def hit(entry: str, similarity: float = 0.9, overlap: float = 0.0) -> Hit:
    """Return a hit for an entry."""
    return Hit(entry, 1.0, similarity, overlap)


def test_an_entry_can_be_asked_for_by_title_questions_and_answer() -> None:
    """A passage has every wording of an entry as a view, and its keywords as words."""
    entry = real_pack().entries[WHEN]

    (passage,) = (one for one in passages_of(real_pack(), TODAY) if one.id == WHEN)

    assert passage.views == (entry.title, *entry.questions, entry.answer)
    assert all(word in passage.lexical for word in entry.keywords)
    assert (passage.authority, passage.kind) == (entry.authority, entry.kind)


def test_only_entries_in_force_are_passages() -> None:
    """An entry that is not in force yet is not searched."""
    pack = pack_with(duty_team_when={"in_force_from": date(2026, 12, 1)})

    assert WHEN not in {one.id for one in passages_of(pack, TODAY)}
    assert WHEN in {one.id for one in passages_of(pack, date(2026, 12, 1))}


def test_the_best_entry_answers_word_for_word_with_its_source() -> None:
    """Guidance is the entry as it was reviewed, with document, section and date."""
    entry = real_pack().entries[WHEN]
    source = real_pack().sources[entry.sources[0].document]

    found = finder(WHEN, similarity=0.8765).find("when do i ring")

    assert found is not None
    assert (found.id, found.title, found.text) == (WHEN, entry.title, entry.answer.strip())
    assert (found.source.document, found.source.section, found.source.date) == (
        source.title,
        entry.sources[0].section,
        source.date,
    )
    assert (found.score, found.authority) == (0.876, "North East Lincolnshire")


def test_what_another_document_says_is_told() -> None:
    """Where documents differ, the entry says which one and how."""
    found = finder(HELD).find("what")

    assert found is not None
    expected = real_pack().entries[HELD].differs
    assert found.differs == [f"{real_pack().sources[one.document].title} {one.says}." for one in expected]


@pytest.mark.parametrize(
    ("similarity", "overlap", "is_held"),
    [
        pytest.param(0.50, 0.0, True, id="near-enough"),
        pytest.param(0.49, 0.0, False, id="not-near-enough"),
        pytest.param(0.42, 6.0, True, id="less-near-with-shared-words"),
        pytest.param(0.42, 5.9, False, id="too-few-shared-words"),
        pytest.param(0.41, 50.0, False, id="words-alone-do-not-answer"),
    ],
)
def test_an_entry_answers_only_where_it_is_near_enough(similarity: float, overlap: float, is_held: bool) -> None:
    """Below the cut the documents are taken not to hold an answer."""
    cut = HeldCut(similarity=0.5, doubtful_similarity=0.42, overlap=6.0)
    search = FixedSearch(hit(WHEN, similarity, overlap))

    assert (EntryFinder(steady_pack(), search, composer(), cut).find("x") is not None) is is_held


def test_nothing_found_is_no_answer() -> None:
    """Without a hit there is no guidance."""
    assert finder().find("anything") is None


def test_up_to_two_entries_go_with_the_answer() -> None:
    """The next hits come before the entries that an editor named, none of them twice and not the answer itself."""
    related = real_pack().entries[WHEN].related
    found = finder(WHEN, DANGER).find("when")
    alone = finder(WHEN).find("when")

    assert found is not None and alone is not None
    assert [one.id for one in found.related] == [DANGER, *(one for one in related if one != DANGER)][:2]
    assert [one.id for one in alone.related] == list(related[:2])
    assert all(one.score == 0.0 and one.related == [] for one in alone.related)


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"in_force_from": date(2026, 12, 1)}, id="not-yet"),
        pytest.param({"in_force_until": date(2026, 11, 1)}, id="no-longer"),
    ],
)
def test_an_entry_out_of_force_is_never_shown(fields: dict[str, object]) -> None:
    """An index that is older than today shows neither tomorrow's entry nor yesterday's, as answer or beside one."""
    pack = pack_with(danger_999=fields, duty_team_when={"related": (DANGER,)})

    answer = EntryFinder(pack, FixedSearch(hit(DANGER)), composer(pack), today=lambda: TODAY).find("x")
    beside = EntryFinder(pack, FixedSearch(hit(WHEN), hit(DANGER)), composer(pack), today=lambda: TODAY).find("x")

    assert answer is None
    assert beside is not None
    assert beside.related == []


def test_an_entry_that_the_pack_has_dropped_is_not_shown() -> None:
    """An index that is older than the pack stops no answer."""
    found = finder("dropped", WHEN).find("x")

    assert found is not None
    assert found.id == WHEN


@pytest.mark.parametrize(
    ("question", "authorities"),
    [
        pytest.param("how do i refer", OWN, id="our-own"),
        pytest.param("how do i refer in north east lincolnshire", OWN, id="our-own-by-name"),
        pytest.param("who decides in North East Lincs", OWN, id="our-own-in-short"),
        pytest.param("how quick is North Lincolnshire", [NEIGHBOUR], id="the-neighbour-by-name"),
        pytest.param("how quick are they in north lincs", [NEIGHBOUR], id="the-neighbour-in-short"),
        pytest.param("north east lincolnshire or north lincolnshire?", [NEIGHBOUR], id="both-by-name"),
        pytest.param("the neighbour rang us, do i need consent", [*OWN, NEIGHBOUR], id="a-neighbour-in-the-street"),
        pytest.param("a kid lives in Scunthorpe, who do i ring", [*OWN, NEIGHBOUR], id="a-place-there"),
        pytest.param("her name is briggs", OWN, id="a-name-that-begins-like-a-place"),
        pytest.param("does the neighbouring council use it", [*OWN, NEIGHBOUR], id="the-neighbouring-council"),
    ],
)
def test_a_neighbour_s_entries_are_searched_only_where_the_question_may_mean_them(
    question: str, authorities: list[str]
) -> None:
    """Our own guidance is left out only where the neighbour is named, the neighbour's where nothing hints at it."""
    search = FixedSearch(hit(WHEN))

    EntryFinder(steady_pack(), search, composer()).find(question)

    assert search.asked == [(question, authorities)]


def test_a_neighbour_s_entry_says_whose_it_is() -> None:
    """Guidance of another authority carries its name."""
    entry = next(one for one in real_pack().entries.values() if one.authority == NEIGHBOUR)

    found = finder(entry.id).find("north lincs")

    assert found is not None
    assert found.authority == "North Lincolnshire (a neighbouring council)"


def test_every_entry_is_found_by_its_own_title() -> None:
    """With words alone to go by, the real search puts an entry first when asked for its title."""
    words = sorted({word for entry in real_pack().entries.values() for word in entry.title.lower().split()})
    encoder = KeywordEncoder(*words)
    passages = passages_of(real_pack(), TODAY)
    search = PassageSearch(passages, encoder)

    for entry in list(real_pack().entries.values())[::25]:
        hits = search.search(entry.title, top_k=3, authorities=[entry.authority])
        assert entry.id in {one.passage_id for one in hits}, entry.id
