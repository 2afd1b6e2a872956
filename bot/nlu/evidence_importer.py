"""Reads our training files, which say more than Rasa's intents do.

`[words](indicator)` marks the words that show an indicator; Rasa would take them for entities to extract. The part of
an intent after its slash is an indicator or a topic; Rasa would take it for a canned response. This importer keeps both
with the example, and Rasa sees the bare text and the intent before the slash.
"""

from typing import Any, Dict, Iterable, List, Optional

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_ROLE,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    INTENT_RESPONSE_KEY,
)
from rasa.shared.nlu.training_data.formats.rasa_yaml import KEY_NLU, RasaYAMLReader
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import read_yaml_file

MARKS = "marks"
SUB_INTENT = "sub_intent"


class EvidenceImporter(RasaFileImporter):
    """Rasa's own file importer, with marks and sub-intents moved out of Rasa's sight."""

    _read: Optional[TrainingData] = None

    def get_nlu_data(self, language: Optional[str] = "en") -> TrainingData:
        """Return the training data, with what is behind the slash as `SUB_INTENT` and the marks as `MARKS`.

        The files are read once: three parts of a training ask, some with the language and some without.
        """
        if self._read is None:
            self._read = _read_all(self._nlu_files)
        return self._read


def _read_all(files: Iterable[str]) -> TrainingData:
    # Making a `TrainingData` hashes every message, so there is one for all files.
    reader = _CheckedReader()
    for file in files:
        reader.take(file)
    for message in reader.training_examples:
        found = message.data.pop(ENTITIES, None) or []
        message.set(MARKS, [_mark(entity) for entity in found])
        full_intent = message.data.pop(INTENT_RESPONSE_KEY, None)
        if full_intent:
            message.set(SUB_INTENT, full_intent.split("/", 1)[1])
    return TrainingData(
        reader.training_examples, reader.entity_synonyms, reader.regex_features, reader.lookup_tables, reader.responses
    )


class _CheckedReader(RasaYAMLReader):
    """Rasa's reader for files that are known to be in order: `bot.teaching` has checked them, in words for editors.

    Left out is Rasa's own check, which reads every file three times more and compares each line with a schema; it took
    half of an ordinary retraining.
    """

    def take(self, file: str) -> None:
        """Add what is in a file.

        Raises:
            YamlSyntaxException: It is no YAML; the message names the file and the line.
        """
        self.filename = file
        content = read_yaml_file(file)
        if isinstance(content, dict):
            self._parse_nlu(content.get(KEY_NLU))


def _mark(entity: Dict[str, Any]) -> List[Any]:
    return [
        entity[ENTITY_ATTRIBUTE_TYPE],
        entity[ENTITY_ATTRIBUTE_START],
        entity[ENTITY_ATTRIBUTE_END],
        entity.get(ENTITY_ATTRIBUTE_ROLE),
    ]
