"""Which file is taken: its size, whether it can be read, and that its content is what its name says."""

from __future__ import annotations

import io
import zipfile
from enum import Enum
from pathlib import Path

from bot.content.importing.errors import RefusedError

LARGEST_MIB = 50
_NAMES = "PDF (.pdf), Word (.docx), HTML (.html), Markdown (.md) and text (.txt)"


class Format(str, Enum):
    """A type of document that is read."""

    PDF = "pdf"
    WORD = "docx"
    HTML = "html"
    MARKDOWN = "md"
    TEXT = "txt"


_ENDINGS = {
    ".pdf": Format.PDF,
    ".docx": Format.WORD,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
}
_WRITTEN = frozenset({Format.HTML, Format.MARKDOWN, Format.TEXT})
# How files begin that are sometimes given a wrong name.
_BEGINNINGS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or password-protected Office file"),
    (b"{\\rtf", "a rich text file (RTF)"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\x00", "a database"),
)


def read_whole(path: Path) -> bytes:
    """Return the bytes of a file that may be imported.

    Raises:
        RefusedError: It is missing, a folder, not readable, empty or too large; it is not read in that case.
    """
    try:
        if path.is_dir():
            raise RefusedError(f"{path} is a folder; name the files in it.")
        if not path.exists():
            raise RefusedError(f"{path} does not exist; check the name.")
        if not path.is_file():
            raise RefusedError(f"{path} is not an ordinary file; save the document as a file first.")
        size = path.stat().st_size
        if size == 0:
            raise RefusedError(f"{path} is empty; save the document again.")
        if size > LARGEST_MIB * 2**20:
            raise _too_large(path, size)
        with path.open("rb") as file:
            content = file.read(LARGEST_MIB * 2**20 + 1)
    except PermissionError:
        raise RefusedError(f"{path} may not be read by this account; change its permissions.") from None
    except (OSError, ValueError) as error:
        raise RefusedError(f"{path} cannot be read ({type(error).__name__}); copy it to this machine first.") from error
    if len(content) > LARGEST_MIB * 2**20:
        raise _too_large(path, len(content))
    return content


def format_of(path: Path, content: bytes) -> Format:
    """Return the type of the content, where it is the type that the name says.

    Raises:
        RefusedError: It is another type than the name says, or none that is read.
    """
    named = _ENDINGS.get(path.suffix.lower())
    held, words = _held(content)
    if named is None:
        raise RefusedError(f"{path} is not of a type that is read; these are: {_NAMES}.")
    if held is named or (held is None and words is None and named in _WRITTEN):
        return named
    # Markdown and text may hold HTML in places; only a whole page is taken for one.
    found = words or "plain text"
    raise RefusedError(f"{path} is named {path.suffix} but holds {found}; save it again in the right format.")


def _held(content: bytes) -> tuple[Format | None, str | None]:
    """Return the type that the content shows, and the words for it; nothing for writing of any kind."""
    head = content[:1024]
    if b"%PDF-" in head:
        return Format.PDF, "a PDF"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return (Format.WORD, "a Word document") if _is_word(content) else (None, "a ZIP archive or another Office file")
    for beginning, words in _BEGINNINGS:
        if head.startswith(beginning):
            return None, words
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return Format.HTML, "a web page (HTML)"
    if not head.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\x00" in content[:65536]:
        return None, "binary data"
    return None, None


def _is_word(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        # Cut short; the name decides, and reading it says that it is damaged.
        return b"word/" in content


def _too_large(path: Path, size: int) -> RefusedError:
    return RefusedError(
        f"{path} has {size / 2**20:.0f} MiB, and at most {LARGEST_MIB} MiB are read; "
        "split it, or save it without pictures."
    )
