"""What a message answers to a deciding question."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.advice.assess import Answer
from bot.reply.answers import answer_in
from tests.builders import steady_pack
from tests.strategies import messages

PHRASINGS = [
    json.loads(line)
    for line in (Path(__file__).resolve().parents[2] / "eval" / "answers.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
QUESTIONS = steady_pack().questions


@pytest.mark.parametrize("phrasing", PHRASINGS, ids=lambda one: f"{one['question']}: {one['text']}")
def test_an_answer_in_free_text_is_understood(phrasing: dict[str, str]) -> None:
    """A yes, a no, a doubt and a fact that decides are told apart, however they are put."""
    given_answer = answer_in(phrasing["text"], QUESTIONS[phrasing["question"]])

    assert (given_answer.value if given_answer else "none") in phrasing["answers"]


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda question: question.id)
@pytest.mark.parametrize(
    "hedged", ["I think so", "I don't think so", "probably", "not really", "maybe", "no but maybe"]
)
def test_a_hedged_answer_never_lowers(question, hedged: str) -> None:
    """What is only thought may raise the advice; it never lowers it."""
    lowering = Answer.YES if question.inverted else Answer.NO

    assert answer_in(hedged, question) is not lowering


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda question: question.id)
def test_a_button_answers_as_it_says(question) -> None:
    """Each button of each question gives its own answer."""
    choices = question.answers

    assert [answer_in(choice, question) for choice in (choices.if_yes, choices.if_no, choices.if_unsure)] == [
        Answer.YES,
        Answer.NO,
        Answer.UNSURE,
    ]


@given(message=messages(), question=st.sampled_from(list(QUESTIONS.values())))
def test_any_words_can_be_an_answer(message: str, question) -> None:
    """Nothing that is written stops the reading of an answer."""
    assert answer_in(message, question) in (*Answer, None)
