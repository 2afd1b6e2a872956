"""A small project for tests: few examples, and a copy of the guidance, in which a test can change files."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.publishing.live import LiveRasa, Serving
from bot.web.workbench import live_model as live
from bot.web.workbench import wordings
from bot.web.workbench.live_model import LiveModel
from tests.builders import ROOT
from tests.workbench.pretend_model import PretendModel

HEAD = 'version: "3.1"\nnlu:\n'
FILES = {
    "data/nlu/concern/home_alone.yml": HEAD
    + "- intent: concern/home_alone\n  metadata: {voice: teacher, writer: one}\n  examples: |\n"
    "    - [she is alone in the house every evening](home_alone), she is six\n"
    "    - [nobody was in with him all night](home_alone) and the neighbour rang\n",
    "data/nlu/concern/housing.yml": HEAD
    + "- intent: concern/housing\n  metadata: {voice: nurse, writer: one}\n  examples: |\n"
    "    - [black mould on every wall of the bedroom](housing) and the baby coughs\n",
    "data/nlu/concern/emergency.yml": HEAD
    + "- intent: concern/emergency\n  examples: |\n    - [he is hitting her right now](emergency)\n",
    "data/nlu/concern/unclear.yml": HEAD + "- intent: concern/unclear\n  examples: |\n    - something is not right\n",
    "data/nlu/ask/timescales.yml": HEAD + "- intent: ask/timescales\n  examples: |\n    - how soon do they answer\n",
    "data/nlu/out_of_scope/out_of_scope.yml": HEAD
    + "- intent: out_of_scope/out_of_scope\n  metadata: {voice: gp, writer: one}\n  examples: |\n    - a cake recipe\n",
    "data/nlu/no_sign/negated.yml": HEAD
    + "- intent: no_sign/negated\n  metadata: {voice: gp, writer: one}\n  examples: |\n"
    '    - [no bruises]{"entity": "unexplained_injury", "role": "negated"}, all well\n',
    "data/nlu/conversation.yml": HEAD + "- intent: greet\n  examples: |\n    - hello\n",
}


def made_in(folder: Path, settings: Any) -> Path:
    """Make the project in a folder, and let the workbench work on it."""
    root = folder / "project"
    for file, text in FILES.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text, encoding="utf-8")
    pack = root / "knowledge" / "north-east-lincolnshire"
    shutil.copytree(ROOT / "knowledge" / "north-east-lincolnshire", pack)
    settings.WORKBENCH_ROOT = root
    settings.SIGNPOST_PACK = str(pack)
    settings.VAR_DIR = folder / "var"
    settings.VECTORS_DIR = folder / "vectors"
    settings.MODELS_DIR = folder / "models"
    return root


@contextmanager
def pretending(monkeypatch: pytest.MonkeyPatch) -> Iterator[PretendModel]:
    """Put a model out of a table in the place of the live one."""
    pretend = PretendModel()
    monkeypatch.setattr(LiveModel, "_asked", pretend.asked)
    monkeypatch.setattr(LiveRasa, "now", lambda self: Serving("http://pretend", pretend.name))
    made_once = (live.live_model, wordings.encoder, wordings.known)
    for made in made_once:
        made.cache_clear()
    yield pretend
    for made in made_once:
        made.cache_clear()
