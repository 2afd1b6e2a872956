"""What was understood in one message: the value that recognition gives to the rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Reason(str, Enum):
    """Why a mentioned sign does not count."""

    NEGATED = "negated"
    PAST = "past"
    HYPOTHETICAL = "hypothetical"
    ADULT_ONLY = "adult_only"


@dataclass(frozen=True)
class Finding:
    """One indicator that a message may show, with the words that show it.

    `start` and `end` are character offsets into the message, end exclusive; `probability` is calibrated, 0 to 1.
    `reported` marks second-hand rumour: it counts, and is shown as such.
    """

    indicator: str
    probability: float
    evidence: str
    start: int
    end: int
    reported: bool = False

    def __post_init__(self) -> None:
        if not 0.0 <= self.probability <= 1.0:
            raise ValueError(f"{self.indicator}: probability {self.probability} is not between 0 and 1")


@dataclass(frozen=True)
class SetAside:
    """A sign that was mentioned and does not count, and why."""

    indicator: str
    evidence: str
    start: int
    end: int
    reason: Reason


class Work(str, Enum):
    """How far another service has got with the family."""

    INVOLVED = "involved"
    WAITING = "waiting"
    ENDED = "ended"
    REFUSED = "refused"


@dataclass(frozen=True)
class AgencyWork:
    """What was said about another service: its id (such as `social_care`), its work, and the words that say so."""

    agency: str
    work: Work
    evidence: str


@dataclass(frozen=True)
class Reading:
    """All that was understood in one message.

    `concern` and `danger` are probabilities, 0 to 1: that this is a concern about a child at all, and that a child is
    in danger now. `danger_rules` holds the ids of the reviewed danger rules that matched. `children` are
    such as "unborn", "several", "6 years" and "year 9". `accounts_differ`: two stories of one thing are told.
    """

    findings: tuple[Finding, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    concern: float = 0.0
    danger: float = 0.0
    danger_rules: tuple[str, ...] = ()
    despite_help: bool = False
    severe_neglect: bool = False
    children: tuple[str, ...] = field(default=())
    accounts_differ: bool = False
    agencies: tuple[AgencyWork, ...] = ()
