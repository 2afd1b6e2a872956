"""A small project with a shelf of models, for tests that train and publish nothing real."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.content.pack import DEFAULT_PACK
from bot.evaluation.outcomes import Outcome
from bot.publishing import assessing
from bot.publishing.assessing import Assessment, golden_cases, keep
from bot.publishing.evaluation import Evaluation, Said
from bot.publishing.places import Places
from bot.publishing.shelf import ModelShelf, hash_of
from bot.publishing.versions import versions_of
from bot.teaching.drafts import DraftStore
from tests.builders import real_pack

HOME_ALONE = "data/nlu/concern/home_alone.yml"
EXAMPLES = 'version: "3.1"\nnlu:\n- intent: concern/home_alone\n  examples: |\n    - on her own\n    - by himself\n'
CASES = [
    {"id": "g1", "text": "left alone", "indicators": ["home_alone"], "level": "complex_severe", "routes": ["mash"]},
    {"id": "g2", "text": "damp flat", "indicators": ["housing"], "level": "early_help", "routes": ["early_help"]},
]


@dataclass
class Project:
    """A project in small, and what is done with models in it."""

    places: Places
    shelf: ModelShelf
    drafts: DraftStore
    taught: list[str] = field(default_factory=list)

    def model(self, suffix: str = "", draft: str | None = None) -> str:
        """Put the model of the present files on the shelf; with a suffix, another one."""
        versions = versions_of(self.places.root)
        name = f"signpost-{suffix}" if suffix else versions.model_name
        self.shelf.archive(name).write_bytes(f"the model {name}".encode())
        self.shelf.put(
            name, who="one", why="x", data_version=versions.data, program_version=versions.program, draft=draft
        )
        return name

    def compare(self, name: str, *, unsafe: bool = False, downwards: bool = False, live: str | None = None) -> None:
        """Keep a comparison of a model, as a training leaves it."""
        candidate = self.said(name, unsafe=unsafe, downwards=downwards)
        beside = self.said(live) if live else None
        draft = self.shelf.record(name).draft
        keep(Assessment(candidate, beside, hash_of(self.places.golden), draft), self.shelf)

    def said(self, name: str, *, unsafe: bool = False, downwards: bool = False) -> Evaluation:
        """Return what a model said: with `unsafe` it misses a severe case, with `downwards` a message comes lower."""
        route = {"g1": "early_help" if unsafe else "mash", "g2": "early_help"}
        outcomes = tuple(
            Outcome(case, "advice", case.level, route[case.id], case.indicators, (0.9,))
            for case in golden_cases(self.places)
            if case.id in route
        )
        said = (Said("17", "advice", None, "early_help" if downwards else "mash"),)
        return Evaluation(name, real_pack().version, outcomes, {}, said)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    # Reading the pack takes a second each time.
    monkeypatch.setattr(assessing, "_pack", lambda places: real_pack())
    root = tmp_path / "project"
    for file, text in {
        HOME_ALONE: EXAMPLES,
        "domain.yml": "intents: [concern]\n",
        "config.yml": "language: en\n",
        "tests/golden/vignettes.jsonl": "".join(json.dumps(case) + "\n" for case in CASES),
    }.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text, encoding="utf-8")
    var = tmp_path / "var"
    (var / "models").mkdir(parents=True)
    places = Places(root, var, var / "models", var / "index", var / "documents", DEFAULT_PACK)
    return Project(places, ModelShelf(places.models), DraftStore(places.drafts, root))
