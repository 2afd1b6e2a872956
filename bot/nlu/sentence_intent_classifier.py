"""Our intent model, as a Rasa component."""

import pickle  # noqa: S403 - reads only what this component wrote into the model
from dataclasses import asdict
from typing import Any, Dict, List, Optional, Type

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.errors import UntrainedError
from bot.recognition.intents import IntentModel, IntentSettings

_FILE = "intents.pickle"
_RANKED = 10


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SentenceIntentClassifier(GraphComponent, IntentClassifier):
    """Sets `intent` and `intent_ranking`. Config: see `bot.recognition.intents.IntentSettings`."""

    @classmethod
    def required_components(cls) -> List[Type]:
        """Return what must come before it in the pipeline."""
        return [DenseFeaturizer]

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return the options with their defaults."""
        return asdict(IntentSettings())

    @staticmethod
    def required_packages() -> List[str]:
        """Return the packages that must be importable."""
        return ["sklearn"]

    def __init__(
        self,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: Optional[IntentModel] = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceIntentClassifier":
        """Return a new, untrained classifier."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "SentenceIntentClassifier":
        """Return the classifier that was trained.

        Raises:
            UntrainedError: The model holds none, or a damaged one.
        """
        try:
            with model_storage.read_from(resource) as folder:
                model = pickle.loads((folder / _FILE).read_bytes())  # noqa: S301 - written by `train` below
        except (ValueError, OSError, pickle.UnpicklingError) as error:
            raise UntrainedError(f"SentenceIntentClassifier: {error}; train the model again") from error
        return cls(config, model_storage, resource, model)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the intents and save what was learnt."""
        examples = [message for message in training_data.intent_examples if message.get(TEXT)]
        self._model = IntentModel.train(
            [message.get(TEXT) for message in examples],
            np.vstack([_vector(message) for message in examples]),
            [message.get(INTENT) for message in examples],
            IntentSettings(**{name: self._config[name] for name in asdict(IntentSettings())}),
        )
        with self._model_storage.write_to(self._resource) as folder:
            (folder / _FILE).write_bytes(pickle.dumps(self._model))
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the intents of messages.

        Raises:
            UntrainedError: There is nothing learnt.
        """
        if self._model is None:
            raise UntrainedError("SentenceIntentClassifier has not been trained; run `rasa train`")
        for message in messages:
            if not message.get(TEXT):
                continue
            row = self._model.probabilities([message.get(TEXT)], _vector(message))[0]
            order = np.argsort(-row, kind="stable")[:_RANKED]
            ranking = [{"name": self._model.intents[i], "confidence": float(row[i])} for i in order]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages


def _vector(message: Message) -> "np.ndarray[Any, Any]":
    _, sentence = message.get_dense_features(TEXT)
    if sentence is None:
        raise UntrainedError("SentenceIntentClassifier needs SentenceFeaturizer before it in config.yml")
    return np.asarray(sentence.features, dtype=np.float32).reshape(1, -1)
