"""Browsing, warning of doubles and conflicts, and doubting labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from bot.retrieval.embedder import Vectors
from bot.teaching.checking import faults_in_training_files
from bot.teaching.doubtful import doubtful
from bot.teaching.similar import Wordings, groups_of_alike
from bot.teaching.taught import Taught, counts_by_voice, examples_of, matching
from bot.teaching.training_file import TrainingFile
from tests.builders import ROOT

TEXT = """version: "3.1"
nlu:
- intent: concern/home_alone
  metadata: {voice: teacher, also: [housing], writer: one}
  examples: |
    - [on her own](home_alone) in a [damp flat](housing)
    - [no bruises]{"entity": "unexplained_injury", "role": "negated"} but alone
- intent: concern/unclear
  examples: |
    - something is not right
- intent: greet
  examples: |
    - hello
"""
EXAMPLES = examples_of(TrainingFile("x.yml", TEXT))


class Letters:
    """An encoder whose vectors count letters: the same words in another order are the same."""

    dimension = 26
    fingerprint = "letters"

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), 26), dtype=np.float32)
        for row, text in enumerate(texts):
            for letter in text.lower():
                if letter.isascii() and letter.isalpha():
                    rows[row, ord(letter) - 97] += 1
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def test_an_example_teaches_its_intent_its_marks_and_its_block() -> None:
    """What was set aside is not taught; what is unclear teaches no indicator."""
    assert [sorted(example.labels) for example in EXAMPLES] == [
        ["home_alone", "housing"],
        ["home_alone", "housing"],
        [],
        [],
    ]
    assert EXAMPLES[0].text == "on her own in a damp flat"
    assert (EXAMPLES[0].line, EXAMPLES[0].voice) == (6, "teacher")


def test_examples_are_found_by_words_intent_and_voice() -> None:
    """Each narrows the others."""
    assert [e.line for e in matching(EXAMPLES, words="FLAT damp")] == [6]
    assert [e.text for e in matching(EXAMPLES, intent="greet")] == ["hello"]
    assert matching(EXAMPLES, words="hello", voice="teacher") == []
    assert counts_by_voice(EXAMPLES)["concern/home_alone"]["teacher"] == 2


def test_doubles_and_conflicts_are_warned_of() -> None:
    """The same words again are a double; the same words under another label are a conflict."""
    wordings = Wordings(EXAMPLES, Letters())

    double = wordings.alike("in a damp flat on her own", frozenset({"home_alone", "housing"}))
    conflict = wordings.alike("in a damp flat on her own", frozenset({"housing"}))

    assert [(a.example.line, a.conflicts) for a in double] == [(6, False)]
    assert [a.conflicts for a in conflict] == [True]
    assert wordings.alike("zzz", frozenset()) == []


def test_new_words_are_far_from_every_example() -> None:
    """The same words are at no distance."""
    near, far = Wordings(EXAMPLES, Letters()).distance(["hello", "zzz"])

    assert abs(near) < 1e-5
    assert far > 0.9
    assert Wordings([], Letters()).distance(["hello"]) == [2.0]


def test_groups_do_not_grow_into_chains() -> None:
    """Each member is like the first, not only like its neighbour."""
    angles = np.deg2rad([0, 15, 30, 90])
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)

    assert groups_of_alike(vectors) == [[0, 1], [2], [3]]


def test_a_wrong_label_is_doubted() -> None:
    """One example of a clear group that was given the other label comes first, with what it should be."""
    generator = np.random.default_rng(7)
    base = Taught("x.yml", 1, "concern/a", "", "", (), frozenset({"a"}))
    examples = [replace(base, line=n, labels=frozenset({"a" if n < 60 else "b"})) for n in range(120)]
    examples[3] = replace(examples[3], labels=frozenset({"b"}))
    centres = np.array([[1, 0, 0] if n < 60 else [0, 1, 0] for n in range(120)], dtype=np.float32)
    vectors = centres + generator.normal(0, 0.05, centres.shape).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)

    found = doubtful(examples, vectors)

    assert found[0].example.line == 3
    assert found[0].instead == ("a",)
    assert doubtful(examples[:1], vectors[:1]) == []


def test_the_shipped_training_files_have_no_fault() -> None:
    """They are in the form that the workbench edits."""
    assert faults_in_training_files(ROOT) == []


def test_a_broken_file_is_the_only_fault(tmp_path: Path) -> None:
    """What it teaches cannot be read, so the files that name its sign are not called wrong."""
    head = 'version: "3.1"\nnlu:\n- intent: concern/{}\n  examples: |\n'
    for name, rest in (
        ("housing", "    - damp\n  wrongly: [indented\n"),
        ("attendance", "    - [damp](housing) and late\n"),
    ):
        file = tmp_path / "data" / "nlu" / f"{name}.yml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(head.format(name) + rest, encoding="utf-8")

    (fault,) = faults_in_training_files(tmp_path)

    assert fault.startswith("data/nlu/housing.yml, line ")
