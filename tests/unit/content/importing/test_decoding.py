"""Text in the wrong encoding is read with a warning; what is no text is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.importing.decoding import decode
from bot.content.importing.errors import UnreadableError

WORDS = "It’s £5 – “quoted” café"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_marked_and_common_encodings_need_no_warning(encoding: str) -> None:
    """UTF-8, and UTF-16 that says so, are certain."""
    assert decode(WORDS.encode(encoding)) == (WORDS, ())


def test_windows_text_is_read_with_a_warning() -> None:
    """Quotation marks and pound signs of Windows come out right, and somebody is asked to look."""
    text, warnings = decode(WORDS.encode("cp1252"))

    assert text == WORDS
    assert "cp1252" in warnings[0]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(bytes(range(256)) * 40, id="every-byte"),
        pytest.param(b"\xff\xfe\x00", id="half-a-sign"),
        pytest.param(b"text \x01\x02\x03\x04\x05 more", id="controls"),
        pytest.param(b"\xef\xbb\xbfa\xff", id="mark-without-its-encoding"),
    ],
)
def test_binary_data_is_refused(content: bytes) -> None:
    """Bytes that some encoding would let through are still no writing."""
    with pytest.raises(UnreadableError):
        decode(content)


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_a_plain_refusal(content: bytes) -> None:
    """No other error comes out, whatever goes in."""
    try:
        decode(content)
    except UnreadableError:
        return
