"""Lists, fields that come and go, and new records of the guidance: nothing else changes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bot.teaching.errors import EditError
from bot.teaching.guidance_shape import add_record, remove_field, write_value
from tests.builders import ROOT

TEXT = """# The top.
entries:
  - id: one
    title: "First: things"
    answer: >-
      Folded words
      over two lines.
    keywords: [a, "b, c"]   # in brackets
    questions:
      - what is it
      # people ask this a lot
      - "is it: so"
      - why
    related: []

  # the second
  - id: two
    title: Second
    cuts: {clear: 0.5}
"""
ONE, TWO = ("entries", "one"), ("entries", "two")


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        pytest.param((*ONE, "keywords"), ("a", "d"), '[a, "b, c"]', "[a, d]", id="brackets"),
        pytest.param((*ONE, "keywords"), (), '[a, "b, c"]', "[]", id="brackets-emptied"),
        pytest.param((*ONE, "related"), ("two",), "related: []", "related: [two]", id="brackets-filled"),
        pytest.param(
            (*ONE, "questions"),
            ("what is it", "is it: so", "why", "how: much"),
            "      - why\n",
            '      - why\n      - "how: much"\n',
            id="one-more",
        ),
        pytest.param((*ONE, "questions"), ("what is it", "why"), '      - "is it: so"\n', "", id="one-less"),
        pytest.param(
            (*ONE, "questions"), ("what was it", "is it: so", "why"), "what is it", "what was it", id="one-changed"
        ),
        pytest.param((*TWO, "title"), "2nd", "Second", "2nd", id="a-single-value"),
        pytest.param(
            (*TWO, "in_force_until"),
            date(2027, 1, 2),
            "    cuts: {clear: 0.5}\n",
            "    cuts: {clear: 0.5}\n    in_force_until: 2027-01-02\n",
            id="a-new-field",
        ),
        pytest.param(
            (*ONE, "contacts"),
            ("duty_team",),
            "    related: []\n",
            "    related: []\n    contacts: [duty_team]\n",
            id="a-new-list-before-a-comment",
        ),
        pytest.param((*TWO, "cuts", "possible"), 0.1, "{clear: 0.5}", "{clear: 0.5, possible: 0.1}", id="in-braces"),
    ],
)
def test_what_is_meant_changes_and_nothing_else(path: tuple[str, ...], value: object, old: str, new: str) -> None:
    """Comments, order, quotes and blank lines stay to the byte."""
    assert TEXT.count(old) == 1
    assert write_value("x.yml", TEXT, path, value) == TEXT.replace(old, new)  # type: ignore[arg-type]


def test_a_block_list_can_be_emptied() -> None:
    """Brackets take its place; what follows stays."""
    text = write_value("x.yml", TEXT, (*ONE, "questions"), ())

    assert "    questions: []\n    related: []\n" in text


def test_a_field_can_be_taken_away() -> None:
    """With all of its lines."""
    text = remove_field("x.yml", TEXT, (*ONE, "questions"))

    assert "questions" not in text
    assert '    keywords: [a, "b, c"]   # in brackets\n    related: []\n' in text


def test_a_new_record_stands_at_the_end_in_the_manner_of_the_file() -> None:
    """Long words are folded, short lists stand in brackets, questions each on a line of their own."""
    record = {
        "id": "three",
        "title": "Third: thing",
        "kind": "fact",
        "answer": "Some words. " * 20,
        "sources": [{"document": "concern-page", "section": "Next: Steps"}],
        "keywords": ["x", "y"],
        "questions": ["what is three"],
        "checked": date(2026, 11, 26),
    }

    text = add_record("x.yml", TEXT, ("entries",), record)

    assert text.startswith(TEXT)
    assert '\n  - id: three\n    title: "Third: thing"\n    kind: fact\n    answer: >-\n      Some words.' in text
    assert '    sources:\n      - {document: concern-page, section: "Next: Steps"}\n    keywords: [x, y]\n' in text
    assert "    questions:\n      - what is three\n    checked: 2026-11-26\n" in text
    assert max(map(len, text.splitlines())) <= 116


@pytest.mark.parametrize(
    ("deed", "said"),
    [
        (lambda: write_value("x.yml", TEXT, ("entries", "none", "title"), "x"), "there is no entries.none"),
        (lambda: write_value("x.yml", TEXT, (*ONE, "title"), ("a", "b")), "no list of words"),
        (lambda: write_value("x.yml", TEXT, (*ONE, "questions"), "x"), "holds several things"),
        (lambda: write_value("x.yml", TEXT, (*ONE, "questions"), ("a", " ")), "needs words"),
        (lambda: remove_field("x.yml", TEXT, (*ONE, "id")), "begins its record"),
        (lambda: remove_field("x.yml", TEXT, (*ONE, "none")), "there is no"),
        (lambda: remove_field("x.yml", TEXT, (*TWO, "cuts", "clear")), "cannot be taken away"),
        (lambda: add_record("x.yml", TEXT, ("entries",), {"id": "one"}), "is used already"),
        (lambda: add_record("x.yml", "a: [b\n", ("a",), {"id": "one"}), "line 2"),
    ],
)
def test_what_cannot_be_done_is_said(deed: object, said: str) -> None:
    """In words, and nothing comes out."""
    with pytest.raises(EditError, match=said):
        deed()  # type: ignore[operator]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.just(" "), min_size=1)))
def test_any_words_come_back_as_they_were(words: list[str]) -> None:
    """Whatever is typed into a list either stands there afterwards, or is refused."""
    values = tuple(" ".join(one.split()) for one in words)
    try:
        text = write_value("x.yml", TEXT, (*ONE, "questions"), values)
    except EditError:
        assert "" in values or not values
        return

    assert YAML(typ="safe").load(text)["entries"][0]["questions"] == list(values)


def test_every_entry_of_the_guidance_takes_another_question() -> None:
    """In every file that there is, one line is added and all others stay."""
    for file in sorted((ROOT / "knowledge" / "north-east-lincolnshire" / "entries").glob("*.yml")):
        text = file.read_text(encoding="utf-8")
        entries = YAML(typ="safe").load(text)["entries"]
        entry = entries[len(entries) // 2]
        before = tuple(entry.get("questions", ()))

        changed = write_value(file.name, text, ("entries", entry["id"], "questions"), (*before, "one more question"))

        assert changed.replace("      - one more question\n", "", 1) == text
