"""The guidance in service changes when guidance was published, and at no other time."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest

from bot.content.errors import PackNotFoundError
from bot.content.live_pack import LivePack
from bot.content.pack import Pack


class Loader:
    """Loads what it is told to, and counts."""

    def __init__(self) -> None:
        self.gives: Any = "first"
        self.times = 0

    def __call__(self, folder: Path) -> Pack:
        self.times += 1
        if isinstance(self.gives, Exception):
            raise self.gives
        return self.gives  # type: ignore[no-any-return]


@pytest.fixture
def loader() -> Loader:
    return Loader()


@pytest.fixture
def live(tmp_path: Path, loader: Loader) -> LivePack:
    return LivePack(tmp_path, tmp_path / "guidance.json", loader)


def publish(tmp_path: Path, words: str) -> None:
    (tmp_path / "guidance.json").write_text(words, encoding="utf-8")


def test_it_is_loaded_once(live: LivePack, loader: Loader) -> None:
    """However often it is asked for, and whatever the files say by now."""
    assert live.current() == "first"
    loader.gives = "changed by hand"

    assert live.current() == "first"
    assert loader.times == 1


def test_published_guidance_is_taken(live: LivePack, loader: Loader, tmp_path: Path) -> None:
    """At the next question, once for each publication."""
    live.current()
    loader.gives = "second"
    publish(tmp_path, "2")

    assert [live.current() for _ in range(3)] == ["second"] * 3
    loader.gives = "third"
    publish(tmp_path, "3rd")
    assert live.current() == "third"
    assert loader.times == 3


def test_guidance_that_cannot_be_loaded_is_not_taken(
    live: LivePack, loader: Loader, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What was in service stays, and the log says why; it is not tried again with every question."""
    live.current()
    loader.gives = PackNotFoundError("pack.yml: no such file")
    publish(tmp_path, "2")

    with caplog.at_level(logging.ERROR):
        assert [live.current() for _ in range(3)] == ["first"] * 3
    assert loader.times == 2
    assert "pack.yml" in caplog.text


def test_without_any_guidance_it_is_an_error(live: LivePack, loader: Loader) -> None:
    """Whoever asks says whom to ring; it is tried again."""
    loader.gives = PackNotFoundError("no such folder")
    with pytest.raises(PackNotFoundError):
        live.current()

    loader.gives = "mended"
    assert live.current() == "mended"


def test_whoever_asks_meanwhile_gets_the_one_of_before(tmp_path: Path) -> None:
    """Loading takes a second or two, and nobody waits for it."""
    asked: list[Pack] = []

    def load(folder: Path) -> Pack:
        if (tmp_path / "guidance.json").exists():
            asked.append(live.current())
            return "second"  # type: ignore[return-value]
        return "first"  # type: ignore[return-value]

    live = LivePack(tmp_path, tmp_path / "guidance.json", load)
    live.current()
    publish(tmp_path, "2")

    assert live.current() == "second"
    assert asked == ["first"]
