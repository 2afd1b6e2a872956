"""Pasted text is looked through without what nobody sees, and its spans are given in the text as it came."""

from __future__ import annotations

import pytest

from bot.language.masking.finding import Finding
from bot.language.masking.masked import Span
from bot.language.masking.masker import Masker
from bot.language.masking.readable import Readable


@pytest.mark.parametrize(
    ("original", "read"),
    [
        pytest.param("Jake, 7\r\nand mum", "Jake, 7\r\nand mum", id="plain"),
        pytest.param("DN31\u200b1AA", "DN311AA", id="no-width"),
        pytest.param("J\x00a\x00k\x00e\x00", "Jake", id="two-bytes-a-letter"),
        pytest.param("\u202eekaJ\u202c", "ekaJ", id="direction"),
        pytest.param("０７７００\u00a0900", "07700 900", id="wide"),
        pytest.param("٠٧٧", "077", id="arabic-figures"),
        pytest.param("07700\u2011900", "07700-900", id="hyphen-that-does-not-break"),
        pytest.param("jo＠example.com", "jo@example.com", id="wide-at"),
        pytest.param("e\u0301 😀 Siân …", "e\u0301 😀 Siân …", id="accents-and-emoji-stay"),
        pytest.param("\ud83d ok", "\ufffd ok", id="half-a-pair"),
    ],
)
def test_what_is_looked_through(original: str, read: str) -> None:
    """Signs of no width are left out, and figures and signs that look like plain ones are read as those."""
    assert Readable.of(original).text == read


def test_spans_are_given_in_the_original() -> None:
    """A span covers the signs of no width inside it, and none beside it."""
    readable = Readable.of("\u200ba\u200bb\u200bc\u200b")

    assert readable.text == "abc"
    assert readable.back([Span(0, 2, "person")]) == (Span(1, 4, "person"),)


def test_a_text_of_signs_that_nobody_sees_is_not_asked_about() -> None:
    """Where nothing is left to read nothing is looked for, and the text comes back."""

    def never(text: str) -> list[Finding]:
        raise AssertionError

    assert Masker(never).mask("\u200b\x00").text == "\u200b\x00"


def test_a_mask_covers_the_whole_of_what_was_hidden_in() -> None:
    """The marker takes the place of the identifier with all that was hidden in it."""

    def analyse(text: str) -> list[Finding]:
        start = text.find("Jake")
        return [Finding(start, start + 4, "person", 0.9)] if start >= 0 else []

    masked = Masker(analyse).mask("😀 J\u200ba\x00ke is out")

    assert masked.text == "😀 [name] is out"
    assert masked.spans == (Span(2, 8, "person"),)
