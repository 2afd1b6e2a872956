"""Rule 2. No reply says or implies that a concern needs no action, is not serious or is below a threshold."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings

from bot.advice.case import Case
from bot.advice.reading import Reading
from tests.builders import real_pack, said, steady_pack
from tests.strategies import cases, light_cases, readings
from tests.unit.safety.phrases import FORBIDDEN, Phrase, forbidden_in
from tests.unit.safety.states import MOMENTS, every_reply, every_turn

# Entries that tell what others may decide, and how to object. Each must say to follow it up.
ABOUT_THE_DECISIONS_OF_OTHERS = {"feedback-to-referrer", "threshold-not-met"}


def shown_of_entries() -> Iterator[tuple[str, str]]:
    """Yield every text of an entry that a reply may show, with the entry's id."""
    for entry in real_pack().entries.values():
        for text in (entry.title, entry.answer, *(one.says for one in entry.differs)):
            yield entry.id, text


def sentences_of_the_pack() -> Iterator[tuple[str, str]]:
    """Yield every other sentence of the pack that a reply may show, with where it stands."""
    pack = real_pack()
    yield from _texts("replies", pack.replies.model_dump())
    for name, records in (
        ("route", pack.routes.values()),
        ("step", pack.steps),
        ("question", pack.questions.values()),
        ("contact", pack.contacts.values()),
    ):
        for record in records:
            yield from _texts(name, record.model_dump(exclude={"source", "sources"}))
    for indicator in pack.indicators.values():
        yield f"indicator {indicator.id}", indicator.label


def _texts(place: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(f"{place}.{key}", inner)


@pytest.mark.parametrize("phrase", [pytest.param(phrase, id=phrase.example) for phrase in FORBIDDEN])
def test_every_phrase_catches_its_example(phrase: Phrase) -> None:
    """The list catches what it is meant to, so that it cannot pass by catching nothing."""
    assert phrase.pattern.search(phrase.example.lower())


@pytest.mark.parametrize(
    "text",
    [
        "A child without food, warmth or care cannot wait for a meeting.",
        "do not wait if it grows",
        "I did not recognise a sign from the list in this. I can miss things.",
        "You need not act alone.",
        "An early help assessment is not needed before a referral.",
        "Do not wait for me: ring the duty team.",
    ],
)
def test_what_says_to_act_is_let_through(text: str) -> None:
    """Words that speed people up are no fault."""
    assert forbidden_in(text) == []


def test_no_sentence_of_the_pack_says_that_nothing_is_needed() -> None:
    """No sentence that replies are put together from holds a forbidden phrase."""
    assert {place: found for place, text in sentences_of_the_pack() if (found := forbidden_in(text))} == {}


def test_no_entry_says_that_nothing_is_needed() -> None:
    """No entry holds a forbidden phrase, but for those about the decisions of others."""
    found = {entry: words for entry, text in shown_of_entries() if (words := forbidden_in(text))}

    assert {entry: words for entry, words in found.items() if entry not in ABOUT_THE_DECISIONS_OF_OTHERS} == {}


@pytest.mark.parametrize("entry_id", sorted(ABOUT_THE_DECISIONS_OF_OTHERS))
def test_an_entry_about_the_decisions_of_others_says_what_to_do(entry_id: str) -> None:
    """An entry that is let through is still needed as an exception, and tells people to follow up their concern."""
    entry = real_pack().entries[entry_id]

    assert forbidden_in(f"{entry.title}. {entry.answer}")
    assert "follow up your concerns" in entry.answer


@pytest.mark.parametrize("now", MOMENTS, ids=["open", "closed"])
def test_no_reply_says_that_nothing_is_needed(now: object) -> None:
    """Every sort of reply, for every sign and every reason, by day and by night."""
    replies = list(every_reply(steady_pack(), now))  # type: ignore[arg-type]
    assert len(replies) > 700

    found = {name: words for name, reply in replies if (words := forbidden_in(said(reply)))}

    allowed = {f"answer: {entry}" for entry in ABOUT_THE_DECISIONS_OF_OTHERS}
    # An entry stands beside another one, as related to it, too.
    beside = {name for name, reply in replies if _shows(reply, ABOUT_THE_DECISIONS_OF_OTHERS)}
    assert {name: words for name, words in found.items() if name not in allowed | beside} == {}


def _shows(reply: object, entries: set[str]) -> bool:
    guidance = reply.guidance  # type: ignore[attr-defined]
    return any(one.id in entries for item in guidance for one in (item, *item.related))


@settings(max_examples=25)
@given(read=readings(), case=cases() | light_cases())
def test_no_turn_says_that_nothing_is_needed(read: Reading, case: Case) -> None:
    """Whatever was understood and whatever is known, no turn under any intent says so."""
    for name, turn in every_turn("something was written", read, case):
        assert forbidden_in(said(turn.reply)) == [], name


@settings(max_examples=25)
@given(case=cases() | light_cases(), read=readings())
def test_a_concern_always_gets_a_route(case: Case, read: Reading) -> None:
    """There is no concern without something to do and somebody to ring for it."""
    for name, turn in every_turn("something was written", read, case):
        if name != "concern":
            continue
        assessment = turn.reply.assessment
        assert assessment is not None
        assert assessment.route.how
        assert [step.n for step in turn.reply.steps] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("concern", [0.0, 0.39, 0.41, 1.0])
def test_nothing_recognised_says_to_ring_the_duty_team(concern: float) -> None:
    """With no sign recognised the reply says to ring the duty team, and before the line that ends every reply."""
    (_, turn), *_ = every_turn("hello there", Reading(concern=concern), Case())

    advice = turn.reply.replies[:-1]
    assert turn.reply.assessment is not None
    assert (turn.reply.assessment.level, turn.reply.assessment.route.id) == (None, "duty_team")
    assert "ring the duty team" in advice[0].text.lower()
    assert any("01472 326292, option 5" in text.text for text in advice)
    assert turn.reply.escalation is not None
