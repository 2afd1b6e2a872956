"""Scores of quotations: figures worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.content.importing.read_markdown import read_markdown
from bot.evaluation.intervals import Share
from bot.evaluation.quotations import QuoteQuestion, read_quote_questions, score_quotations

TESTS = Path(__file__).resolve().parents[2]
FILES = [TESTS / "development" / "quotations.jsonl", TESTS / "eval" / "quotations.jsonl"]


def test_right_wrong_and_needless_quotations_are_told_apart() -> None:
    """A wrong passage is no right one, nothing quoted is neither, and where nothing answers every one is needless."""
    given = {"a": ("x.md", "One"), "b": ("x.md", "Two"), "d": ("y.md", "One")}
    questions = [QuoteQuestion(name, name, ("x.md", "One")) for name in "abc"]
    questions += [QuoteQuestion(name, name, None) for name in "de"]

    scores = score_quotations(questions, given.get)

    assert (scores.right, scores.wrong, scores.needless) == (Share(1, 3), Share(1, 3), Share(1, 2))


@pytest.mark.parametrize("path", FILES, ids=["chosen-on", "measured-on"])
def test_every_question_names_a_section_that_there_is(path: Path) -> None:
    """As many questions that no document answers as there are others, and none stands in both sets."""
    questions = read_quote_questions(path)
    for question in questions:
        if question.place is not None:
            document, section = question.place
            content = (TESTS / "development" / "documents" / document).read_bytes()
            assert section in [block.text for block in read_markdown(content).blocks if block.level]

    assert sum(question.place is None for question in questions) * 2 == len(questions) == 56
    texts = [json.loads(line)["question"] for one in FILES for line in one.read_text(encoding="utf-8").splitlines()]
    assert len(set(texts)) == len(texts)
