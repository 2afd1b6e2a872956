"""The pack says in its own words what the documents say, and no number that they do not hold.

The documents lie beside the project where it is developed; elsewhere these tests are skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.content import schema
from tests.builders import ROOT, real_pack

GUIDANCE = ROOT.parent / "shared" / "guidance"
LONGEST_RUN_WORDS = 11
# Names of documents and of their sections are cited as they are.
CITATIONS = frozenset({"section", "title", "publisher", "file"})
NUMBER = re.compile(r"\d+(?:\.\d+)*")
# Sums and counts of our own, each from figures that the document prints.
OWN_ARITHMETIC = {
    "funding-contributions": {"105231"},
    "budget-spending": {"108231"},
    "training-totals": {"1227"},
    "signs-two-lists": {"26"},
    "signs-explained": {"26"},
}
pytestmark = pytest.mark.skipif(not GUIDANCE.is_dir(), reason="the documents are not here")


@lru_cache(maxsize=1)
def documents() -> dict[str, str]:
    """Return the text of every document, by its file name."""
    return {path.name: path.read_text(encoding="utf-8", errors="replace") for path in sorted(GUIDANCE.glob("*.txt"))}


def words_of(text: str) -> list[str]:
    """Return the words of a text, without case, signs and apostrophes."""
    return re.findall(r"[a-z0-9]+", text.lower().replace("\u2019", "").replace("'", ""))


@lru_cache(maxsize=1)
def runs_of_documents() -> dict[tuple[str, ...], str]:
    """Return every run of twelve words in the documents, with its document."""
    runs: dict[tuple[str, ...], str] = {}
    for name, text in documents().items():
        words = words_of(text)
        for start in range(len(words) - LONGEST_RUN_WORDS):
            runs.setdefault(tuple(words[start : start + LONGEST_RUN_WORDS + 1]), name)
    return runs


def shared_runs(text: str) -> list[str]:
    """Return the runs of twelve words that a text shares with a document."""
    words = words_of(text)
    runs = (tuple(words[start : start + LONGEST_RUN_WORDS + 1]) for start in range(len(words) - LONGEST_RUN_WORDS))
    return [f"{runs_of_documents()[run]}: {' '.join(run)}" for run in runs if run in runs_of_documents()]


def texts_of(value: Any, key: str = "") -> Iterator[str]:
    """Yield every text of a file but its citations."""
    if isinstance(value, str):
        if key not in CITATIONS:
            yield value
    elif isinstance(value, dict):
        # The title of an entry is our own; that of a source is the document's.
        cites = "publisher" in value
        for name, inner in value.items():
            yield from texts_of(inner, "own title" if name == "title" and not cites else name)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner, key)


def files_of_knowledge() -> list[Path]:
    """Return every file below `knowledge/`."""
    return sorted(path for path in (ROOT / "knowledge").rglob("*") if path.suffix in {".yml", ".yaml", ".md", ".txt"})


@pytest.mark.parametrize("path", [pytest.param(path, id=path.name) for path in files_of_knowledge()])
def test_no_sentence_is_copied(path: Path) -> None:
    """No run of twelve or more words is shared with any document, in texts and in comments."""
    text = path.read_text(encoding="utf-8")
    found: list[str] = []
    if path.suffix in {".yml", ".yaml"}:
        for held in texts_of(YAML(typ="safe").load(text)):
            found += shared_runs(held)
        found += shared_runs(" ".join(re.findall(r"#(.*)", text)))
    else:
        found += shared_runs(text)

    assert found == []


def test_a_copied_sentence_is_caught() -> None:
    """The search finds a sentence that was taken over with other signs and case."""
    words = words_of(next(iter(documents().values())))

    assert shared_runs(", ".join(word.upper() for word in words[100:112]))
    assert not shared_runs(" ".join(words[100:111]))


def numbers_of(text: str) -> set[str]:
    """Return the numbers of a text, without the commas by which thousands are told."""
    return set(NUMBER.findall(re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)))


@lru_cache(maxsize=1)
def numbers_of_names() -> set[str]:
    """Return the numbers in the names and dates of documents, and of the contacts, which may stand in any entry."""
    pack = real_pack()
    names = [f"{source.title} {source.date}" for source in pack.sources.values()]
    contacts = [f"{contact.phone} {contact.option}" for contact in pack.contacts.values()]
    return {number for text in (*names, *contacts) for number in numbers_of(text)}


@cache
def numbers_in(document: str) -> frozenset[str]:
    """Return the numbers of a document of the pack; where it prints a space within one, with and without it."""
    file = real_pack().sources[document].file
    text = documents()[file] if file else ""
    return frozenset(numbers_of(text) | numbers_of(re.sub(r"(?<=\d), (?=\d{3}\b)", ",", text)))


@pytest.mark.parametrize("entry", [pytest.param(entry, id=entry.id) for entry in real_pack().entries.values()])
def test_every_number_of_an_entry_is_in_its_document(entry: schema.Entry) -> None:
    """A number in an answer stands in a document that the entry cites, or that it says differs."""
    cited = {ref.document for ref in entry.sources} | {one.document for one in entry.differs}
    held = numbers_of_names() | OWN_ARITHMETIC.get(entry.id, set())
    held |= {number for document in cited for number in numbers_in(document)}
    told = " ".join((entry.title, entry.answer, *(one.says for one in entry.differs)))

    assert numbers_of(told) <= held


def test_sums_of_our_own_are_still_told() -> None:
    """An exception that no entry needs any more is taken off the list."""
    for entry_id, numbers in OWN_ARITHMETIC.items():
        entry = real_pack().entries[entry_id]
        told = " ".join((entry.answer, *(one.says for one in entry.differs)))
        assert numbers <= numbers_of(told), entry_id


def test_every_document_of_the_pack_is_here() -> None:
    """The files that sources name are those beside the project."""
    assert {source.file for source in real_pack().sources.values() if source.file} == set(documents())
