"""Readings and cases as plain JSON values and back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from bot.advice.case import Case
from bot.advice.reading import Reading
from bot.advice.records import case_from_record, case_to_record, reading_from_record, reading_to_record
from tests.strategies import cases, readings


@given(read=readings())
def test_a_reading_survives_its_record(read: Reading) -> None:
    """A reading comes back from JSON as it went in."""
    assert reading_from_record(json.loads(json.dumps(reading_to_record(read)))) == read


@given(case=cases())
def test_a_case_survives_its_record(case: Case) -> None:
    """A case comes back from JSON as it went in."""
    assert case_from_record(json.loads(json.dumps(case_to_record(case)))) == case


@pytest.mark.parametrize("nothing", [None, {}])
def test_nothing_gives_an_empty_reading_and_a_new_case(nothing: dict[str, Any] | None) -> None:
    """Where nothing was written, nothing was understood and nothing is known."""
    assert reading_from_record(nothing) == Reading()
    assert case_from_record(nothing) == Case()


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"findings": None}, id="not-a-list"),
        pytest.param({"findings": [{"indicator": "home_alone"}]}, id="a-finding-cut-short"),
        pytest.param({"set_aside": [{"reason": "a mood"}]}, id="an-unknown-reason"),
    ],
)
def test_a_reading_of_another_shape_is_an_error(change: dict[str, Any]) -> None:
    """A record that another version wrote is refused, never half read."""
    with pytest.raises((TypeError, KeyError, ValueError)):
        reading_from_record({**reading_to_record(Reading()), **change})


def test_a_case_with_an_unknown_field_is_an_error() -> None:
    """A record that another version wrote is refused, never half read."""
    with pytest.raises(TypeError):
        case_from_record({**case_to_record(Case()), "mood": "calm"})
