"""How search is scored on our own questions."""

from __future__ import annotations

import json
from pathlib import Path

from bot.evaluation.retrieval import Found, Question, as_named_now, read_questions, score


def question(answers: tuple[str, ...] = (), honest: tuple[str, ...] = ()) -> Question:
    """Return a question that these entries answer, or of which these say that nothing is held."""
    return Question("q", "who", frozenset(answers), frozenset(honest), held=bool(answers))


def test_questions_are_read_from_their_file(tmp_path: Path) -> None:
    """Each line is a question; what is not there is empty."""
    path = tmp_path / "questions.jsonl"
    lines = [
        {"id": "a", "question": "who", "held": True, "answers": ["one"]},
        {"id": "b", "question": "how", "held": False},
    ]
    path.write_text("\n".join(map(json.dumps, lines)) + "\n\n", encoding="utf-8")

    assert read_questions(path) == [
        Question("a", "who", frozenset({"one"}), frozenset(), True),
        Question("b", "how", frozenset(), frozenset(), False),
    ]


def test_the_figures_are_shares_of_what_is_held_and_of_what_is_not() -> None:
    """First and among three count over held questions; an honest entry recognises what is not held."""
    found = [
        Found(question(("one",)), ("one", "two"), True),
        Found(question(("one",)), ("two", "three", "one"), True),
        Found(question(("one",)), ("two", "three", "four", "one"), False),
        Found(question(honest=("none",)), ("none",), True),
        Found(question(), ("two",), False),
        Found(question(), ("two",), True),
    ]

    scores = score(found)

    assert (scores.first.hits, scores.first.total) == (1, 3)
    assert (scores.among_three.hits, scores.among_three.total) == (2, 3)
    assert (scores.not_held.hits, scores.not_held.total) == (2, 3)
    assert (scores.refused.hits, scores.refused.total) == (1, 3)


def test_an_entry_that_was_merged_counts_as_the_one_that_says_it_now() -> None:
    """Questions written before name it by its old id."""
    held, unheld = as_named_now([question(("old", "other")), question(honest=("old",))], {"old": "new"})

    assert held.answers == {"new", "other"}
    assert unheld.honest == {"new"}
