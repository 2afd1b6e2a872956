"""A ZIP file is unpacked for counting before anything parses it."""

from __future__ import annotations

import io
import zipfile

import pytest

from bot.content.importing import archive
from bot.content.importing.archive import check_archive
from bot.content.importing.errors import UnreadableError
from tests.unit.content.importing.files import bomb, word


def test_an_ordinary_document_passes() -> None:
    """What Word writes is harmless."""
    check_archive(word(("Normal", "Words.")))


def test_a_bomb_is_refused_by_what_it_declares(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is unpacked once the declared size is too much."""
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("unpacked"))
    with pytest.raises(UnreadableError, match="far more"):
        check_archive(BOMB)


def test_a_bomb_that_declares_little_is_refused_too() -> None:
    """A false size in the directory lets no more through than it says."""
    size = (40 * 2**20).to_bytes(4, "little")
    lying = BOMB.replace(size, (100).to_bytes(4, "little"))
    assert lying != BOMB
    with pytest.raises(UnreadableError):
        check_archive(lying)


def test_too_many_members_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document has dozens of parts, not thousands."""
    monkeypatch.setattr(archive, "MOST_MEMBERS", 3)
    with pytest.raises(UnreadableError, match="far more"):
        check_archive(word(("Normal", "Words.")))


def test_a_protected_archive_is_refused() -> None:
    """The flag of a password stands in the directory."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("word/document.xml", "x")
    content = bytearray(out.getvalue())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnreadableError, match="password"):
        check_archive(bytes(content))


BOMB = bomb(40)
