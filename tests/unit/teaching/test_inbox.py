"""What editors look at next, and what they decide."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.teaching.decisions import Choice, Decision, DecisionError, Stand, decided, stand_of, take
from bot.teaching.inbox import Heard, Item, Reason, inbox, reasons_for

SEVERE = frozenset({"home_alone", "missing"})
THRESHOLDS = (("home_alone", 0.45), ("missing", 0.1), ("housing", 0.45))
KNOWN = frozenset({"home_alone", "missing", "housing"})


def heard(key: str, **parts: object) -> Heard:
    known: dict[str, object] = {"text": f"words {key}", "kind": "advice", "level": "early_help"}
    return Heard(key, **{**known, **parts})  # type: ignore[arg-type]


def items(*messages: Heard, same: bool = False, rare: frozenset[str] = frozenset()) -> list[Item]:
    rows = np.eye(len(messages) + 1, dtype=np.float32)[:-1]
    vectors = np.ones_like(rows) / np.sqrt(rows.shape[1]) if same else rows
    return inbox(messages, vectors, thresholds=THRESHOLDS, severe=SEVERE, rare=rare)


CLEAR = {"findings": (("housing", 0.95),)}


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"disagreed": True, **CLEAR}, Reason.DISAGREEMENT),
        ({"feedback": True, **CLEAR}, Reason.FEEDBACK),
        ({"findings": (("home_alone", 0.40), ("housing", 0.9))}, Reason.CLOSE_CALL),
        ({"findings": (("housing", 0.5),)}, Reason.LOW_CONFIDENCE),
        ({"kind": "decline", "level": None}, Reason.DECLINED),
        ({"distance": 0.5, **CLEAR}, Reason.NEW_WORDING),
    ],
)
def test_each_reason_is_seen(parts: dict[str, object], reason: Reason) -> None:
    """Each way in which a message can teach something brings it into the inbox."""
    assert reasons_for(heard("1", **parts), THRESHOLDS, SEVERE) == [reason]


def test_what_was_plainly_understood_is_left_out() -> None:
    """Nobody's time is taken for it."""
    assert items(heard("1", **CLEAR)) == []


@pytest.mark.parametrize(
    ("intent", "text", "there"),
    [
        ("greet", "hello there", False),
        ("affirm", "yes", False),
        ("greet", "hello there is a child on my street who cries all night", True),
        ("concern", "not right somehow", True),
        ("", "hello there", True),
        ("add_detail", "he is always clarty and mithered", True),
    ],
)
def test_small_talk_is_left_out_and_nothing_else_that_is_short(intent: str, text: str, there: bool) -> None:
    """A greeting teaches nothing; a short concern, a long greeting, what nobody has read and new details do."""
    assert bool(items(heard("1", intent=intent, text=text, distance=0.9))) is there


def test_the_most_useful_comes_first() -> None:
    """A disagreement of the duty team before a wrong sign, before a close call, before doubt, before new words."""
    found = items(
        heard("new", distance=0.5, **CLEAR),
        heard("doubt", findings=(("housing", 0.5),)),
        heard("close", findings=(("home_alone", 0.40), ("housing", 0.9))),
        heard("wrong", feedback=True, **CLEAR),
        heard("disagreed", disagreed=True, **CLEAR),
    )

    assert [item.first.key for item in found] == ["disagreed", "wrong", "close", "doubt", "new"]


def test_what_says_nearly_the_same_is_decided_once() -> None:
    """One item, with all its messages and all their reasons."""
    (item,) = items(heard("1", kind="decline", level=None), heard("2", feedback=True, **CLEAR), same=True)

    assert [message.key for message in item.messages] == ["1", "2"]
    assert item.reasons[0] is Reason.FEEDBACK


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param({"findings": (("home_alone", 0.12),)}, id="a-faint-severe-sign"),
        pytest.param({"findings": (("housing", 0.5),)}, id="a-rare-sign"),
        pytest.param({"level": "emergency"}, id="danger"),
        pytest.param({"feedback": True}, id="somebody-objected"),
        pytest.param({"disagreed": True}, id="the-duty-team-objected"),
    ],
)
def test_rare_and_severe_is_never_nothing_to_learn(parts: dict[str, object]) -> None:
    """However faint: the choice is not offered, and not taken where it comes all the same."""
    (item,) = items(heard("1", **parts), rare=frozenset({"housing"}))

    assert not item.may_be_nothing
    with pytest.raises(DecisionError, match="never put aside"):
        take((), Decision("one", Choice.NOTHING), may_be_nothing=item.may_be_nothing, known=KNOWN)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=5), st.booleans(), st.booleans())
def test_no_group_with_a_severe_sign_is_ever_put_aside(chances: list[float], feedback: bool, same: bool) -> None:
    """Whatever else is in the group."""
    messages = [heard(str(n), findings=(("missing", p),), feedback=feedback) for n, p in enumerate(chances)]

    assert not any(item.may_be_nothing for item in items(*messages, same=same))


# ----- decisions

ALONE = Decision("one", Choice.INDICATORS, frozenset({"home_alone"}))
AGREES = Decision("two", Choice.INDICATORS, frozenset({"home_alone"}))
DIFFERS = Decision("two", Choice.RIGHT)


def test_two_who_agree_decide() -> None:
    """One alone does not."""
    assert stand_of([ALONE]) is Stand.WANTS_A_SECOND
    assert decided([ALONE]) is None
    assert decided([ALONE, AGREES]) == ALONE


def test_disagreement_goes_to_a_third() -> None:
    """Neither of the two settles it, and nothing is decided before."""
    both = take(take((), ALONE, may_be_nothing=True, known=KNOWN), DIFFERS, may_be_nothing=True, known=KNOWN)
    assert stand_of(both) is Stand.DISPUTED
    assert decided(both) is None
    with pytest.raises(DecisionError, match="third person"):
        take(both, Decision("one", Choice.RIGHT, settles=True), may_be_nothing=True, known=KNOWN)
    with pytest.raises(DecisionError, match="third one settles"):
        take(both, Decision("three", Choice.RIGHT), may_be_nothing=True, known=KNOWN)

    settled = take(both, Decision("three", Choice.RIGHT, settles=True), may_be_nothing=True, known=KNOWN)

    assert stand_of(settled) is Stand.SETTLED
    assert decided(settled) == settled[-1]


def test_an_editor_may_think_again() -> None:
    """The later decision of the same editor counts."""
    both = take((ALONE, DIFFERS), AGREES, may_be_nothing=True, known=KNOWN)

    assert stand_of(both) is Stand.AGREED


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        (Decision("one", Choice.INDICATORS), "Choose the indicators"),
        (Decision("one", Choice.INDICATORS, frozenset({"home_alon"})), "home_alon"),
        (Decision("one", Choice.RIGHT, settles=True), "Only what two editors disagree on"),
    ],
)
def test_a_decision_that_says_nothing_is_not_taken(decision: Decision, said: str) -> None:
    """The editor is told what is missing."""
    with pytest.raises(DecisionError, match=said):
        take((), decision, may_be_nothing=True, known=KNOWN)
