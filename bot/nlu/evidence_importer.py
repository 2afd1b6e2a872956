"""Reads our training files, which say more than Rasa's intents do.

`[words](indicator)` marks the words that show an indicator; Rasa would take them for entities to extract. The part of
an intent after its slash is an indicator or a topic; Rasa would take it for a canned response. This importer keeps both
with the example, and Rasa sees the bare text and the intent before the slash.
"""

from typing import Any, Dict, List, Optional

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_ROLE,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    INTENT_RESPONSE_KEY,
)
from rasa.shared.nlu.training_data.training_data import TrainingData

MARKS = "marks"
SUB_INTENT = "sub_intent"


class EvidenceImporter(RasaFileImporter):
    """Rasa's own file importer, with marks and sub-intents moved out of Rasa's sight."""

    def get_nlu_data(self, language: Optional[str] = "en") -> TrainingData:
        """Return the training data, with what is behind the slash as `SUB_INTENT` and the marks as `MARKS`."""
        data = super().get_nlu_data(language)
        for message in data.training_examples:
            found = message.data.pop(ENTITIES, None) or []
            message.set(MARKS, [_mark(entity) for entity in found])
            full_intent = message.data.pop(INTENT_RESPONSE_KEY, None)
            if full_intent:
                message.set(SUB_INTENT, full_intent.split("/", 1)[1])
        return TrainingData(
            data.training_examples, data.entity_synonyms, data.regex_features, data.lookup_tables, data.responses
        )


def _mark(entity: Dict[str, Any]) -> List[Any]:
    return [
        entity[ENTITY_ATTRIBUTE_TYPE],
        entity[ENTITY_ATTRIBUTE_START],
        entity[ENTITY_ATTRIBUTE_END],
        entity.get(ENTITY_ATTRIBUTE_ROLE),
    ]
