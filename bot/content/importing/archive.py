"""Whether a ZIP file may be unpacked: a small file can hold one that fills the memory."""

from __future__ import annotations

import io
import zipfile
import zlib

from bot.content.importing.errors import UnreadableError

MOST_MEMBERS = 5_000
MOST_MIB = 250
# Word's XML shrinks to a tenth or a twentieth; a bomb to a thousandth.
MOST_TIMES = 150
_FREE_MIB = 5
_PIECE = 1 << 20


def check_archive(content: bytes) -> None:
    """Return where the archive is harmless: first by what it declares, then by unpacking it piece by piece.

    Raises:
        UnreadableError: It is damaged, protected by a password, or far larger than it looks.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _check_size(len(members), sum(member.file_size for member in members), len(content))
            unpacked = 0
            for member in members:
                if member.flag_bits & 0x1:
                    raise UnreadableError("it is protected by a password; save it without one")
                with archive.open(member) as file:
                    while piece := file.read(_PIECE):
                        unpacked += len(piece)
                        _check_size(len(members), unpacked, len(content))
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, zlib.error) as error:
        raise UnreadableError("it is damaged; save it again or ask for another copy") from error


def _check_size(members: int, unpacked: int, packed: int) -> None:
    blown_up = unpacked > _FREE_MIB * 2**20 and unpacked > MOST_TIMES * packed
    if members > MOST_MEMBERS or unpacked > MOST_MIB * 2**20 or blown_up:
        raise UnreadableError("it unpacks to far more than a document holds; it is not read")
