"""Sentences and clauses, and where each stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given

from bot.language.clauses import Span, clauses, sentences
from tests.strategies import messages


@pytest.mark.parametrize(
    ("message", "pieces"),
    [
        pytest.param("He has bruises on both arms", ["He has bruises on both arms"], id="one-clause"),
        pytest.param(
            "He has bruises on both arms. Mum says he fell.",
            ["He has bruises on both arms.", "Mum says he fell."],
            id="two-sentences",
        ),
        pytest.param(
            "She is always hungry and her coat is too small",
            ["She is always hungry", "and her coat is too small"],
            id="and",
        ),
        pytest.param(
            "Dad shouts at mum but he never hits the children",
            ["Dad shouts at mum", "but he never hits the children"],
            id="but",
        ),
        pytest.param(
            "no injuries seen, he is left alone at night; mum works late",
            ["no injuries seen", "he is left alone at night", "mum works late"],
            id="comma-and-semicolon",
        ),
        pytest.param(
            "left alone at night - no food in the house",
            ["left alone at night -", "no food in the house"],
            id="dash",
        ),
        pytest.param(
            "left alone at night\nno food in the house",
            ["left alone at night", "no food in the house"],
            id="line-break",
        ),
        pytest.param("mum and dad argue a lot", ["mum and dad argue a lot"], id="a-small-piece-stays"),
        pytest.param("he said yes, maybe", ["he said yes, maybe"], id="a-small-end-stays"),
        pytest.param("", [], id="nothing"),
        pytest.param(" \n\t ,;", [], id="nothing-but-signs"),
    ],
)
def test_a_message_is_cut_where_a_new_thought_begins(message: str, pieces: list[str]) -> None:
    """Clauses end at full stops, breaks and joining words that have something on both sides."""
    assert [clause.text for clause in clauses(message)] == pieces


def test_a_well_worn_hyphen_is_no_break() -> None:
    """A hyphen inside a word joins, it does not cut."""
    assert len(clauses("a six-year-old boy is left alone every evening")) == 1


@given(message=messages())
@pytest.mark.parametrize("cut", [sentences, clauses])
def test_offsets_fit_the_text(cut: Callable[[str], tuple[Span, ...]], message: str) -> None:
    """Every piece is the text at its offsets, in order, without overlap and without white space at its ends."""
    end = 0
    for span in cut(message):
        assert message[span.start : span.end] == span.text
        assert span.text == span.text.strip(" \t\n,;")
        assert span.text
        assert span.start >= end
        end = span.end


@given(message=messages())
def test_no_word_is_lost(message: str) -> None:
    """Whatever is written stands in some clause, so that no sign can fall between two of them."""
    kept = "".join(clause.text for clause in clauses(message))

    assert [sign for sign in kept if sign.isalnum()] == [sign for sign in message if sign.isalnum()]


@given(message=messages())
def test_every_clause_lies_in_one_sentence(message: str) -> None:
    """A clause never reaches over the end of a sentence."""
    bounds = [(sentence.start, sentence.end) for sentence in sentences(message)]

    for clause in clauses(message):
        assert any(start <= clause.start and clause.end <= end for start, end in bounds)
