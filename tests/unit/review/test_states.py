"""The life of a case: which state may follow which."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.review.states import State, Step, StepError, after, possible

states = st.sampled_from(State)
steps = st.sampled_from(Step)


@pytest.mark.parametrize(
    "life",
    [
        [State.NEW, (Step.OPEN, State.SEEN), (Step.CLAIM, State.OWNED), (Step.ADVISE, State.ADVISED)]
        + [(Step.TELL, State.TOLD), (Step.CLOSE, State.CLOSED), (Step.REOPEN, State.REOPENED)]
        + [(Step.OPEN, State.REOPENED), (Step.CLAIM, State.OWNED)],
        [State.NEW, (Step.CLAIM, State.OWNED), (Step.TELL, State.TOLD), (Step.HAND_OVER, State.TOLD)],
        [State.SEEN, (Step.CLAIM, State.OWNED), (Step.CLAIM, State.OWNED), (Step.CLOSE, State.CLOSED)],
    ],
    ids=["whole", "claimed-unseen", "taken-over"],
)
def test_a_case_goes_its_way(life):
    """A case is seen, owned, advised, answered, closed, and may be opened again."""
    state, *moves = life
    for step, expected in moves:
        state = after(state, step)
        assert state is expected


@pytest.mark.parametrize(
    ("state", "step"),
    [
        (State.NEW, Step.CLOSE),
        (State.SEEN, Step.CLOSE),
        (State.REOPENED, Step.CLOSE),
        (State.SEEN, Step.ADVISE),
        (State.NEW, Step.HAND_OVER),
        (State.CLOSED, Step.CLAIM),
        (State.CLOSED, Step.ADVISE),
        (State.OWNED, Step.REOPEN),
    ],
)
def test_a_step_out_of_turn_is_refused_in_words(state, step):
    """Nothing is closed that nobody owns, and nothing is done to a closed case but to open it again."""
    with pytest.raises(StepError, match=f"{step.value} is not possible in the state {state.value}"):
        after(state, step)


@given(states, steps)
def test_possible_says_what_after_does(state, step):
    """The steps that are offered are those that work, and no others."""
    if step in possible(state):
        assert isinstance(after(state, step), State)
    else:
        with pytest.raises(StepError):
            after(state, step)


@given(states)
def test_every_state_leads_on(state):
    """From every state a case can be closed in the end, and from closed it can be opened again."""
    reached, new = set(), {state}
    while new:
        reached |= new
        new = {after(one, step) for one in new for step in possible(one)} - reached

    assert {State.CLOSED, State.REOPENED, State.OWNED} <= reached


@given(states, steps)
def test_only_closing_makes_a_case_deletable(state, step):
    """No step but closing ends a case."""
    if step in possible(state) and after(state, step) is State.CLOSED:
        assert step is Step.CLOSE or state is State.CLOSED


@given(states)
def test_who_looks_changes_nothing_but_new(state):
    """Opening a case moves it from new to seen and no other case at all."""
    assert after(state, Step.OPEN) is (State.SEEN if state is State.NEW else state)
