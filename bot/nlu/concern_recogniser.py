"""Finds the indicators in a message, as a Rasa component."""

from dataclasses import asdict
from typing import Any, Dict, List, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.advice.records import reading_to_record
from bot.nlu.errors import UntrainedError
from bot.nlu.evidence_importer import MARKS, SUB_INTENT
from bot.nlu.shared_embedder import ROOT, embedder, training_embedder
from bot.recognition.estimator import Calibration, Estimator, EstimatorSettings, UntrainedEstimatorError
from bot.recognition.examples import UNCLEAR, Example, Mark, mention_passages, training_passages
from bot.recognition.learnt_facts import severe_neglect_passages
from bot.recognition.recogniser import Recogniser, RecogniserSettings

READING = "reading"
CONCERN = "concern"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ConcernRecogniser(GraphComponent, IntentClassifier):
    """Sets `reading` on every message; see `bot.advice.reading`.

    Config: `adapter` as for the featurizer, with its calibration beside it; `strength`, `neighbours`, `nearness`,
    `neighbour_share` and `mark_weight` for training; `floor`, `clause_share` and `aside_floor` for reading. The
    rest, with reasons, is in `bot.recognition.estimator` and `bot.recognition.recogniser`.
    """

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return the options with their defaults."""
        return {"adapter": None, "mark_weight": 0.5, **asdict(EstimatorSettings()), **asdict(RecogniserSettings())}

    @staticmethod
    def required_packages() -> List[str]:
        """Return the packages that must be importable."""
        return ["sentence_transformers", "sklearn"]

    def __init__(
        self,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        estimator: Optional[Estimator] = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._embedder = embedder(config["adapter"])
        self._recogniser = self._with(estimator) if estimator else None

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "ConcernRecogniser":
        """Return a new, untrained recogniser."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "ConcernRecogniser":
        """Return the recogniser that was trained.

        Raises:
            UntrainedError: The model holds none, or a damaged one.
        """
        try:
            with model_storage.read_from(resource) as folder:
                return cls(config, model_storage, resource, Estimator.load(folder, _estimator_settings(config)))
        except (ValueError, UntrainedEstimatorError) as error:
            raise UntrainedError(f"ConcernRecogniser: {error}") from error

    def train(self, training_data: TrainingData) -> Resource:
        """Learn every sub-intent of `concern` and save what was learnt."""
        examples = [example_of(message) for message in training_data.intent_examples if message.get(TEXT)]
        labels = sorted({label for example in examples for label in example.labels})
        if not labels:
            # Another project's data may hold no concern; then there is nothing to recognise.
            return self._resource
        passages = training_passages(examples, mark_weight=self._config["mark_weight"])
        estimator = Estimator.train(
            passages,
            labels,
            training_embedder(self._config["adapter"]),
            _estimator_settings(self._config),
            [passage for passage in mention_passages(examples) if passage.labels <= set(labels)],
            severe_neglect_passages(examples),
        )
        with self._model_storage.write_to(self._resource) as folder:
            estimator.save(folder)
        self._recogniser = self._with(estimator)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Set what each message shows.

        Raises:
            UntrainedError: It has not been trained.
        """
        if self._recogniser is None:
            raise UntrainedError("ConcernRecogniser has not been trained; run `rasa train`")
        for message in messages:
            reading = self._recogniser.read(message.get(TEXT) or "", concern=_concern(message))
            message.set(READING, reading_to_record(reading), add_to_output=True)
        return messages

    def _with(self, estimator: Estimator) -> Recogniser:
        settings = RecogniserSettings(**{name: self._config[name] for name in asdict(RecogniserSettings())})
        adapter = self._config["adapter"]
        calibration = Calibration.read(ROOT / adapter / "calibration.json") if adapter else Calibration()
        return Recogniser(self._embedder, estimator, settings, calibration)


def _estimator_settings(config: Dict[str, Any]) -> EstimatorSettings:
    return EstimatorSettings(**{name: config[name] for name in asdict(EstimatorSettings())})


def _concern(message: Message) -> float:
    ranking = message.get(INTENT_RANKING_KEY) or []
    return float(next((intent["confidence"] for intent in ranking if intent["name"] == CONCERN), 0.0))


def example_of(message: Message) -> Example:
    """Read the labels of a training message from its sub-intent, its block's `also`, and its marks."""
    marks = tuple(Mark(label, start, end, reason) for label, start, end, reason in message.get(MARKS) or [])
    about = (message.get(METADATA) or {}).get("intent") or {}
    labels = {mark.label for mark in marks if mark.reason is None} | set(about.get("also") or [])
    if message.get(INTENT) == CONCERN:
        labels.add(message.get(SUB_INTENT))
        labels.discard(UNCLEAR)
    else:
        labels = set()
    return Example(
        message.get(TEXT), frozenset(labels), marks, str(about.get("voice", "")), str(about.get("writer", ""))
    )
