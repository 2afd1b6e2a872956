"""From one live model to another without a gap."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.cli.rasa_swap import RasaSwap, RunningRasa
from bot.cli.supervisor import Service
from bot.content.pack import DEFAULT_PACK
from bot.publishing.live import LiveRasa, Serving
from bot.publishing.places import Places
from bot.publishing.shelf import ModelShelf


@dataclass
class Process:
    """A process that ends when it is told to."""

    returncode: int | None = None

    def poll(self) -> int | None:
        return self.returncode


@dataclass
class Processes:
    """A supervisor that writes down what it was told."""

    said: list[tuple[str, str]] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        def told(service: Service) -> None:
            if name == "launch":
                service.process = Process()  # type: ignore[assignment]
            self.said.append((name, str(service.log)))

        return told


@dataclass
class Site:
    """A running Signpost in small: which Rasas answer, and what time it is."""

    shelf: ModelShelf
    places: Places
    supervisor: Processes
    swap: RasaSwap
    answering: set[str]
    made: list[RunningRasa]
    now: float = 0.0

    @property
    def live(self) -> str | None:
        return LiveRasa(self.places.live, Serving("", "a")).now().model

    def publish(self, name: str) -> None:
        self.shelf.make_live(name, what="published", who="one", why="x")

    def at(self, seconds: float) -> None:
        self.now = seconds
        self.swap.look()


@pytest.fixture
def site(tmp_path: Path) -> Site:
    places = Places(tmp_path, tmp_path, tmp_path / "models", tmp_path, tmp_path, DEFAULT_PACK)
    shelf = ModelShelf(places.models)
    places.models.mkdir()
    for name in "abc":
        shelf.archive(name).write_bytes(b"a model")
        shelf.put(name, who="one", why="x", data_version="d", program_version="p")
    made: list[RunningRasa] = []

    def rasa(name: str) -> RunningRasa:
        service = Service(name, [], {}, Path(name))
        made.append(RunningRasa(service, name, f"http://127.0.0.1:{len(made)}"))
        return made[-1]

    supervisor, answering = Processes(), {"a"}
    swap = RasaSwap(
        supervisor,  # type: ignore[arg-type]
        rasa("a"),
        rasa,
        places,
        answers=lambda one: one.model in answering,
        warm_seconds=600,
        clock=lambda: found.now,
    )
    found = Site(shelf, places, supervisor, swap, answering, made)
    found.publish("a")
    return found


def test_nothing_published_nothing_done(site: Site) -> None:
    """The one that answers is the one that is live."""
    site.at(1)

    assert site.supervisor.said == []


def test_messages_go_on_to_the_first_until_the_second_answers(site: Site) -> None:
    """Not a moment earlier: a process that runs is not yet one that answers."""
    site.publish("b")
    site.at(1)
    site.at(20)
    assert site.live == "a"

    site.answering.add("b")
    site.at(21)

    assert site.live == "b"
    assert site.swap.serving.model == "b"


def test_the_first_goes_on_running_for_whoever_still_waits(site: Site) -> None:
    """It is kept warm, and ended only when its time is over."""
    site.publish("b")
    site.answering.add("b")
    site.at(1)
    site.at(2)
    site.at(600)
    assert ("end", "a") not in site.supervisor.said

    site.at(603)

    assert ("end", "a") in site.supervisor.said
    assert ("end", "b") not in site.supervisor.said


def test_going_back_to_a_warm_one_takes_no_time(site: Site) -> None:
    """Nothing is started for it."""
    site.publish("b")
    site.answering.add("b")
    site.at(1)
    site.at(2)
    launched = site.supervisor.said.count(("launch", "a"))

    site.publish("a")
    site.at(3)

    assert site.live == "a"
    assert site.supervisor.said.count(("launch", "a")) == launched
    assert ("end", "b") not in site.supervisor.said


def test_going_back_to_a_warm_one_that_died_starts_another(site: Site) -> None:
    """It takes as long as a publication."""
    site.publish("b")
    site.answering.add("b")
    site.at(1)
    site.at(2)
    site.answering.discard("a")

    site.publish("a")
    site.at(3)
    site.answering.add("a")
    site.at(4)

    assert ("launch", "a") in site.supervisor.said
    assert site.live == "a"


def withdrawn(site: Site) -> str:
    assert site.live == "a"
    published = site.shelf.published()
    assert published is not None
    assert published.live == "a"
    assert site.shelf.history()[-1].what == "withdrawn"
    return site.shelf.history()[-1].why


def test_one_that_never_answers_is_withdrawn(site: Site) -> None:
    """The first goes on, and the history says why."""
    site.publish("b")
    site.at(1)
    site.at(200)

    assert "did not answer within" in withdrawn(site)
    assert ("end", "b") in site.supervisor.said


def test_one_that_ends_is_withdrawn_at_once(site: Site) -> None:
    """Nobody waits for a process that is gone."""
    site.publish("b")
    site.at(1)
    site.made[-1].service.process.returncode = 1  # type: ignore[union-attr, misc]
    site.at(2)

    assert "ended with code 1" in withdrawn(site)


def test_a_file_that_was_cut_short_is_withdrawn_without_a_start(site: Site) -> None:
    """The live model goes on, and the reason is said."""
    site.publish("b")
    site.shelf.archive("b").write_bytes(b"a mod")
    site.at(1)

    assert "cut short" in withdrawn(site)
    assert ("launch", "b") not in site.supervisor.said


def test_published_anew_while_the_second_starts(site: Site) -> None:
    """The latest word counts; what was starting is ended."""
    site.publish("b")
    site.at(1)
    site.publish("c")
    site.at(2)
    site.at(3)
    site.answering.add("c")
    site.at(4)

    assert site.live == "c"
    assert ("end", "b") in site.supervisor.said


def test_a_full_disk_keeps_the_first_in_service(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The change is tried again at the next look, and nothing ends meanwhile."""
    from bot.cli import rasa_swap

    site.publish("b")
    site.answering.add("b")
    site.at(1)
    real = rasa_swap.put_in_service

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(rasa_swap, "put_in_service", full)
    site.at(2)
    assert site.live == "a"
    assert ("end", "b") not in site.supervisor.said

    monkeypatch.setattr(rasa_swap, "put_in_service", real)
    site.at(3)
    assert site.live == "b"


def test_a_damaged_record_of_what_is_live_changes_nothing(site: Site) -> None:
    """The one that answers goes on."""
    (site.places.models / "published.json").write_text("{", encoding="utf-8")
    site.at(1)

    assert site.live == "a"
    assert site.supervisor.said == []
