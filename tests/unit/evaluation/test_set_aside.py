"""Figures over the marks of what is set aside."""

from __future__ import annotations

from bot.evaluation.set_aside import MarkedText, score_set_aside


def test_marks_are_compared_with_their_clauses() -> None:
    """Each reason has its precision and recall; signs that count are counted apart."""
    text = "He has bruises on both arms, but no burns were seen anywhere."
    bruises, burns = text.index("bruises"), text.index("no burns")
    scores = score_set_aside(
        [
            MarkedText(
                text, ((bruises, bruises + 7, None), (burns, burns + 8, "negated"), (bruises, bruises + 7, "past"))
            )
        ]
    )
    by_reason = {score.reason: score for score in scores.by_reason}

    assert (by_reason["negated"].precision.hits, by_reason["negated"].recall.total) == (1, 1)
    assert (by_reason["past"].recall.hits, by_reason["past"].recall.total) == (0, 1)
    assert (scores.counted.hits, scores.counted.total) == (1, 1)
    assert (scores.set_aside.hits, scores.set_aside.total) == (1, 2)


def test_a_message_without_words_is_passed_over() -> None:
    """Nothing to cut is nothing to score."""
    assert score_set_aside([MarkedText("  ", ((0, 1, None),))]).counted.total == 0
