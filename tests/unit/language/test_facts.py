"""What a message says beside its signs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given

from bot.evaluation.facts import FactCase, read_fact_cases, score_facts
from bot.language.agencies import Work, agencies_in
from bot.language.facts import facts_of
from tests.strategies import messages

EXAMPLES = Path(__file__).resolve().parents[2] / "eval" / "facts.jsonl"


@pytest.mark.parametrize("case", read_fact_cases(EXAMPLES), ids=lambda case: case.text[:40])
def test_severe_neglect_and_failed_help_are_read(case: FactCase) -> None:
    """Words for a child without food, warmth or care, for help that fails, and for two stories are known."""
    facts = facts_of(case.text)

    assert (facts.despite_help, facts.severe_neglect, facts.accounts_differ) == (
        case.despite_help,
        case.severe_neglect,
        case.accounts_differ,
    )


@pytest.mark.parametrize(
    ("message", "children"),
    [
        ("Mum is pregnant, the boy is 6 years old.", ("unborn", "6 years")),
        ("She is not pregnant.", ()),
        ("When she was pregnant with him she drank.", ()),
        ("It went on for six months.", ()),
        ("Three siblings, 3, 5 and 9.", ("several", "3 years", "5 years", "9 years")),
        ("A man of 45 shouted.", ()),
        ("5/12 baby with a bruise", ("5 months",)),
        ("Y9 girl", ("year 9",)),
    ],
)
def test_children_are_told_by_age_and_number(message: str, children: tuple[str, ...]) -> None:
    """An age, an unborn child and several children are read; spans of time, and grown-ups, are not."""
    assert set(facts_of(message).children) == set(children)


@pytest.mark.parametrize(
    "message",
    ["For our training scenario: there is no food in the house.", "A man of 71, no heating. No children live there."],
)
def test_a_lesson_or_an_adult_alone_has_no_such_facts(message: str) -> None:
    """What is set aside as a whole brings no severe neglect with it."""
    assert not facts_of(message).severe_neglect


@pytest.mark.parametrize(
    ("message", "mentions"),
    [
        ("The social worker visits weekly.", {"social_care": Work.INVOLVED}),
        ("No social worker, never had one.", {}),
        ("Should I ring the police?", {}),
        ("They were closed to early help in May.", {"early_help": Work.ENDED}),
        ("Mum won't let the midwife in.", {"midwife": Work.REFUSED}),
        ("Referred to CAMHS, still waiting.", {"camhs": Work.WAITING}),
    ],
)
def test_other_services_are_told_with_their_work(message: str, mentions: dict[str, Work]) -> None:
    """A service is named with how far it has got; one that is denied or only asked about is not there."""
    assert {one.agency: one.work for one in agencies_in(message)} == mentions


def test_the_evidence_is_the_words_themselves() -> None:
    """Offsets fit the message."""
    message = "He is thin. The social worker visits weekly."
    (mention,) = agencies_in(message)

    assert message[mention.start : mention.end] == mention.evidence == "The social worker visits weekly."


def test_our_examples_are_read_well() -> None:
    """Who the children are, and what services do, is read as their writer meant it."""
    scores = score_facts(read_fact_cases(EXAMPLES))

    assert scores["children"].f1 >= 0.95
    assert scores["agencies"].f1 >= 0.9


def test_a_faulty_line_is_named(tmp_path: Path) -> None:
    """A line that is no example says which it is."""
    path = tmp_path / "facts.jsonl"
    path.write_text(json.dumps({"text": "x"}) + "\n", encoding="utf-8")

    with pytest.raises(ValueError, match="line 1"):
        read_fact_cases(path)


@given(message=messages())
def test_any_message_can_be_read(message: str) -> None:
    """No words stop the reading; a child and a service are named once."""
    facts = facts_of(message)
    agencies = [one.agency for one in agencies_in(message)]

    assert len(set(facts.children)) == len(facts.children)
    assert len(set(agencies)) == len(agencies)
