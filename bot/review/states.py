"""The states of a case, and which may follow which."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType


class State(str, Enum):
    """Where a case stands with the duty team."""

    NEW = "new"
    SEEN = "seen"
    OWNED = "owned"
    ADVISED = "advised"
    TOLD = "told"
    CLOSED = "closed"
    REOPENED = "reopened"

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something; nothing of such a case is ever deleted."""
        return self is not State.CLOSED

    @property
    def has_owner(self) -> bool:
        """Whether somebody has taken the case on."""
        return self in {State.OWNED, State.ADVISED, State.TOLD}


class Step(str, Enum):
    """Something that is done to a case and may move it on."""

    OPEN = "open"
    CLAIM = "claim"
    HAND_OVER = "hand_over"
    ADVISE = "advise"
    TELL = "tell"
    CLOSE = "close"
    REOPEN = "reopen"


class StepError(Exception):
    """The step is not one that may be taken in that state."""


_NEXT: Mapping[Step, Mapping[State, State]] = MappingProxyType(
    {
        # To look at a case that somebody has seen already changes nothing.
        Step.OPEN: {state: State.SEEN if state is State.NEW else state for state in State},
        # A case may be taken from somebody who is away; what was done stays done.
        Step.CLAIM: {
            State.NEW: State.OWNED,
            State.SEEN: State.OWNED,
            State.REOPENED: State.OWNED,
            State.OWNED: State.OWNED,
            State.ADVISED: State.ADVISED,
            State.TOLD: State.TOLD,
        },
        Step.HAND_OVER: {state: state for state in State if state.has_owner},
        Step.ADVISE: {State.OWNED: State.ADVISED},
        # The answer to the referrer may go out before, after or without advice of one's own.
        Step.TELL: {State.OWNED: State.TOLD, State.ADVISED: State.TOLD},
        Step.CLOSE: {state: State.CLOSED for state in State if state.has_owner},
        Step.REOPEN: {State.CLOSED: State.REOPENED},
    }
)


def after(state: State, step: Step) -> State:
    """Return the state after a step.

    Raises:
        StepError: The step may not be taken in that state; the message names the states in which it may.
    """
    following = _NEXT[step].get(state)
    if following is None:
        allowed = ", ".join(one.value for one in _NEXT[step])
        raise StepError(f"{step.value} is not possible in the state {state.value}; it is in: {allowed}")
    return following


def possible(state: State) -> frozenset[Step]:
    """Return the steps that may be taken in a state."""
    return frozenset(step for step, moves in _NEXT.items() if state in moves)
