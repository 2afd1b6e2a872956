"""One word for what people call by several."""

from __future__ import annotations

import pytest

from bot.content.schema import Synonym
from bot.content.synonyms import one_word_for_each
from tests.builders import real_pack

REWRITE = one_word_for_each(
    [
        Synonym(means="child", said=("kid", "kids", "children")),
        Synonym(means="child in need", said=("cin", "children in need")),
        Synonym(means="accident and emergency", said=("a&e",)),
    ]
)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        pytest.param("Kids at home", "child at home", id="capital"),
        pytest.param("children in need", "child in need", id="longest-first"),
        pytest.param("CIN, kid", "child in need, child", id="beside-a-comma"),
        pytest.param("kidney cinema", "kidney cinema", id="whole-words-only"),
        pytest.param("in A&E now", "in accident and emergency now", id="with-a-sign"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_what_is_said_becomes_what_is_meant(text: str, plain: str) -> None:
    """Whole words alone, the longest first, in small letters."""
    assert REWRITE(text) == plain


def test_without_synonyms_only_letters_become_small() -> None:
    """A pack need not have any."""
    assert one_word_for_each([])("Kids") == "kids"


def test_rewriting_twice_changes_nothing_more() -> None:
    """What is meant is never itself something that is said."""
    rewrite = real_pack().rewrite
    for synonym in real_pack().synonyms:
        for said in synonym.said:
            assert rewrite(rewrite(said)) == rewrite(said) == synonym.means
