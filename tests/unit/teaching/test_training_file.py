"""Edits of a training file change the lines that are meant, and no others."""

from __future__ import annotations

import pytest
from ruamel.yaml import YAML

from bot.teaching.errors import EditError
from bot.teaching.training_file import TrainingFile

HEAD = 'version: "3.1"\n# What this file is for.\nnlu:\n'
BLOCK = """- intent: concern/home_alone
  metadata: {voice: teacher, writer: one}   # a comment that stays
  examples: |
    - [he is by himself until seven](home_alone)
    - odd   spacing  and "quotes": stay
- intent: concern/home_alone
  metadata: {voice: nurse, also: [housing], writer: two}
  examples: |
    - a ward sister writes this
"""


def long_file(lines: int) -> str:
    """Return a training file of at least so many lines, with comments, odd spacing and blank lines in it."""
    parts, number = [HEAD], 0
    while sum(part.count("\n") for part in parts) < lines:
        number += 1
        parts.append(f"- intent: concern/home_alone\n  metadata: {{voice: v{number % 7},   writer: w{number}}}\n")
        parts.append("  examples: |\n")
        parts += [f"    - message {number}.{n}, with [words {n}](home_alone)  \n" for n in range(9)]
        parts.append("\n" if number % 5 == 0 else f"# block {number} ends here\n")
    return "".join(parts)


@pytest.fixture(scope="module")
def long_text() -> str:
    text = long_file(5_000)
    assert text.count("\n") >= 5_000
    return text


def without(text: str, *lines: int) -> list[str]:
    return [line for number, line in enumerate(text.split("\n")) if number not in lines]


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["unix", "windows"])
def test_a_change_in_five_thousand_lines_changes_one(long_text: str, ending: str) -> None:
    """Every other line is the same to the byte, comments, blank lines and line endings included."""
    text = long_text.replace("\n", ending)
    file = TrainingFile("home_alone.yml", text)
    before = "message 300.4, with [words 4](home_alone)"

    changed = file.change("concern/home_alone", before, "now [quite other words](home_alone)").text

    differing = [n for n, (a, b) in enumerate(zip(text.split("\n"), changed.split("\n"))) if a != b]
    assert len(differing) == 1
    assert len(text.split("\n")) == len(changed.split("\n"))
    assert changed.split("\n")[differing[0]].rstrip("\r") == "    - now [quite other words](home_alone)"
    assert changed.encode().count(b"\r") == text.encode().count(b"\r")


def test_an_added_example_is_one_line_more(long_text: str) -> None:
    """It goes into the block that says the same of its examples, and all else stays."""
    file = TrainingFile("home_alone.yml", long_text)

    added = file.add("concern/home_alone", "a new one", "{writer: w200, voice: v4}").text

    old, new = long_text.split("\n"), added.split("\n")
    at = new.index("    - a new one")
    assert without(added, at) == old
    assert "writer: w200}" in new[at - 11]


def test_an_example_of_another_voice_gets_a_block_of_its_own() -> None:
    """What is said of the other examples stays true of them."""
    file = TrainingFile("home_alone.yml", HEAD + BLOCK)

    added = file.add("concern/home_alone", "new words", "{voice: police, writer: editors}")

    assert added.text == HEAD + BLOCK + (
        "- intent: concern/home_alone\n  metadata: {voice: police, writer: editors}\n  examples: |\n    - new words\n"
    )
    assert added.blocks[-1].metadata == {"voice": "police", "writer": "editors"}


def test_the_last_example_of_a_block_takes_the_block_with_it() -> None:
    """Rasa reads no block without examples."""
    file = TrainingFile("home_alone.yml", HEAD + BLOCK)

    less = file.delete("concern/home_alone", "a ward sister writes this").text

    assert less == HEAD + BLOCK[: BLOCK.index("- intent", 5)]
    assert len(YAML(typ="safe").load(less)["nlu"]) == 1


def test_an_intent_keeps_its_last_example() -> None:
    """An intent without examples would break every training."""
    file = TrainingFile("x.yml", HEAD + "- intent: greet\n  examples: |\n    - hello\n")

    with pytest.raises(EditError, match="no example left"):
        file.delete("greet", "hello")


def test_what_somebody_changed_meanwhile_is_not_changed_again() -> None:
    """An edit that no longer finds its line says so, instead of changing another."""
    file = TrainingFile("home_alone.yml", HEAD + BLOCK)

    with pytest.raises(EditError, match="somebody changed the file"):
        file.change("concern/home_alone", "not there", "new")


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("   ", id="nothing"),
        pytest.param("one line\n- intent: greet", id="two-lines"),
        pytest.param("a\x0bvertical tab", id="control-character"),
        pytest.param("a\u2028separator", id="line-separator"),
    ],
)
def test_what_would_break_the_file_is_refused(raw: str) -> None:
    """Nothing that an editor types can reach the file's structure."""
    with pytest.raises(EditError):
        TrainingFile("home_alone.yml", HEAD + BLOCK).add("concern/home_alone", raw, "")


@pytest.mark.parametrize("raw", ["key: value", "# no comment", "- - dashes", "{braces} [and] *stars &co", "'quoted\""])
def test_any_other_words_come_back_as_they_are(raw: str) -> None:
    """Words that mean something to YAML are words in an example."""
    file = TrainingFile("home_alone.yml", HEAD + BLOCK).add(
        "concern/home_alone", raw, "{voice: nurse, writer: editors}"
    )

    examples = YAML(typ="safe").load(file.text)["nlu"][-1]["examples"]

    assert examples == f"- {raw}\n"


def test_an_intent_without_examples_is_named() -> None:
    """A file broken by hand is told with its line."""
    with pytest.raises(EditError, match="x.yml, line 4"):
        TrainingFile("x.yml", HEAD + "- intent: greet\n  examples: |\n")
