"""A sentence-transformers vector for each message, as a Rasa featurizer."""

from typing import Any, Dict, List

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language.told import told
from bot.nlu.shared_embedder import embedder, training_embedder
from bot.retrieval.embedder import Embedder


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceFeaturizer(DenseFeaturizer, GraphComponent):
    """Gives every message one sentence feature of 384 numbers, of unit length, of what it tells.

    Config: `adapter`, the folder of an encoder adapter relative to the project, or null for the weights as published.
    """

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return the options with their defaults."""
        return {**DenseFeaturizer.get_default_config(), "adapter": None}

    @staticmethod
    def required_packages() -> List[str]:
        """Return the packages that must be importable."""
        return ["sentence_transformers"]

    def __init__(self, config: Dict[str, Any], name: str) -> None:
        super().__init__(name, config)
        self._embedder = embedder(config["adapter"])

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceFeaturizer":
        """Return a new featurizer."""
        return cls(config, execution_context.node_name)

    @classmethod
    def validate_config(cls, config: Dict[str, Any]) -> None:
        """Nothing to check beyond the types."""

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the feature to every training example, in one batch."""
        self._add_features(training_data.training_examples, training_embedder(self._config["adapter"]))
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the feature to every message that has text."""
        self._add_features(messages, self._embedder)
        return messages

    def _add_features(self, messages: List[Message], encoder: Embedder) -> None:
        with_text = [message for message in messages if message.get(TEXT)]
        vectors = encoder.encode([told(message.get(TEXT)).text for message in with_text])
        for message, vector in zip(with_text, vectors):
            message.add_features(Features(np.reshape(vector, (1, -1)), FEATURE_TYPE_SENTENCE, TEXT, self._identifier))
