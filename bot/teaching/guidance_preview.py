"""What a draft would do to the guidance: every fault in words, and every change of advice, before anything is saved."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.content.advice_text import read_advice
from bot.content.diff import Change, differences
from bot.content.errors import ContentError, PackContentError
from bot.content.pack import load_pack


@dataclass(frozen=True)
class GuidancePreview:
    """`faults` in words, none where the guidance is sound; `changes` of what people are told."""

    faults: tuple[str, ...]
    changes: tuple[Change, ...]


def preview(pack: Path, root: Path, texts: Mapping[str, str]) -> GuidancePreview:
    """Return what the new texts of files, named relative to the project, would do to a pack."""
    with pack_with(pack, root, texts) as copy:
        try:
            load_pack(copy)
            return GuidancePreview((), tuple(differences(read_advice(pack), read_advice(copy))))
        except PackContentError as error:
            return GuidancePreview(tuple(_said(str(fault), copy) for fault in error.faults), ())
        except ContentError as error:
            return GuidancePreview((_said(str(error), copy),), ())


@contextmanager
def pack_with(pack: Path, root: Path, texts: Mapping[str, str]) -> Iterator[Path]:
    """Give a copy of a pack, for a moment, in which files named relative to the project hold other texts."""
    with tempfile.TemporaryDirectory(prefix="signpost-draft-") as folder:
        copy = Path(folder) / pack.name
        shutil.copytree(pack, copy)
        for path, text in of_pack(pack, root, texts).items():
            (copy / path.relative_to(pack)).write_bytes(text.encode())
        yield copy


def of_pack(pack: Path, root: Path, texts: Mapping[str, str]) -> dict[Path, str]:
    """Return those of the texts that are files of the pack, by their whole path."""
    found = {}
    for file, text in texts.items():
        path = (root / file).resolve()
        if path.is_relative_to(pack.resolve()):
            found[pack / path.relative_to(pack.resolve())] = text
    return found


def _said(words: str, copy: Path) -> str:
    """Name the file as editors know it, not the copy that was looked at."""
    return words.replace(f"{copy}/", "")
