"""Which of two editions is the newer, told by dates as people write them."""

from __future__ import annotations

import pytest

from bot.content.importing.document import Document
from bot.content.importing.editions import date_of, superseded


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("2024-03-15", (2024, 3, 15)),
        ("15 March 2024", (2024, 3, 15)),
        ("1st Sept. 2024", (2024, 9, 1)),
        ("September 2024", (2024, 9)),
        ("15/03/2024", (2024, 3, 15)),
        ("2023/24", (2023,)),
        ("2023-2025", (2023,)),
        ("undated", ()),
    ],
)
def test_dates_are_read_as_far_as_they_say(words: str, date: tuple[int, ...]) -> None:
    """Of a span of years the first one counts."""
    assert date_of(words) == date


def document(name: str, title: str, date: str, *, beside: bool = False) -> Document:
    """Return a document without passages."""
    return Document(
        id=name, title=title, date=date, beside=beside, authority="a", kind="policy", file="x", sha256="0", passages=()
    )


def test_every_older_edition_is_superseded_by_the_newest() -> None:
    """Titles are the same but for years, case and signs; an undated edition is the oldest."""
    editions = [
        document("one", "Local Plan 2021/22", "2021"),
        document("two", "local plan: 2022/23", "May 2022"),
        document("three", "Local plan", "undated"),
        document("four", "Local plan", "2023-01-05"),
        document("other", "Local plans", "2020"),
        document("beside", "Local plan", "2019", beside=True),
    ]

    assert {name: newer.id for name, newer in superseded(editions).items()} == dict.fromkeys(
        ("one", "two", "three"), "four"
    )
    assert superseded(editions[::-1]).keys() == {"one", "two", "three"}


def test_dates_that_do_not_say_which_is_newer_supersede_nothing() -> None:
    """The year alone and a month of the same year, or the same date."""
    assert not superseded([document("one", "Plan", "2024"), document("two", "Plan", "May 2024")])
    assert not superseded([document("one", "Plan", "2024"), document("two", "Plan", "2024")])
    assert not superseded([document("one", "Plan", "undated"), document("two", "Plan", "draft")])
