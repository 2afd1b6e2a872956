"""Search by meaning and by words, fused; the encoder counts words, so every order can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.passage import Hit, Passage
from bot.retrieval.search import Fusion, PassageSearch
from tests.builders import KeywordEncoder

ENCODER = KeywordEncoder("referral", "school", "board", "money", "home")
OURS, THEIRS = "ours", "theirs"
PASSAGES = (
    Passage("referral", ("referral",), "how to make a referral", OURS, "procedure"),
    Passage("school", ("school", "school home"), "attendance at school", OURS, "fact"),
    Passage("board", ("board",), "who chairs the board", THEIRS, "role"),
    Passage("money", ("money board",), "what the board spends", THEIRS, "fact"),
)


def found(hits: list[Hit]) -> list[str]:
    """Return the ids of hits, best first."""
    return [hit.passage_id for hit in hits]


def search(*passages: Passage, fusion: Fusion | None = None) -> PassageSearch:
    """Return a search over these passages, or over those above."""
    return PassageSearch(passages or PASSAGES, ENCODER, fusion)


def test_the_passage_that_is_nearest_and_shares_words_is_first() -> None:
    """Meaning and words together put the right passage first, the related one second."""
    hits = search().search("board", top_k=2)

    assert found(hits) == ["board", "money"]
    assert hits[0].score > hits[1].score
    assert hits[0].similarity == pytest.approx(1.0)
    assert hits[1].similarity == pytest.approx(0.5**0.5)
    assert hits[0].overlap > 0


def test_the_nearest_view_of_a_passage_counts() -> None:
    """A passage that can be asked for in several ways is as near as the nearest of them."""
    (best, *_) = search().search("school home")

    assert (best.passage_id, best.similarity) == ("school", pytest.approx(1.0))


def test_with_meaning_alone_words_do_not_count() -> None:
    """The share of meaning decides how much shared words weigh."""
    alike = Passage("alike", ("money",), "board board board")
    near = Passage("near", ("board",), "nothing shared")

    assert found(search(alike, near, fusion=Fusion(dense_share=1.0)).search("board"))[0] == "near"
    assert found(search(alike, near, fusion=Fusion(dense_share=0.0)).search("board"))[0] == "alike"


def test_equal_passages_come_in_their_order() -> None:
    """Ties are broken by the order of the passages, so that the same question has the same answer."""
    twins = [Passage(f"twin-{n}", ("board",), "board") for n in range(5)]

    assert found(search(*twins).search("board", top_k=3)) == ["twin-0", "twin-1", "twin-2"]


@pytest.mark.parametrize("query", ["", "   ", "\n\t"])
def test_an_empty_query_finds_nothing(query: str) -> None:
    """Nothing asked, nothing found."""
    assert search().search(query) == []


def test_no_passages_find_nothing() -> None:
    """A search over nothing gives an empty list."""
    assert PassageSearch([], ENCODER).search("board") == []


def test_fewer_passages_than_asked_for_are_not_padded() -> None:
    """There are never more hits than passages."""
    assert len(search().search("board", top_k=50)) == len(PASSAGES)
    assert len(search().search("board", top_k=1)) == 1


def test_a_filter_leaves_out_what_is_not_allowed() -> None:
    """Authorities and kinds filter, alone and together."""
    everything = search()

    assert set(found(everything.search("board", authorities=[OURS]))) == {"referral", "school"}
    assert set(found(everything.search("board", kinds=["fact"]))) == {"school", "money"}
    assert found(everything.search("board", authorities=[THEIRS], kinds=["fact"])) == ["money"]
    assert everything.search("board", authorities=["nobody"]) == []
    assert everything.search("board", kinds=[]) == []


def test_a_filter_finds_what_is_allowed_behind_many_that_are_not() -> None:
    """Passages that are not allowed take no places in the pool from one that is."""
    crowd = [Passage(f"crowd-{n}", ("board",), "board", THEIRS) for n in range(10)]
    ours = Passage("ours", ("school board",), "school", OURS)

    hits = search(*crowd, ours, fusion=Fusion(pool=2)).search("board", authorities=[OURS])

    assert found(hits) == ["ours"]
    assert hits[0].similarity == pytest.approx(0.5**0.5)


def test_vectors_made_before_are_used() -> None:
    """Passages that come with their vectors are not embedded again."""
    encoder = KeywordEncoder("referral", "school", "board", "money", "home")
    vectors = encoder.encode([view for passage in PASSAGES for view in passage.views])
    encoder.encoded.clear()

    found_with = PassageSearch(PASSAGES, encoder, vectors=vectors).search("board")

    assert encoder.encoded == ["board"]
    assert found_with == search().search("board")


@given(
    query=st.lists(
        st.sampled_from(["referral", "school", "board", "money", "home", "zebra", "the"]), min_size=1, max_size=5
    ),
    top_k=st.integers(1, 6),
    authorities=st.none() | st.sets(st.sampled_from([OURS, THEIRS])),
)
def test_hits_are_in_order_and_in_bounds(query: list[str], top_k: int, authorities: set[str] | None) -> None:
    """Whatever is asked, hits are allowed, at most so many, once each, best first, with cosines in their bounds."""
    hits = search().search(" ".join(query), top_k=top_k, authorities=authorities)

    allowed = {p.id for p in PASSAGES if authorities is None or p.authority in authorities}
    assert len(hits) == min(top_k, len(allowed))
    assert set(found(hits)) <= allowed
    assert len(set(found(hits))) == len(hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for hit in hits:
        assert -1 - 1e-6 <= hit.similarity <= 1 + 1e-6
        assert hit.overlap >= 0


def test_a_passage_with_one_word_for_meaning_and_none_shared_is_still_found() -> None:
    """A passage that is near in meaning alone is a hit, with no overlap."""
    (hit,) = search(Passage("near", ("board",), "chair of the panel")).search("board")

    assert (hit.passage_id, hit.overlap) == ("near", 0.0)
    assert np.isclose(hit.similarity, 1.0)


def test_the_words_of_a_passage_itself_count_apart_from_those_of_its_questions() -> None:
    """Of two passages that are alike, the one whose own text has the words comes first, if its share says so."""
    asked = Passage("asked", ("home",), "board money", own="nothing of it")
    says = Passage("says", ("home",), "board money", own="the board")

    assert found(search(asked, says).search("board")) == ["asked", "says"]
    assert found(search(asked, says, fusion=Fusion(own_share=0.2)).search("board")) == ["says", "asked"]


def test_a_question_that_is_listed_nearly_so_comes_first() -> None:
    """One view that says the same counts before several that are merely near, if that has a weight."""
    listed = Passage("listed", ("board", "home", "school"), "nothing")
    near = Passage("near", ("board money", "board home", "board school"), "nothing")

    assert found(search(listed, near).search("board")) == ["near", "listed"]
    assert found(search(listed, near, fusion=Fusion(sameness=6.0)).search("board")) == ["listed", "near"]
