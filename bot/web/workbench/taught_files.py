"""The training files as an editor sees them: as they are, with the changes of the draft in hand."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from threading import Lock

from bot.teaching.draft import Draft
from bot.teaching.drafts import DraftStore
from bot.teaching.errors import TeachingError
from bot.teaching.taught import Taught, examples_of
from bot.teaching.training_file import TrainingFile

NLU = Path("data") / "nlu"


class TaughtFiles:
    """Reads files again only where they have changed: there are some sixty, and people turn pages."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = Lock()
        self._seen: dict[str, tuple[tuple[int, int], list[Taught]]] = {}

    def examples(self, texts: Mapping[str, str] | None = None) -> list[Taught]:
        """Return every example, in the order of the files; `texts` are the files that a draft changes.

        Raises:
            TeachingError: A file was broken by hand; the message gives file and line.
        """
        texts = texts or {}
        found: list[Taught] = []
        for path in sorted((self._root / NLU).rglob("*.yml")):
            name = path.relative_to(self._root).as_posix()
            found += examples_of(TrainingFile(name, texts[name])) if name in texts else self._of(name, path)
        return found

    def _of(self, name: str, path: Path) -> list[Taught]:
        try:
            state = os.stat(path)
            key = (state.st_mtime_ns, state.st_size)
            with self._lock:
                held = self._seen.get(name)
            if held is not None and held[0] == key:
                return held[1]
            examples = examples_of(TrainingFile(name, path.read_bytes().decode("utf-8")))
        except OSError as error:
            raise TeachingError(f"{name}: cannot be read ({type(error).__name__}).") from error
        except UnicodeDecodeError as error:
            raise TeachingError(f"{name}: byte {error.start} is not UTF-8; save the file as UTF-8.") from error
        with self._lock:
            self._seen[name] = (key, examples)
        return examples


def texts_with(draft: Draft | None, store: DraftStore) -> Mapping[str, str]:
    """Return the texts of the files that a draft changes; none without a draft.

    Raises:
        TeachingError: The draft no longer fits the files.
    """
    return store.texts(draft) if draft is not None else {}


def files_by_intent(examples: list[Taught]) -> dict[str, str]:
    """Return the training file of each intent."""
    files: dict[str, str] = {}
    for example in examples:
        files.setdefault(example.intent, example.file)
    return files
