"""From a file to a document, in a child process, and every kind of bad input."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.content.importing import sniff
from bot.content.importing.confined import Limits, read_confined
from bot.content.importing.errors import DocumentError, RefusedError, UnreadableError
from bot.content.importing.sniff import Format
from bot.content.importing.take_in import Details, take_in
from bot.content.importing.worker import read
from tests.unit.content.importing.files import Line, bomb, pdf, word

DETAILS = Details("north-east-lincolnshire", "policy", "Local thresholds", "March 2024")
BODY = "The team answers within one working day."


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", pdf([Line(BODY)])),
        ("a.docx", word(("Normal", BODY))),
        ("a.html", f"<p>{BODY}</p>".encode()),
        ("a.md", f"*{BODY}*".encode()),
        ("a.txt", BODY.encode()),
        ("A.TXT", BODY.encode("utf-16")),
    ],
    ids=["pdf", "word", "html", "markdown", "text", "text-utf-16"],
)
def test_every_format_comes_through_the_child_process(tmp_path: Path, name: str, content: bytes) -> None:
    """The document has the details that were given and the passages of the file."""
    document = take_in(put(tmp_path, name, content), DETAILS)

    assert [p.text for p in document.passages] == [BODY]
    assert (document.title, document.date, document.kind) == ("Local thresholds", "March 2024", "policy")


def test_the_same_file_gives_the_same_document(tmp_path: Path) -> None:
    """Nothing in it depends on the time or the place; another title gives another id."""
    first = take_in(put(tmp_path, "a.txt", BODY.encode()), DETAILS, read)
    again = take_in(put(tmp_path, "a.txt", BODY.encode()), DETAILS, read)
    other = take_in(put(tmp_path, "a.txt", BODY.encode()), Details(DETAILS.authority, title="B", date="2024"), read)

    assert first == again
    assert other.id != first.id


def test_a_file_that_says_its_title_needs_none(tmp_path: Path) -> None:
    """Title and date are taken from the file where they are not given."""
    document = take_in(put(tmp_path, "x.pdf", pdf([Line(BODY)], title="Own title")), Details("national"), read)

    assert (document.title, document.date) == ("Own title", "2024-03-15")


def test_a_document_without_a_date_is_refused(tmp_path: Path) -> None:
    """Every quotation shows a date, so somebody must give one."""
    with pytest.raises(RefusedError, match="--date"):
        take_in(put(tmp_path, "x.txt", BODY.encode()), Details("national"), read)


BAD = {
    "empty": ("a.pdf", b"", "is empty"),
    "only-spaces": ("a.txt", b"  \n\n ", "no text"),
    "protected-pdf": ("a.pdf", pdf([Line(BODY)], password="x"), "password"),
    "damaged-pdf": ("a.pdf", pdf([Line(BODY)])[:200], "damaged"),
    "scan": ("a.pdf", pdf([]), "OCR"),
    "word-named-pdf": ("a.pdf", word(("Normal", BODY)), "holds a Word document"),
    "pdf-named-text": ("a.txt", pdf([Line(BODY)]), "holds a PDF"),
    "page-named-text": ("a.txt", b"<!DOCTYPE html><p>x</p>", "web page"),
    "text-named-word": ("a.docx", BODY.encode(), "plain text"),
    "picture-named-pdf": ("a.pdf", b"\x89PNG\r\n\x1a\n" + b"x" * 99, "PNG"),
    "protected-word": ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "password-protected"),
    "damaged-word": ("a.docx", word(("Normal", BODY))[:3000], "damaged"),
    "bomb": ("a.docx", bomb(40), "unpacks to far more"),
    "zip": ("a.zip", b"PK\x03\x04", "not of a type"),
    "spreadsheet": ("a.xlsx", b"PK\x03\x04", "not of a type"),
    "binary-text": ("a.txt", bytes(range(256)) * 9, "binary"),
    "binary-without-nul": ("a.md", bytes(range(1, 32)) * 9 + b"\xff\xfe\xfd", "text"),
}


@pytest.mark.parametrize(("name", "content", "words"), BAD.values(), ids=BAD)
def test_bad_input_gets_one_plain_sentence(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    """The sentence names the file, says what is wrong and fits on one line."""
    path = put(tmp_path, name, content)
    with pytest.raises(DocumentError, match=words) as caught:
        take_in(path, DETAILS)

    sentence = str(caught.value)
    assert sentence.startswith(str(path))
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """A folder, a missing file, a device and a file that may not be read are told apart."""
    for path, words in (
        (tmp_path, "folder"),
        (tmp_path / "no.pdf", "does not exist"),
        (Path("/dev/null"), "ordinary file"),
    ):
        with pytest.raises(RefusedError, match=words):
            take_in(path, DETAILS)


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The administrator may read everything, so the refusal is played."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    path = put(tmp_path, "a.txt", b"words")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(RefusedError, match="permissions"):
        take_in(path, DETAILS)


def test_a_file_that_is_too_large_is_not_even_read(tmp_path: Path) -> None:
    """500 MiB of nothing take no disk here and no memory there."""
    path = tmp_path / "a.pdf"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 500 * 2**20)

    with pytest.raises(RefusedError, match="500 MiB, and at most 50"):
        sniff.read_whole(path)


def test_reading_that_takes_too_long_is_ended() -> None:
    """The time is that of a clock on the wall."""
    with pytest.raises(UnreadableError, match="too long"):
        read_confined(BODY.encode(), Format.TEXT, Limits(seconds=0))


def test_reading_that_needs_too_much_memory_is_ended() -> None:
    """The child process may not take the machine down."""
    with pytest.raises(UnreadableError):
        read_confined(b"words " * 2_000_000, Format.TEXT, Limits(memory_bytes=120 * 2**20))
