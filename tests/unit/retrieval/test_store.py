"""An index on disk that is swapped whole."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.retrieval.errors import IndexDamagedError, IndexMismatchError, IndexMissingError, RetrievalError
from bot.retrieval.passage import Passage
from bot.retrieval.store import IndexStore, content_hash
from tests.builders import KeywordEncoder

ENCODER = KeywordEncoder("referral", "school")
OLD = (Passage("referral", ("referral", "a referral"), "make a referral", "ours", "procedure"),)
NEW = (*OLD, Passage("school", ("school",), "at school"))


@pytest.fixture
def store(tmp_path: Path) -> IndexStore:
    """A store in a folder that is not there yet."""
    return IndexStore(tmp_path / "index")


def in_service(tmp_path: Path) -> Path:
    """Return the folder of the index in service."""
    return tmp_path / "index" / (tmp_path / "index" / "current").read_text(encoding="utf-8")


def test_what_is_written_is_read(store: IndexStore) -> None:
    """Passages and vectors come back as they were."""
    store.write(NEW, ENCODER)

    held = store.read(ENCODER)

    assert held.passages == NEW
    np.testing.assert_array_equal(held.vectors, ENCODER.encode(["referral", "a referral", "school"]))


def test_an_index_of_nothing_is_an_index(store: IndexStore) -> None:
    """A pack without entries has an index too."""
    store.write((), ENCODER)

    assert store.read(ENCODER).passages == ()
    assert store.holds((), ENCODER)


def test_a_new_index_takes_the_place_of_the_old(store: IndexStore, tmp_path: Path) -> None:
    """After writing there is one index, the new one."""
    store.write(OLD, ENCODER)
    store.write(NEW, ENCODER)

    assert store.read(ENCODER).passages == NEW
    assert sorted(path.name for path in (tmp_path / "index").iterdir()) == sorted(
        ["current", in_service(tmp_path).name]
    )


def test_no_index_is_missing_and_says_what_to_run(store: IndexStore) -> None:
    """Where none was built the error says how to build one."""
    with pytest.raises(IndexMissingError, match="index: no index; run `signpost index build`"):
        store.read(ENCODER)
    assert not store.holds(OLD, ENCODER)


def test_an_index_of_another_encoder_does_not_fit(store: IndexStore) -> None:
    """Vectors of two encoders are never compared."""
    store.write(OLD, ENCODER)
    other = KeywordEncoder("referral", "school", fingerprint="other")

    with pytest.raises(IndexMismatchError, match="built with another encoder; run `signpost index build`"):
        store.read(other)
    assert not store.holds(OLD, other)


def cut(name: str) -> Callable[[Path], None]:
    """Return what cuts a file in half."""
    return lambda folder: (folder / name).write_bytes(
        (folder / name).read_bytes()[: (folder / name).stat().st_size // 2]
    )


def put(name: str, value: object) -> Callable[[Path], None]:
    """Return what writes other JSON into a file."""
    return lambda folder: (folder / name).write_text(json.dumps(value), encoding="utf-8")


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda folder: (folder / "about.json").unlink(), id="about-gone"),
        pytest.param(lambda folder: (folder / "passages.json").unlink(), id="passages-gone"),
        pytest.param(lambda folder: (folder / "vectors.npy").unlink(), id="vectors-gone"),
        pytest.param(cut("about.json"), id="about-cut-short"),
        pytest.param(cut("passages.json"), id="passages-cut-short"),
        pytest.param(cut("vectors.npy"), id="vectors-cut-short"),
        pytest.param(lambda folder: (folder / "vectors.npy").write_bytes(b""), id="vectors-empty"),
        pytest.param(lambda folder: (folder / "passages.json").write_bytes(b"\xff\xfe"), id="passages-not-text"),
        pytest.param(put("about.json", []), id="about-of-another-shape"),
        pytest.param(put("about.json", {}), id="about-without-encoder"),
        pytest.param(put("passages.json", {"a": 1}), id="passages-of-another-shape"),
        pytest.param(put("passages.json", [{"id": "x"}]), id="passage-without-views"),
        pytest.param(put("passages.json", [{"id": "x", "views": [], "lexical": ""}]), id="passage-with-no-view"),
        pytest.param(put("passages.json", []), id="fewer-passages-than-vectors"),
        pytest.param(lambda folder: np.save(folder / "vectors.npy", np.float32(1.0)), id="vectors-a-number"),
        pytest.param(
            lambda folder: np.save(folder / "vectors.npy", np.zeros((2, 99), np.float32)),
            id="vectors-of-another-length",
        ),
        pytest.param(
            lambda folder: np.save(folder / "vectors.npy", np.array([{}], dtype=object), allow_pickle=True),
            id="vectors-that-hold-code",
        ),
    ],
)
def test_a_damaged_index_is_said_to_be_damaged(
    store: IndexStore, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    """Whatever is wrong with the files, the error is one that says how to build the index again."""
    store.write(OLD, ENCODER)
    damage(in_service(tmp_path))

    with pytest.raises(IndexDamagedError, match="run `signpost index build`"):
        store.read(ENCODER)


def test_a_pointer_to_nowhere_is_damage(store: IndexStore, tmp_path: Path) -> None:
    """A pointer whose folder is gone is damage, not a missing index."""
    store.write(OLD, ENCODER)
    (tmp_path / "index" / "current").write_text("nowhere", encoding="utf-8")

    with pytest.raises(IndexDamagedError):
        store.read(ENCODER)
    assert not store.holds(OLD, ENCODER)


def test_a_damaged_index_is_built_again(store: IndexStore, tmp_path: Path) -> None:
    """Writing puts a sound index in the place of a damaged one."""
    store.write(OLD, ENCODER)
    (in_service(tmp_path) / "vectors.npy").unlink()

    store.write(OLD, ENCODER)

    assert store.read(ENCODER).passages == OLD


@pytest.mark.parametrize("moment", ["pointing", "writing"])
def test_a_crash_leaves_the_old_index_in_service(
    store: IndexStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """A crash while the new index is written, or before the pointer is set, changes nothing for readers."""
    store.write(OLD, ENCODER)

    def crash(*_: object, **__: object) -> None:
        raise OSError("the power is gone")

    with monkeypatch.context() as patch:
        if moment == "pointing":
            patch.setattr(os, "replace", crash)
        else:
            patch.setattr(np, "save", crash)
        with pytest.raises(OSError, match="the power is gone"):
            store.write(NEW, ENCODER)

    assert store.read(ENCODER).passages == OLD
    assert store.holds(OLD, ENCODER)
    store.write(NEW, ENCODER)
    assert store.read(ENCODER).passages == NEW
    assert len([path for path in (tmp_path / "index").iterdir() if path.is_dir()]) == 1


def test_an_index_knows_what_it_was_built_from(store: IndexStore) -> None:
    """An index is out of date as soon as anything in a passage changes."""
    store.write(OLD, ENCODER)

    assert store.holds(OLD, ENCODER)
    assert not store.holds(NEW, ENCODER)
    assert not store.holds((replace(OLD[0], lexical="other words"),), ENCODER)


def test_the_content_hash_follows_every_field() -> None:
    """No field of a passage can change without another hash."""
    changes = {"id": "x", "views": ("x",), "lexical": "x", "authority": "x", "kind": "x"}
    hashes = {content_hash([replace(OLD[0], **{name: value})]) for name, value in changes.items()}

    assert len(hashes | {content_hash(OLD)}) == len(changes) + 1


def test_every_error_is_one_of_retrieval() -> None:
    """Whoever catches errors of retrieval catches all of them."""
    assert all(issubclass(kind, RetrievalError) for kind in (IndexMissingError, IndexDamagedError, IndexMismatchError))
