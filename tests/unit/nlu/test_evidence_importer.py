"""Our training files as the components get them."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.shared.exceptions import YamlException
from rasa.shared.nlu.constants import INTENT, METADATA, TEXT

from bot.nlu.evidence_importer import MARKS, SUB_INTENT, EvidenceImporter

CONCERN = """version: "3.1"
nlu:
- intent: concern/bruises
  metadata: {voice: teacher, writer: one}
  examples: |
    - He has [a bruise on his arm](bruises) and is [no longer hungry]{"entity": "no_food", "role": "past"}
    - Marks again
"""
QUESTION = """version: "3.1"
nlu:
- intent: question
  examples: |
    - How long do I wait?
"""


def importer(folder: Path, **files: str) -> EvidenceImporter:
    """Return an importer of these files."""
    for name, content in files.items():
        (folder / f"{name}.yml").write_text(content, encoding="utf-8")
    return EvidenceImporter(None, None, [str(folder)])


def test_marks_and_sub_intents_are_kept_out_of_rasas_sight(tmp_path: Path) -> None:
    """An example has the bare text and the intent before the slash; what stands behind it and the marks lie beside."""
    data = importer(tmp_path, concern=CONCERN, question=QUESTION).get_nlu_data()

    by_text = {example.get(TEXT): example for example in data.training_examples}
    first = by_text["He has a bruise on his arm and is no longer hungry"]
    assert (first.get(INTENT), first.get(SUB_INTENT)) == ("concern", "bruises")
    assert first.get(MARKS) == [["bruises", 7, 26, None], ["no_food", 34, 50, "past"]]
    assert first.get(METADATA)["intent"] == {"voice": "teacher", "writer": "one"}
    assert by_text["Marks again"].get(MARKS) == []
    assert by_text["How long do I wait?"].get(INTENT) == "question"
    assert not data.entity_examples


def test_a_file_that_is_no_yaml_is_named(tmp_path: Path) -> None:
    """A file that somebody broke by hand ends the reading, and the message says which."""
    broken = importer(tmp_path, concern=CONCERN, question=QUESTION)
    (tmp_path / "question.yml").write_text('nlu:\n- intent: "question\n', encoding="utf-8")

    with pytest.raises(YamlException, match="question.yml"):
        broken.get_nlu_data()
