"""Which part may import which. Every import of every module is read, those inside functions included."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.builders import ROOT

# What each part of `bot` may import of the others. A part that is not here has no place in the design yet.
_INNER = frozenset({"advice", "content", "language", "recognition", "referral", "reply", "retrieval", "review"})
_OUTER = _INNER | {"cli", "evaluation", "publishing", "teaching", "web"}
MAY_IMPORT: dict[str, frozenset[str]] = {
    "advice": frozenset(),
    "retrieval": frozenset(),
    "language": frozenset(),
    "content": frozenset({"advice"}),
    "recognition": frozenset({"advice", "language", "retrieval"}),
    "review": frozenset({"advice"}),
    "reply": frozenset({"advice", "content", "retrieval"}),
    "referral": frozenset({"content", "reply"}),
    "nlu": _INNER,
    "teaching": frozenset({"advice", "content", "language", "recognition", "retrieval"}),
    "evaluation": _OUTER - {"publishing"},
    "publishing": _INNER | {"evaluation", "teaching"},
    "web": _OUTER,
    "cli": _OUTER,
}
ACTIONS_MAY_NOT_IMPORT = frozenset({"nlu"})


@dataclass(frozen=True)
class Import:
    """One import: the module that holds it, and the full name of what it imports."""

    path: Path
    line: int
    importer: str
    target: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.importer} imports {self.target}"


def imports_below(root: Path) -> list[Import]:
    """Return every import in `bot` and `actions` below a folder."""
    paths = [path for part in ("bot", "actions") for path in sorted((root / part).rglob("*.py"))]
    return [found for path in paths for found in _imports_of(path, path.relative_to(root))]


def _imports_of(path: Path, place: Path) -> Iterator[Import]:
    parts = place.with_suffix("").parts
    importer = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    package = parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        for target in _targets(node, package):
            yield Import(place, getattr(node, "lineno", 0), importer, target)


def _targets(node: ast.AST, package: tuple[str, ...]) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
        module = ".".join(part for part in (base, node.module) if part)
        # `from bot import web` names a part as well; so does `from . import errors`.
        return [f"{module}.{alias.name}" for alias in node.names]
    if isinstance(node, ast.Call) and _is_dynamic(node.func) and node.args:
        first = node.args[0]
        return [first.value] if isinstance(first, ast.Constant) and isinstance(first.value, str) else []
    return []


def _is_dynamic(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in {"import_module", "__import__"}


def wrong_arrows(found: list[Import]) -> list[str]:
    """Return every import that the design does not allow, in words."""
    return [str(one) for one in found if not _is_allowed(one)]


def _is_allowed(one: Import) -> bool:
    importer, target = one.importer.split("."), one.target.split(".")
    if target[0] == "rasa":
        return importer[:2] == ["bot", "nlu"]
    if target[0] == "rasa_sdk":
        return importer[0] == "actions"
    if target[0] == "actions":
        return importer[0] == "actions"
    if target[0] == "bot":
        return _is_allowed_part(importer, target[1] if len(target) > 1 else "")
    if importer[:2] == ["bot", "advice"]:
        return target[0] in sys.stdlib_module_names
    return True


def _is_allowed_part(importer: list[str], part: str) -> bool:
    if importer[0] == "actions":
        return part not in ACTIONS_MAY_NOT_IMPORT
    own = importer[1] if len(importer) > 1 else ""
    return part == own or part in MAY_IMPORT[own]


def test_no_arrow_points_the_wrong_way() -> None:
    """Every import of `bot` and `actions` is one that the design allows."""
    assert wrong_arrows(imports_below(ROOT)) == []


def test_every_part_of_bot_has_its_rule() -> None:
    """A new part of `bot` must be given its place before its imports can be judged."""
    parts = {path.name for path in (ROOT / "bot").iterdir() if path.is_dir() and any(path.glob("*.py"))}

    assert parts <= set(MAY_IMPORT)


def test_the_reader_sees_the_real_imports() -> None:
    """The reader finds arrows that are known to be there, so that it cannot pass by seeing nothing."""
    found = {(one.importer, one.target) for one in imports_below(ROOT)}

    assert ("bot.reply.turn", "bot.advice.case.Case") in found
    assert ("actions.advise", "rasa_sdk.Tracker") in found
    assert any(importer.startswith("bot.nlu.") and target.startswith("rasa.") for importer, target in found)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        pytest.param("bot/advice/level.py", "import pydantic", id="advice-imports-a-package"),
        pytest.param("bot/advice/level.py", "from bot.content.pack import Pack", id="advice-imports-content"),
        pytest.param("bot/retrieval/store.py", "from bot.content.pack import Pack", id="retrieval-imports-content"),
        pytest.param(
            "bot/content/pack.py", "from bot.retrieval.passage import Passage", id="content-imports-retrieval"
        ),
        pytest.param("bot/language/cues.py", "from bot.advice import level", id="language-imports-advice"),
        pytest.param("bot/recognition/heads.py", "import bot.content.pack", id="recognition-imports-content"),
        pytest.param("bot/review/reference.py", "from bot.content.pack import Pack", id="review-imports-content"),
        pytest.param("bot/reply/turn.py", "from bot.recognition import heads", id="reply-imports-recognition"),
        pytest.param("bot/reply/turn.py", "from bot import web", id="part-imported-from-its-parent"),
        pytest.param("bot/reply/turn.py", "from ..web import urls", id="relative-import"),
        pytest.param("bot/web/urls.py", "from bot.nlu import errors", id="web-imports-nlu"),
        pytest.param("bot/publishing/live.py", "from bot.web import settings", id="publishing-imports-web"),
        pytest.param("bot/cli/run.py", "def f():\n    from bot.nlu import errors", id="import-inside-a-function"),
        pytest.param("bot/cli/run.py", "import importlib\nimportlib.import_module('bot.nlu')", id="import-by-name"),
        pytest.param("bot/recognition/heads.py", "import rasa.shared", id="rasa-outside-nlu"),
        pytest.param("bot/web/urls.py", "from rasa_sdk import Tracker", id="rasa-sdk-outside-actions"),
        pytest.param("actions/advise.py", "from bot.nlu import errors", id="actions-import-nlu"),
        pytest.param("actions/advise.py", "import rasa", id="actions-import-rasa"),
        pytest.param("bot/reply/turn.py", "from actions import wiring", id="bot-imports-actions"),
        pytest.param("bot/advice/__init__.py", "from bot.reply import turn", id="import-in-a-package"),
    ],
)
def test_a_planted_wrong_arrow_is_caught(tmp_path: Path, module: str, source: str) -> None:
    """The checker names the file and the import of an arrow that was planted to be wrong."""
    path = tmp_path / module
    path.parent.mkdir(parents=True)
    path.write_text(source, encoding="utf-8")

    found = wrong_arrows(imports_below(tmp_path))

    assert len(found) == 1
    assert found[0].startswith(f"{module}:")


@pytest.mark.parametrize(
    ("module", "source"),
    [
        pytest.param("bot/advice/case.py", "import re\nfrom bot.advice.reading import Reading", id="its-own-part"),
        pytest.param("bot/advice/case.py", "from . import reading", id="its-own-part-relatively"),
        pytest.param("bot/nlu/encoder.py", "from rasa.nlu import classifiers", id="rasa-in-nlu"),
        pytest.param("actions/advise.py", "from rasa_sdk import Tracker\nfrom bot.reply import turn", id="actions"),
        pytest.param("bot/web/urls.py", "from bot.reply import shape\nimport django", id="web-imports-reply"),
    ],
)
def test_a_right_arrow_is_let_through(tmp_path: Path, module: str, source: str) -> None:
    """Imports that the design allows are no faults."""
    path = tmp_path / module
    path.parent.mkdir(parents=True)
    path.write_text(source, encoding="utf-8")

    assert wrong_arrows(imports_below(tmp_path)) == []
