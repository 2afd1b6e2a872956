"""Reads our training files, which say more than Rasa's intents do.

`[words](indicator)` marks the words that show an indicator; Rasa would take them for entities to extract. The part of
an intent after its slash is an indicator or a topic; Rasa would take it for a canned response. This importer keeps both
with the example, and Rasa sees the bare text and the intent before the slash.
"""

from pathlib import Path
from typing import Any, Dict, List, Optional, Union

from rasa.shared.exceptions import YamlSyntaxException
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_ROLE,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    INTENT_RESPONSE_KEY,
)
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.common import cached_method
from ruamel.yaml.error import YAMLError

MARKS = "marks"
SUB_INTENT = "sub_intent"


class EvidenceImporter(RasaFileImporter):
    """Rasa's own file importer, with marks and sub-intents moved out of Rasa's sight."""

    # Three parts of a training ask for it.
    @cached_method
    def get_nlu_data(self, language: Optional[str] = "en") -> TrainingData:
        """Return the training data, with what is behind the slash as `SUB_INTENT` and the marks as `MARKS`."""
        data = TrainingData().merge(*(_CheckedReader().read(file) for file in self._nlu_files))
        for message in data.training_examples:
            found = message.data.pop(ENTITIES, None) or []
            message.set(MARKS, [_mark(entity) for entity in found])
            full_intent = message.data.pop(INTENT_RESPONSE_KEY, None)
            if full_intent:
                message.set(SUB_INTENT, full_intent.split("/", 1)[1])
        return TrainingData(
            data.training_examples, data.entity_synonyms, data.regex_features, data.lookup_tables, data.responses
        )


class _CheckedReader(RasaYAMLReader):
    """Rasa's reader for files that are known to be in order: `bot.teaching` has checked them, in words for editors.

    Rasa's own check reads every file three times more and compares each line with a schema, which took half of an
    ordinary retraining.
    """

    def validate(self, string: str) -> None:
        """Nothing is left to check."""

    def read(self, filename: Union[str, Path], **kwargs: Any) -> TrainingData:
        """Return what is in a file.

        Raises:
            YamlSyntaxException: It is no YAML; the message names the file and the line.
        """
        try:
            return super().read(filename, **kwargs)
        except YAMLError as error:
            raise YamlSyntaxException(str(filename), error) from error


def _mark(entity: Dict[str, Any]) -> List[Any]:
    return [
        entity[ENTITY_ATTRIBUTE_TYPE],
        entity[ENTITY_ATTRIBUTE_START],
        entity[ENTITY_ATTRIBUTE_END],
        entity.get(ENTITY_ATTRIBUTE_ROLE),
    ]
