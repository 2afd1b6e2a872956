"""Matching words."""

from __future__ import annotations

import logging

import pytest

from bot.retrieval.lexical import LexicalIndex

TEXTS = ["how to make a referral", "school attendance and referrals", "who chairs the board"]


def test_a_text_that_shares_a_word_scores_and_the_others_do_not() -> None:
    """Only texts with a word of the query have a score above 0."""
    scores = LexicalIndex(TEXTS).scores("board")

    assert scores[2] > 0
    assert scores[:2].tolist() == [0.0, 0.0]


def test_words_match_by_their_stems() -> None:
    """Another form of a word is the same word."""
    scores = LexicalIndex(TEXTS).scores("REFERRALS")

    assert all(scores[:2] > 0)
    assert scores[2] == 0.0


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    """A word that few texts hold tells more than one that many do."""
    scores = LexicalIndex(["board one", "board two", "board three", "panel four"]).scores("board panel")

    assert scores.argmax() == 3


@pytest.mark.parametrize("query", ["", "   ", "the of and", "zebra", "??!"])
def test_a_query_without_a_shared_word_scores_nothing(query: str) -> None:
    """An empty query, stop words and unknown words match nothing."""
    assert LexicalIndex(TEXTS).scores(query).tolist() == [0.0, 0.0, 0.0]


def test_no_texts_give_no_scores() -> None:
    """An index of nothing answers with nothing."""
    assert LexicalIndex([]).scores("board").shape == (0,)


def test_texts_without_words_can_be_indexed() -> None:
    """Blank texts are there and match nothing."""
    assert LexicalIndex(["", "the"]).scores("board").tolist() == [0.0, 0.0]


def test_making_an_index_writes_nothing_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """Whoever starts Signpost for the first time reads no lines that are for the library's own developers."""
    with caplog.at_level(logging.DEBUG):
        LexicalIndex(TEXTS)

    assert caplog.records == []


def test_a_digit_is_a_word() -> None:
    """Level 3 is another level than level 1."""
    first, third = LexicalIndex(["councillors at level 1", "councillors at level 3"]).scores("level 3")

    assert third > first
