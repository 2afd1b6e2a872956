"""Presidio's analyser over a blank spaCy pipeline, with our recognisers and none of its own.

Its own recognisers fetch lists from the network (top-level domains) or expect a downloaded model; ours do neither.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from bot.language.masking.finding import Finder, Finding

if TYPE_CHECKING:
    from presidio_analyzer.nlp_engine import NlpArtifacts

Analyse = Callable[[str], list[Finding]]


def analyser(finders: Mapping[str, Finder]) -> Analyse:
    """Return a function that asks every finder, by its name, about a text.

    Loading Presidio takes seconds, so build one and keep it.
    """
    import spacy
    from presidio_analyzer import AnalyzerEngine, EntityRecognizer, RecognizerRegistry, RecognizerResult
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    class BlankEngine(SpacyNlpEngine):
        """Words only: no model to download."""

        def __init__(self) -> None:
            super().__init__()
            self.nlp: Any = {"en": spacy.blank("en")}

    class OwnRecogniser(EntityRecognizer):
        """Lets one of our finders speak to Presidio."""

        def __init__(self, name: str, finder: Finder) -> None:
            super().__init__(supported_entities=[name], name=name, supported_language="en")
            self._finder = finder

        def load(self) -> None:
            """There is nothing to load: finders load what they need themselves."""

        def analyze(self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None) -> list[Any]:
            return [RecognizerResult(one.type, one.start, one.end, one.weight) for one in self._finder(text)]

    engine = AnalyzerEngine(
        registry=RecognizerRegistry(
            recognizers=[OwnRecogniser(name, finder) for name, finder in finders.items()], supported_languages=["en"]
        ),
        nlp_engine=BlankEngine(),
        supported_languages=["en"],
        log_decision_process=False,
    )

    def analyse(text: str) -> list[Finding]:
        found = engine.analyze(text, language="en")
        return [Finding(one.start, one.end, one.entity_type, one.score) for one in found]

    return analyse
