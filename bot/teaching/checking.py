"""What is wrong with training files, in words: found before a training, so that it does not end in Rasa's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.recognition.examples import EMERGENCY
from bot.teaching.errors import EditError, MarkError
from bot.teaching.marks import read_marks
from bot.teaching.training_file import TrainingFile

_MOST = 20


def faults_in_training_files(folder: Path) -> list[str]:
    """Return every fault of the training files below `data` in a folder, by file and line; none gives an empty list.

    At most twenty are given: one broken line can break much that follows.
    """
    files = sorted((folder / "data").rglob("*.yml"))
    if not files:
        return [f"{folder / 'data'}: no training files"]
    contents: dict[Path, Any] = {}
    faults = []
    for file in files:
        try:
            contents[file] = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
        except UnicodeDecodeError as error:
            faults.append(f"{_named(file, folder)}: byte {error.start} is not UTF-8; save the file as UTF-8")
        except YAMLError as error:
            faults.append(f"{_named(file, folder)}{_where(error)}")
    # What a broken file teaches is not known, so nothing can be said to be no indicator.
    known = None if faults else _indicators(contents.values())
    for file, content in contents.items():
        faults += _of_content(file, content, known, folder)
    return faults[:_MOST]


def _of_content(file: Path, content: Any, known: frozenset[str] | None, folder: Path) -> Iterator[str]:
    name = _named(file, folder)
    if not isinstance(content, dict):
        yield f"{name}: expected `version` and `nlu`, `rules` or `stories`; found a {type(content).__name__}"
        return
    if "nlu" not in content:
        return
    try:
        blocks = TrainingFile(name, file.read_text(encoding="utf-8")).blocks
    except EditError as error:
        yield str(error)
        return
    for block in blocks:
        for number, raw in block.lines:
            try:
                _, marks = read_marks(raw)
            except MarkError as error:
                yield f"{name}, line {number + 1}: {error}"
                continue
            for label in sorted({mark.label for mark in marks} - known) if known is not None else ():
                yield f"{name}, line {number + 1}: a mark names {label!r}, which is no indicator"
        also = block.metadata.get("also") or []
        for label in sorted({str(one) for one in also} - known) if isinstance(also, list) and known is not None else ():
            yield f"{name}, line {block.first + 1}: `also` names {label!r}, which is no indicator"


def _indicators(contents: Any) -> frozenset[str]:
    """Return every indicator that has examples of its own."""
    found = {EMERGENCY}
    for content in contents:
        for block in (content or {}).get("nlu") or () if isinstance(content, dict) else ():
            intent = block.get("intent", "") if isinstance(block, dict) else ""
            if str(intent).startswith("concern/"):
                found.add(str(intent).split("/", 1)[1])
    return frozenset(found)


def _where(error: YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    where = f", line {mark.line + 1}" if mark else ""
    return f"{where}: {getattr(error, 'problem', None) or 'this is not YAML'}"


def _named(file: Path, folder: Path) -> str:
    return file.relative_to(folder).as_posix()
