"""Words of a message by spaCy's English rules; needs no downloaded spaCy model."""

from typing import Any, Dict, List

import spacy
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class WordTokenizer(Tokenizer):
    """A Rasa tokenizer over a blank spaCy pipeline."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return Rasa's own tokenizer options."""
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "token_pattern": None}

    @staticmethod
    def required_packages() -> List[str]:
        """Return the packages that must be importable."""
        return ["spacy"]

    def __init__(self, config: Dict[str, Any]) -> None:
        super().__init__(config)
        self._nlp = spacy.blank("en")

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "WordTokenizer":
        """Return a new tokenizer."""
        return cls(config)

    def tokenize(self, message: Message, attribute: str) -> List[Token]:
        """Return the words of that attribute with their offsets."""
        doc = self._nlp.make_doc(message.get(attribute))
        tokens = [Token(word.text, word.idx) for word in doc if not word.is_space]
        return self._apply_token_pattern(tokens)
