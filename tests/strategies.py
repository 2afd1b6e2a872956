"""Values for property-based tests. They cover what the real parts can hand over, odd messages included."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from hypothesis import strategies as st

from bot.advice.assess import Why
from bot.advice.case import Case
from bot.advice.reading import Finding, Reading, Reason, SetAside
from bot.review.reference import ALPHABET
from tests.builders import ids, real_pack

_INDICATORS = (*ids("early_help"), *ids("complex_severe"))
_QUESTIONS = tuple(real_pack().questions)
# Words of ordinary messages, and what phones and copied text put between them.
_WORDS = st.sampled_from(
    re.findall(
        r"\S+",
        "he she they mum dad has is not no a the knife now bruise school but and because never said home alone 8 yo "
        "isn't İstanbul café 🙂 O\u2019Neill don\u2019t",
    )
)
_BETWEEN = st.sampled_from([" ", "  ", "\n", "\n\n  ", ". ", "? ", "! ", ", ", "; ", " - ", "... ", "\t"])


def indicators() -> st.SearchStrategy[str]:
    """One of the 26 indicators."""
    return st.sampled_from(_INDICATORS)


def early_help() -> st.SearchStrategy[str]:
    """An indicator of the early help list."""
    return st.sampled_from(ids("early_help"))


def complex_severe() -> st.SearchStrategy[str]:
    """An indicator of the complex and severe list."""
    return st.sampled_from(ids("complex_severe"))


def probabilities() -> st.SearchStrategy[float]:
    """A calibrated probability, 0 and 1 included."""
    return st.floats(0.0, 1.0, allow_nan=False)


def findings(indicator: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Finding]:
    """A finding whose words are neutral, so that what a reply says can be told from what it quotes."""
    return st.builds(
        _finding,
        indicators() if indicator is None else indicator,
        probabilities(),
        st.sampled_from(["", "what was written"]),
        st.booleans(),
    )


def finding_sets(indicator: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[tuple[Finding, ...]]:
    """Up to eight findings, each indicator once."""
    return st.lists(findings(indicator), max_size=8, unique_by=lambda one: one.indicator).map(tuple)


def set_asides() -> st.SearchStrategy[SetAside]:
    """A sign that was mentioned and does not count."""
    return st.builds(
        SetAside, indicators(), st.just("what was written"), st.just(0), st.just(16), st.sampled_from(Reason)
    )


def readings(danger: st.SearchStrategy[float] | None = None) -> st.SearchStrategy[Reading]:
    """A reading as the recogniser gives it, before the danger rules."""
    return st.builds(
        Reading,
        findings=finding_sets(),
        set_aside=st.lists(set_asides(), max_size=2).map(tuple),
        concern=probabilities(),
        danger=probabilities() if danger is None else danger,
        despite_help=st.booleans(),
        severe_neglect=st.booleans(),
        children=st.lists(st.sampled_from(["unborn", "several", "6 yo"]), max_size=2, unique=True).map(tuple),
    )


def cases(danger: st.SearchStrategy[bool] | None = None) -> st.SearchStrategy[Case]:
    """What may be known after some messages: questions asked, settled and pending in any way that fits together."""
    return st.builds(
        _case,
        finding_sets(),
        st.booleans() if danger is None else danger,
        st.booleans(),
        st.booleans(),
        st.booleans(),
        st.lists(st.sampled_from(_QUESTIONS), max_size=2, unique=True),
        st.booleans(),
        st.integers(0, 1),
        st.booleans(),
    )


def light_cases() -> st.SearchStrategy[Case]:
    """What may be known after one message with an early help sign and perhaps another sign or circumstance."""
    sign = st.builds(_finding, early_help(), st.floats(0.5, 1.0), st.just(""), st.booleans())
    more = st.lists(findings(complex_severe()) | findings(), max_size=2)
    seldom = st.integers(0, 9).map(lambda n: n == 0)
    return st.builds(
        lambda first, others, **facts: Case(**facts).with_reading(Reading((first, *others)), danger=False),
        sign,
        more,
        danger=seldom,
        danger_possible=seldom,
        despite_help=seldom,
        severe_neglect=seldom,
        doubt=seldom,
    )


def whys() -> st.SearchStrategy[Why]:
    """A reason for advice."""
    return st.sampled_from(Why)


def messages() -> st.SearchStrategy[str]:
    """A message of words with anything between them, at its ends too."""
    parts = st.lists(st.tuples(_WORDS, _BETWEEN), max_size=25)
    return st.tuples(_BETWEEN | st.just(""), parts).map(lambda m: m[0] + "".join(word + gap for word, gap in m[1]))


def moments() -> st.SearchStrategy[datetime]:
    """A moment in UTC, of a few years with clock changes and every sort of bank holiday."""
    return st.datetimes(datetime(2024, 1, 1), datetime(2028, 12, 31)).map(lambda at: at.replace(tzinfo=timezone.utc))


def moments_near(moment: datetime, *, hours: int = 48) -> st.SearchStrategy[datetime]:
    """A moment at most that many hours from another, to the minute."""
    return st.integers(-hours * 60, hours * 60).map(lambda minutes: moment + timedelta(minutes=minutes))


def signs() -> st.SearchStrategy[str]:
    """A sign of a reference."""
    return st.sampled_from(ALPHABET)


def _finding(indicator: str, probability: float, evidence: str, reported: bool) -> Finding:
    return Finding(indicator, probability, evidence, 0, len(evidence), reported)


def _case(
    held: tuple[Finding, ...],
    danger: bool,
    danger_possible: bool,
    despite_help: bool,
    severe_neglect: bool,
    asked: list[str],
    waiting: bool,
    unclear: int,
    doubt: bool,
) -> Case:
    pending = asked[-1] if asked and waiting else None
    return Case(
        findings=held,
        danger=danger,
        danger_possible=danger_possible,
        despite_help=despite_help,
        severe_neglect=severe_neglect,
        asked=tuple(asked),
        settled=tuple(question for question in asked if question != pending),
        pending=pending,
        unclear=unclear if pending else 0,
        doubt=doubt,
    )
