"""A masked text is read in ordinary words, and what is found in those is found again in the masked text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.masking import MARKERS
from bot.language.neutral_words import neutral

_WORDS = ["mum", "Dad", "the boy", "(", ")", ",", ".", "and", "with", "called", "'s", "s", "é", "hit"]
_PIECES = [*_WORDS, *MARKERS.values()]
_masked = st.lists(st.sampled_from(_PIECES), max_size=14).flatmap(
    lambda pieces: st.lists(st.sampled_from(["", " "]), min_size=len(pieces), max_size=len(pieces)).map(
        lambda gaps: "".join(piece + gap for piece, gap in zip(pieces, gaps))
    )
)


@pytest.mark.parametrize(
    ("masked", "read"),
    [
        ("[name] came in hungry", "They came in hungry"),
        ("i think [name] is scared of his dad", "i think they is scared of his dad"),
        ("[name]'s mum was drunk", "Their mum was drunk"),
        ("[name]s mum was drunk", "Their mum was drunk"),
        ("mum [name] was drunk", "mum was drunk"),
        ("mum, [name], was drunk", "mum was drunk"),
        ("Mum ([name]) was drunk", "Mum was drunk"),
        ("mum [name]'s partner hit him", "mum's partner hit him"),
        ("he left [name] alone. [name] was cold", "he left them alone. They was cold"),
        ("[name] and [name] are left alone", "They are left alone"),
        ("a boy called [name] is missing", "a boy is missing"),
        ("lives at [address], [postcode]", "lives at an address, a postcode"),
        ("goes to [school], dob [date of birth]", "goes to school, dob a date"),
        ("nothing to hide (or [so])", "nothing to hide (or [so])"),
        ("", ""),
    ],
)
def test_markers_become_words_of_the_same_meaning(masked: str, read: str) -> None:
    """Names become pronouns or go where the role says it all; other markers become a noun."""
    assert neutral(masked).text == read


def test_every_type_has_words() -> None:
    """No marker is left in what is read."""
    read = neutral(" ; ".join(MARKERS.values())).text

    assert "[" not in read


def test_words_found_are_found_again_in_the_masked_text() -> None:
    """Offsets of the neutral text lead back to the same words."""
    masked = "mum [name] rang, [name]'s arm is bruised and he lives at [address]"
    read = neutral(masked)
    start = read.text.index("arm is bruised")

    found = read.back(start, start + len("arm is bruised"))

    assert masked[slice(*found)] == "arm is bruised"


def test_a_find_inside_put_in_words_takes_the_whole_marker() -> None:
    """No marker is cut in two."""
    masked = "he lives at [address] now"
    read = neutral(masked)
    start = read.text.index("address")

    assert masked[slice(*read.back(start, start + 3))] == "[address]"


@given(masked=_masked)
def test_every_stretch_leads_back_to_one_in_order(masked: str) -> None:
    """Whatever is found, its offsets fit the masked text, cut no marker, and unchanged words come back as they are."""
    read = neutral(masked)
    marks = [(masked.index(marker), marker) for marker in MARKERS.values() if marker in masked]

    for start in range(len(read.text) + 1):
        for end in range(start, len(read.text) + 1):
            first, last = read.back(start, end)
            assert 0 <= first <= last <= len(masked)
            if not any(one.start < end and start < one.end or start <= one.start <= end for one in read.changed):
                assert masked[first:last] == read.text[start:end]
            for at, marker in marks:
                assert not at < first < at + len(marker) and not at < last < at + len(marker)


@given(plain=st.text(alphabet=st.characters(blacklist_characters="[]"), max_size=80))
def test_a_text_without_markers_is_read_as_it_is(plain: str) -> None:
    """Nothing is changed where nothing was masked."""
    read = neutral(plain)

    assert read.text == plain
    assert read.changed == ()
