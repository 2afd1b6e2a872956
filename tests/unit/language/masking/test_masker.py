"""Texts come back with markers where identifiers stood, or not at all."""

from __future__ import annotations

import pytest

from bot.language.masking.finding import Finding, marked_already, settled
from bot.language.masking.masked import MARKERS, Masked, MaskingError, Span, replace
from bot.language.masking.masker import Masker


def finding(start: int, end: int, kind: str = "person", weight: float = 0.5) -> Finding:
    return Finding(start, end, kind, weight)


def test_an_identifier_becomes_its_marker() -> None:
    """The marker takes the identifier's place, and the span says where that was."""
    masked = Masker(lambda text: [finding(0, 4), finding(15, 22, "postcode")] if "Jake" in text else []).mask(
        "Jake is out at DN1 1AA now"
    )

    assert masked == Masked("[name] is out at [postcode] now", (Span(0, 4, "person"), Span(15, 22, "postcode")))
    assert masked.counts() == {"person": 1, "postcode": 1}


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_nothing_is_asked_of_an_empty_text(text: str) -> None:
    """A text without a letter comes back as it was."""

    def never(text: str) -> list[Finding]:
        raise AssertionError

    assert Masker(never).mask(text) == Masked(text, ())


def test_a_failing_recogniser_gives_an_error_without_the_text() -> None:
    """Where anything fails nothing comes back that could be stored, and the error quotes nothing."""

    def failing(text: str) -> list[Finding]:
        raise ValueError(text)

    with pytest.raises(MaskingError) as caught:
        Masker(failing).mask("Jake is out")

    assert "Jake" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_half_a_surrogate_pair_is_looked_through_and_kept() -> None:
    """A character that cannot be encoded neither fails nor moves an offset."""
    seen = []

    def analyse(text: str) -> list[Finding]:
        seen.append(text.encode())
        return [finding(2, 6)] if "Jake" in text else []

    assert Masker(analyse).mask("\ud83d Jake").text == "\ud83d [name]"
    assert len(seen) == 2


def test_of_two_types_the_weightier_stays() -> None:
    """Two findings of different types never overlap in what is given back."""
    assert settled([finding(0, 5, "phone", 0.6), finding(3, 9, "nhs_number", 0.8)]) == (Span(3, 9, "nhs_number"),)


def test_findings_of_one_type_are_joined() -> None:
    """Two stretches of one type that overlap are one identifier."""
    assert settled([finding(0, 5), finding(3, 9)]) == (Span(0, 9, "person"),)


def test_a_marker_is_left_alone() -> None:
    """What was masked before is not masked again."""
    text = "[name] of [date of birth]"

    assert settled([finding(1, 5), finding(0, 6)], marked_already(text)) == ()


def test_markers_are_put_in_whatever_the_order() -> None:
    """The order of the spans does not matter."""
    spans = (Span(6, 8, "person"), Span(0, 2, "url"))

    assert replace("ab cd ef", spans).text == "[link] cd [name]"
    assert replace("ab cd ef", spans).spans == (Span(0, 2, "url"), Span(6, 8, "person"))


def test_every_marker_is_one_of_a_kind() -> None:
    """From the marker the type can be told."""
    assert len(set(MARKERS.values())) == len(MARKERS)


def test_what_shows_only_after_masking_is_masked_too() -> None:
    """A second look finds what the first hid, and its span is given in the original text."""

    def analyse(text: str) -> list[Finding]:
        if "Jake" in text:
            return [finding(0, 4)]
        return [finding(text.index("Tia"), text.index("Tia") + 3)] if "Tia" in text else []

    assert Masker(analyse).mask("Jake and Tia") == Masked(
        "[name] and [name]", (Span(0, 4, "person"), Span(9, 12, "person"))
    )
