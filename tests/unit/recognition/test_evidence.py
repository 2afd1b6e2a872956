"""Which clauses show a sign."""

from __future__ import annotations

import numpy as np

from bot.language.clauses import Span, clauses, sentences
from bot.recognition.evidence import evidence

MESSAGE = "Came in with a black eye, says he fell, mum says the dog did it. Lovely weather here today."


def chosen(likely: list[float], stated: list[bool] | None = None, *, most: int = 3) -> str:
    """Return the words of MESSAGE that are the evidence at these estimates of its clauses."""
    pieces = clauses(MESSAGE)
    counts = np.array(stated or [True] * len(pieces))
    found = evidence(np.array(likely, np.float32), counts, pieces, sentences(MESSAGE), share=0.1, most=most)
    return MESSAGE[found[0].start : found[-1].end]


def test_an_explanation_is_shown_with_what_it_explains() -> None:
    """The likeliest clause is the excuse; the injury beside it belongs to it."""
    assert chosen([0.4, 0.9, 0.02, 0.0]) == "Came in with a black eye, says he fell"


def test_a_clause_that_says_nothing_of_the_sign_stays_out() -> None:
    """Only what is likely enough beside the best clause is added."""
    assert chosen([0.01, 0.9, 0.05, 0.0]) == "says he fell"


def test_evidence_does_not_leave_its_sentence() -> None:
    """The next sentence is another thought, however likely."""
    assert chosen([0.0, 0.0, 0.9, 0.8]) == "mum says the dog did it."


def test_what_is_set_aside_is_no_evidence() -> None:
    """A denied clause is neither the best nor beside it."""
    assert chosen([0.9, 0.5, 0.4, 0.0], [False, True, True, True]) == "says he fell, mum says the dog did it."


def test_evidence_stays_short() -> None:
    """No more clauses are shown than allowed, the likeliest first."""
    assert chosen([0.3, 0.9, 0.5, 0.0], most=2) == "says he fell, mum says the dog did it."


def test_where_nothing_counts_the_first_clause_stands_for_the_message() -> None:
    """There is always something to point to."""
    assert chosen([0.9, 0.9, 0.9, 0.9], [False] * 4) == "Came in with a black eye"
    assert evidence(np.array([0.5], np.float32), np.array([True]), [Span("a", 0, 1)], [], share=0.1, most=3)
