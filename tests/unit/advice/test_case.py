"""What is known in one conversation so far."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.advice.case import Case
from bot.advice.reading import Reading
from tests.builders import finding, reading
from tests.strategies import cases, readings


def test_of_two_findings_of_one_indicator_the_likelier_stays() -> None:
    """A fainter mention later on takes nothing away."""
    first = Case().with_reading(reading(finding("home_alone", 0.8)), danger=False)

    assert first.with_reading(reading(finding("home_alone", 0.4)), danger=False).probability("home_alone") == 0.8
    assert first.with_reading(reading(finding("home_alone", 0.9)), danger=False).probability("home_alone") == 0.9


def test_of_two_findings_as_likely_the_later_stays() -> None:
    """Where two mentions are as likely, the words shown are those just written."""
    first = Case().with_reading(reading(finding("home_alone", 0.8, "alone before")), danger=False)

    later = first.with_reading(reading(finding("home_alone", 0.8, "alone now")), danger=False)

    assert [held.evidence for held in later.findings] == ["alone now"]


@given(case=cases(), read=readings(), danger=st.booleans())
def test_a_reading_only_ever_adds(case: Case, read: Reading, danger: bool) -> None:
    """No message takes a sign, a danger or a circumstance out of the case."""
    after = case.with_reading(read, danger=danger)

    for held in (*case.findings, *read.findings):
        assert after.probability(held.indicator) >= held.probability
    assert after.danger == (case.danger or danger)
    assert after.despite_help == (case.despite_help or read.despite_help)
    assert after.severe_neglect == (case.severe_neglect or read.severe_neglect)
    assert (after.asked, after.settled, after.pending, after.doubt) == (
        case.asked,
        case.settled,
        case.pending,
        case.doubt,
    )


@given(case=cases(), read=readings())
def test_the_same_reading_twice_is_the_same_as_once(case: Case, read: Reading) -> None:
    """A message that is delivered twice changes nothing the second time."""
    once = case.with_reading(read, danger=False)

    assert once.with_reading(read, danger=False) == once


def test_nothing_speaks_for_an_indicator_that_was_not_found() -> None:
    """An indicator without a finding has probability 0."""
    assert Case().probability("home_alone") == 0.0
