"""The reviewed numbers and lists that the rules work with; `bot/content` fills them from `knowledge/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.advice.level import Level


@dataclass(frozen=True)
class Cut:
    """From which probability an indicator may be shown, and from which it is taken as shown."""

    possible: float
    clear: float

    def __post_init__(self) -> None:
        if not 0.0 < self.possible <= self.clear <= 1.0:
            raise ValueError(f"expected 0 < possible <= clear <= 1, found possible {self.possible}, clear {self.clear}")


@dataclass(frozen=True)
class Named:
    """From which probability a sign that is not clear is named all the same, as one that may be shown.

    `beside` holds beside others, `alone` for the likeliest where no other is named. Neither moves level or route.
    """

    beside: float
    alone: float

    def __post_init__(self) -> None:
        if not 0.0 < self.alone <= self.beside <= 1.0:
            raise ValueError(f"expected 0 < alone <= beside <= 1, found alone {self.alone}, beside {self.beside}")


@dataclass(frozen=True)
class DecidingQuestion:
    """The one fact that tells two indicators apart.

    A yes means `higher`, a no means `lower`; with `inverted` it is the other way round. `always` asks whenever `lower`
    is shown, because a first account seldom settles the fact. `raised_by` is what, said of a child ("unborn"), is the
    fact itself, so that nobody need ask for it.
    """

    id: str
    lower: str | None
    higher: str
    always: bool = False
    inverted: bool = False
    raised_by: str | None = None


@dataclass(frozen=True)
class Policy:
    """Everything reviewed that the rules need, and nothing that is worded."""

    levels: Mapping[str, Level]
    cuts: Mapping[str, Cut]
    danger: Cut
    concern: float
    several_early_help: int
    questions_per_conversation: int
    questions: tuple[DecidingQuestion, ...]
    named: Named = Named(beside=1.0, alone=1.0)
    # From this chance on that some severe sign is there, none of them clear by itself, it is taken as one.
    some_severe: float = 1.0
    # From here on the estimate of danger counts beside a clear early help sign where no severe sign is possible.
    danger_beside_early_help: float = 0.0

    def question(self, question_id: str) -> DecidingQuestion | None:
        """Return the deciding question of that id, or None where a newer pack no longer has it."""
        return next((question for question in self.questions if question.id == question_id), None)
