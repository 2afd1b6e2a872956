"""Passages: one section each, short, cut at the ends of sentences, with every word kept."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.content.importing.block import Block
from bot.content.importing.passages import passages_of_blocks
from bot.content.importing.sentences import sentences
from tests.unit.content.importing.files import heading, text


def test_a_passage_stays_in_its_section() -> None:
    """Each passage has the heading above it and the page on which it begins."""
    found = passages_of_blocks([text("Before.", 1), heading("Referral"), text("One.", 2), text("Two.", 3)])

    assert [(p.n, p.section, p.page, p.text) for p in found] == [
        (1, "", 1, "Before."),
        (2, "Referral", 2, "One.\nTwo."),
    ]


def test_a_long_section_is_cut_at_the_end_of_a_sentence() -> None:
    """No passage has more words than the limit, and each ends with a sentence."""
    found = passages_of_blocks([heading("Long"), text("One two three four five. " * 100)])

    assert all(len(p.text.split()) <= 180 and p.text.endswith(".") for p in found)
    assert {p.section for p in found} == {"Long"}


def test_a_sentence_that_is_too_long_is_cut_at_a_pause() -> None:
    """A list in one sentence is cut where it pauses."""
    found = passages_of_blocks([text("one two three; four five six; seven eight nine.")], most_words=4)

    assert [p.text for p in found] == ["one two three;", "four five six;", "seven eight nine."]


def test_words_of_a_heading_with_nothing_under_it_are_kept_as_text() -> None:
    """A numbered list that was taken for headings loses nothing."""
    found = passages_of_blocks([heading("Steps"), heading("1. Talk to the child"), heading("2. Write it down")])

    assert [p.text for p in found] == ["Steps\n1. Talk to the child\n2. Write it down"]


def test_a_heading_over_a_heading_is_no_text() -> None:
    """The heading of a chapter stands over the headings of its sections."""
    found = passages_of_blocks([heading("Chapter"), heading("Section", 2), text("Words.")])

    assert [(p.section, p.text) for p in found] == [("Section", "Words.")]


def test_short_forms_end_no_sentence() -> None:
    """A full stop after e.g., Dr or the number of an item ends nothing."""
    assert sentences("Tell Dr. Jones, e.g. Monday. Then wait. 6. Ring them.") == [
        "Tell Dr. Jones, e.g. Monday.",
        "Then wait.",
        "6. Ring them.",
    ]


@given(
    st.lists(
        st.builds(
            Block,
            text=st.text(alphabet="ab .;,A1", min_size=1, max_size=80).map(lambda s: s.strip() or "x"),
            level=st.integers(0, 2),
            page=st.none(),
        ),
        max_size=20,
    )
)
def test_no_word_of_a_paragraph_is_lost_or_moved(blocks: list[Block]) -> None:
    """Whatever the blocks, their words come out in order, and none twice."""
    found = passages_of_blocks(blocks, most_words=7)
    words = [word for p in found for word in p.text.split()]
    wanted = [word for block in blocks if not block.level for word in block.text.split()]

    rest = iter(words)
    assert all(word in rest for word in wanted)
    assert all(len(p.text.split()) <= 7 for p in found)
