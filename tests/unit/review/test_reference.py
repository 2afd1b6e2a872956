"""The short code under which the duty team finds a case."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.review import reference
from bot.review.reference import ALPHABET, new_reference, normalised
from tests.strategies import signs

REFERENCES = st.lists(signs(), min_size=4, max_size=4).map(
    lambda body: f"NEL-{''.join(body)}{reference._check_sign(''.join(body))}"
)


def test_a_new_reference_has_the_shape_of_the_design() -> None:
    """A reference is NEL, a dash and five signs that look and sound like no other."""
    for _ in range(200):
        assert re.fullmatch(rf"NEL-[{ALPHABET}]{{5}}", new_reference())


def test_signs_that_are_easily_mistaken_are_left_out() -> None:
    """No two signs of a reference look or sound alike."""
    assert not set(ALPHABET) & set("015BGILOQSUVZ")
    assert len(set(ALPHABET)) == len(ALPHABET) == 23


def test_a_new_reference_is_right_by_its_own_check() -> None:
    """What is minted is found again."""
    for _ in range(200):
        made = new_reference()
        assert normalised(made) == made


def test_new_references_differ() -> None:
    """References are drawn from a large number of codes, not counted up."""
    assert len({new_reference() for _ in range(200)}) > 190


@given(written=REFERENCES)
def test_a_reference_survives_typing(written: str) -> None:
    """Case, spaces, dashes and a missing prefix are the writer's own."""
    body = written.removeprefix("NEL-")

    for typed in (
        written,
        written.lower(),
        f"  {written} ",
        written.replace("-", ""),
        written.replace("-", " "),
        written.replace("-", "\u2013"),
        body,
        body.lower(),
        " ".join(body),
        f"nel {body[:2]} {body[2:]}.",
    ):
        assert normalised(typed) == written


@given(written=REFERENCES, place=st.integers(4, 8), slip=signs())
def test_every_single_slip_is_caught(written: str, place: int, slip: str) -> None:
    """A reference with one wrong sign is refused, so that it never opens another child's case."""
    typed = written[:place] + slip + written[place + 1 :]

    assert normalised(typed) == (written if typed == written else None)


@given(written=REFERENCES, place=st.integers(4, 7))
def test_every_swap_of_neighbours_is_caught(written: str, place: int) -> None:
    """A reference with two neighbouring signs in the wrong order is refused."""
    typed = written[:place] + written[place + 1] + written[place] + written[place + 2 :]

    assert normalised(typed) == (written if typed == written else None)


@given(written=REFERENCES, place=st.integers(4, 8), extra=signs())
def test_a_sign_too_many_or_too_few_is_caught(written: str, place: int, extra: str) -> None:
    """A reference of another length is refused."""
    assert normalised(written[:place] + written[place + 1 :]) is None
    assert normalised(written[:place] + extra + written[place:]) is None


@pytest.mark.parametrize(
    "typed",
    ["", "NEL", "NEL-", "NEL-00000", "NEL-OIL5S", "hello", "NEL-7F3K\u00b2", "NEL-\uff12\uff13\uff14\uff16\uff17"],
)
def test_what_cannot_be_a_reference_is_none(typed: str) -> None:
    """Signs that no reference has are refused without an error."""
    assert normalised(typed) is None


@given(typed=st.text(max_size=20))
def test_any_text_is_a_reference_or_none(typed: str) -> None:
    """Nothing that is typed raises an error, and what is taken is right by its check."""
    found = normalised(typed)

    assert found is None or normalised(found) == found
