"""The workbench without a browser: a small project of its own, and a live model that is a table."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from bot.publishing.live import LiveRasa, Serving
from bot.web.accounts.models import Account
from bot.web.accounts.roles import Role
from bot.web.workbench import live_model as live
from bot.web.workbench import wordings
from bot.web.workbench.live_model import LiveModel
from tests.builders import ROOT
from tests.staff.conftest import entered
from tests.staff.people import with_roles
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


@pytest.fixture(autouse=True)
def _quick_hashes(settings) -> None:
    """Argon2 is slow on purpose; one test alone looks at the real setting."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def project(tmp_path: Path, settings) -> Path:
    """A project with few examples and a copy of the guidance, in which a test can change files."""
    root = tmp_path / "project"
    for file, text in FILES.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text, encoding="utf-8")
    pack = root / "knowledge" / "north-east-lincolnshire"
    shutil.copytree(ROOT / "knowledge" / "north-east-lincolnshire", pack)
    settings.WORKBENCH_ROOT = root
    settings.SIGNPOST_PACK = str(pack)
    settings.VAR_DIR = tmp_path / "var"
    settings.VECTORS_DIR = tmp_path / "vectors"
    settings.MODELS_DIR = tmp_path / "models"
    return root


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[PretendModel]:
    """A live model that understands what a test tells it to."""
    pretend = PretendModel()
    monkeypatch.setattr(LiveModel, "_asked", pretend.asked)
    monkeypatch.setattr(LiveRasa, "now", lambda self: Serving("http://pretend", pretend.name))
    for made in (live.live_model, wordings.encoder, wordings.known):
        made.cache_clear()
    yield pretend
    for made in (live.live_model, wordings.encoder, wordings.known):
        made.cache_clear()


@pytest.fixture
def editor(db: None) -> Account:
    """Somebody who teaches."""
    return with_roles("editor1", Role.EDITOR)


@pytest.fixture
def as_editor(editor: Account) -> Client:
    """A browser in which the editor is signed in."""
    return entered(editor)


@pytest.fixture
def as_second(db: None) -> Client:
    """A browser in which another editor is signed in."""
    return entered(with_roles("editor2", Role.EDITOR))


@pytest.fixture
def as_third(db: None) -> Client:
    """A browser in which a third one is signed in, who leads."""
    return entered(with_roles("lead1", Role.LEAD))
