"""Evidence marks, read and written."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.recognition.examples import Mark
from bot.teaching.errors import MarkError
from bot.teaching.marks import read_marks, write_marks
from bot.teaching.training_file import TrainingFile

RAW = 'Seen today: [no bruises]{"entity": "unexplained_injury", "role": "negated"}, but [alone all night](home_alone).'


def test_marks_are_read_with_offsets_into_the_bare_text() -> None:
    """Each mark covers exactly its words, and says why where it does not count."""
    text, marks = read_marks(RAW)

    assert text == "Seen today: no bruises, but alone all night."
    assert [(text[m.start : m.end], m.label, m.reason) for m in marks] == [
        ("no bruises", "unexplained_injury", "negated"),
        ("alone all night", "home_alone", None),
    ]


def test_every_example_of_the_project_comes_back_as_it_was() -> None:
    """Reading and writing again gives the same words for all that the project teaches."""
    folder = Path(__file__).resolve().parents[3] / "data" / "nlu" / "concern"
    seen = 0
    for path in sorted(folder.glob("*.yml")):
        for block in TrainingFile(path.name, path.read_text(encoding="utf-8")).blocks:
            for _, raw in block.lines:
                text, marks = read_marks(raw)
                assert read_marks(write_marks(text, marks)) == (text, marks)
                seen += 1
    assert seen > 5_000


@pytest.mark.parametrize(
    "marks",
    [
        pytest.param([Mark("a", 0, 5), Mark("b", 3, 8)], id="overlap"),
        pytest.param([Mark("a", 3, 99)], id="outside"),
        pytest.param([Mark("a", 5, 6)], id="spaces"),
        pytest.param([Mark("a", 0, 5, "because")], id="strange-reason"),
    ],
)
def test_marks_that_mean_nothing_are_refused(marks: list[Mark]) -> None:
    """The error says what to do."""
    with pytest.raises(MarkError):
        write_marks("alone all night", marks)


def test_brackets_in_the_words_are_refused() -> None:
    """Words that would be read as a mark are not written as one by accident."""
    with pytest.raises(MarkError, match="square brackets"):
        write_marks("he said [sic](home_alone) today", [])


def test_a_damaged_mark_is_shown() -> None:
    """What was found stands in the message."""
    with pytest.raises(MarkError, match="found 'maybe'"):
        read_marks('[x]{"entity": "home_alone", "role": "maybe"}')
