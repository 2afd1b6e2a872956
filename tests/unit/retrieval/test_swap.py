"""The index is swapped whole, and what was embedded before is not embedded again."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from bot.retrieval.passage import Passage
from bot.retrieval.reuse import ReusingEmbedder
from bot.retrieval.store import IndexStore
from tests.builders import KeywordEncoder

OLD = [Passage("a", ("ring the team",), "ring the team")]
NEW = [*OLD, Passage("doc:x:1", ("write it down", "write"), "write it down", kind="excerpt")]
STEPS = ["encode", "mkdir", "save", "passages", "about", "pointer", "fsync", "replace", "clean"]


def break_at(step: str, monkeypatch: pytest.MonkeyPatch, encoder: KeywordEncoder) -> None:
    """Let a step of writing fail as if the process had been killed there."""

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    write_text = Path.write_text

    def write(path: Path, *args: object, **more: object) -> int:
        if path.name.startswith({"passages": "passages", "about": "about", "pointer": "current."}[step]):
            path.open("w").close()
            raise KeyboardInterrupt
        return write_text(path, *args, **more)

    target = {
        "encode": (encoder, "encode"),
        "mkdir": (Path, "mkdir"),
        "save": (np, "save"),
        "fsync": (os, "fsync"),
        "replace": (os, "replace"),
        "clean": (IndexStore, "_remove_others"),
    }.get(step)
    if target is None:
        monkeypatch.setattr(Path, "write_text", write)
    else:
        monkeypatch.setattr(*target, die)


@pytest.mark.parametrize("step", STEPS)
def test_a_crash_at_any_step_leaves_a_whole_index_in_service(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Before the swap it is the old one, after it the new one; writing again then works and leaves nothing behind."""
    encoder = KeywordEncoder("ring", "write")
    store = IndexStore(tmp_path)
    store.write(OLD, encoder)
    with monkeypatch.context() as broken:
        break_at(step, broken, encoder)
        with pytest.raises(KeyboardInterrupt):
            store.write(NEW, encoder)

    expected = NEW if step == "clean" else OLD
    assert list(store.read(encoder).passages) == expected
    store.write(NEW, encoder)
    assert list(store.read(encoder).passages) == NEW
    assert len(list(tmp_path.iterdir())) == 2


def test_only_new_texts_are_embedded(tmp_path: Path) -> None:
    """The vectors are those that embedding everything would give, and progress reaches the end."""
    encoder = KeywordEncoder("ring", "write")
    store = IndexStore(tmp_path)
    store.write(OLD, encoder)
    encoder.encoded.clear()
    seen: list[tuple[int, int]] = []
    store.write(NEW, ReusingEmbedder(encoder, store, lambda done, total: seen.append((done, total))))

    assert encoder.encoded == ["write it down", "write"]
    assert seen == [(1, 3), (3, 3)]
    expected = KeywordEncoder("ring", "write").encode([view for passage in NEW for view in passage.views])
    np.testing.assert_array_equal(store.read(encoder).vectors, expected)


def test_every_write_gives_the_index_another_name(tmp_path: Path) -> None:
    """By the name a server sees that there is another one."""
    store = IndexStore(tmp_path)
    assert store.name() is None
    store.write(OLD, KeywordEncoder("ring"))
    first = store.name()
    store.write(NEW, KeywordEncoder("ring"))

    assert first is not None and store.name() not in (None, first)
