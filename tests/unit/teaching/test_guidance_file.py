"""Fields of the guidance, changed in place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.content.pack import DEFAULT_PACK
from bot.teaching.errors import EditError
from bot.teaching.guidance_file import read_field, write_field
from bot.teaching.guidance_preview import preview
from tests.builders import ROOT

TEXT = """# The top.
name: A place   # in short
cuts: {clear: 0.45, possible: 0.1}
checked: 2026-11-22
on: true
items:
  # the first
  - id: one
    label: 'quoted: words'
    answer: >-
      Folded words
      over two lines.

  # the second
  - id: two
    answer: |
      As it
      is written.
"""


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        (("name",), "Another place", "A place", "Another place"),
        (("cuts", "possible"), 0.12, "0.1}", "0.12}"),
        (("checked",), date(2027, 1, 2), "2026-11-22", "2027-01-02"),
        (("on",), False, "true", "false"),
        (("items", 0, "label"), 'other: "words"', "'quoted: words'", '"other: \\"words\\""'),
        (("name",), "true", "A place", '"true"'),
        (("name",), "- dash # and comment", "A place", '"- dash # and comment"'),
        (("items", 0, "answer"), "New words.", "Folded words\n      over two lines.\n", "New words.\n"),
        (("items", 1, "answer"), "New\nwords.", "As it\n      is written.\n", "New\n      words.\n"),
    ],
)
def test_one_field_changes_and_nothing_else(path: tuple[str | int, ...], value: object, old: str, new: str) -> None:
    """Comments, order, quotes of other fields and blank lines stay to the byte."""
    assert write_field("x.yml", TEXT, path, value) == TEXT.replace(old, new)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (("nothing",), "there is no nothing"),
        (("items", 7), "there is no items.7"),
        (("items",), "several things"),
        (("name", "deeper"), "there is no name.deeper"),
    ],
)
def test_what_is_no_field_is_said(path: tuple[str | int, ...], said: str) -> None:
    """The error names the field as the editor asked for it."""
    with pytest.raises(EditError, match=said):
        write_field("x.yml", TEXT, path, "new")


def test_empty_words_are_refused() -> None:
    """A field is emptied by somebody who knows what hangs on it, not by a form."""
    with pytest.raises(EditError, match="needs words"):
        write_field("x.yml", TEXT, ("name",), "  ")


def every_text(content: object, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], str]]:
    if isinstance(content, dict):
        return [found for key, value in content.items() for found in every_text(value, (*path, key))]
    if isinstance(content, list):
        return [found for place, value in enumerate(content) for found in every_text(value, (*path, place))]
    return [(path, content)] if isinstance(content, str) else []


@pytest.mark.parametrize("name", ["indicators.yml", "questions.yml", "contacts.yml", "routes.yml", "steps.yml"])
def test_every_text_of_the_pack_can_be_edited(name: str) -> None:
    """For each text of a file: the new words are read back, and all that was there before is still there."""
    text = (DEFAULT_PACK / name).read_text(encoding="utf-8")
    for path, words in every_text(YAML(typ="safe").load(text))[::15]:
        changed = write_field(name, text, path, f"{words} Two words: more")

        assert read_field(name, changed, path) == f"{words} Two words: more"
        assert [line for line in text.split("\n") if line.lstrip().startswith("#")] == [
            line for line in changed.split("\n") if line.lstrip().startswith("#")
        ]


def test_a_preview_says_what_changes_in_advice() -> None:
    """The editor reads the change as the practitioner would meet it."""
    file = DEFAULT_PACK.relative_to(ROOT) / "indicators.yml"
    text = write_field(str(file), (ROOT / file).read_text(encoding="utf-8"), ("indicators", 0, "label"), "Other words")

    found = preview(DEFAULT_PACK, ROOT, {file.as_posix(): text})

    assert found.faults == ()
    assert [change.new for change in found.changes] == ["Other words"]


def test_a_preview_names_faults_by_the_files_editors_know() -> None:
    """A fault is said in words, with no folder of ours in it."""
    file = DEFAULT_PACK.relative_to(ROOT) / "indicators.yml"
    text = (ROOT / file).read_text(encoding="utf-8").replace("level: early_help", "level: early_hlp", 1)

    found = preview(DEFAULT_PACK, ROOT, {file.as_posix(): text})

    assert found.changes == ()
    assert any(fault.startswith("indicators.yml: ") and "early_help" in fault for fault in found.faults)


def test_a_preview_of_broken_yaml_gives_the_line() -> None:
    """What a person broke by hand is told with line and column."""
    file: Path = DEFAULT_PACK.relative_to(ROOT) / "steps.yml"

    found = preview(DEFAULT_PACK, ROOT, {file.as_posix(): "steps:\n  - {a: 1\n"})

    assert "line 3" in found.faults[0] or "line 2" in found.faults[0]
