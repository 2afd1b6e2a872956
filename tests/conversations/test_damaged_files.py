"""A running system whose model or index is gone or damaged when a part has to start again."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil
import pytest

from bot.publishing.shelf import ModelShelf
from bot.publishing.versions import versions_of
from tests.conversations.running import INDEX, MODELS, ROOT, Signpost, running
from tests.conversations.test_first_replies import ATTENDANCE, KNIFE
from tests.shapes import assert_reply, said

WITHIN_SECONDS = 11
# Rasa is tried every half minute once it has ended too often.
BACK_WITHIN_SECONDS = 240
QUESTION = "How long does the social worker have to answer after a referral?"


@dataclass(frozen=True)
class OnItsOwn:
    """A system with a model and an index of its own."""

    signpost: Signpost
    model: Path
    index: Path


@pytest.fixture(scope="module")
def system(signpost: Signpost, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OnItsOwn]:
    # The one that runs for the other tests has made the model and the index.
    assert signpost.is_healthy()
    folder = tmp_path_factory.mktemp("damaged")
    models, index = folder / "models", folder / "index"
    models.mkdir()
    shutil.copytree(INDEX, index)
    shelf, versions = ModelShelf(models), versions_of(ROOT)
    archive = shelf.archive(versions.model_name)
    shutil.copyfile(ModelShelf(MODELS).archive(versions.model_name), archive)
    shelf.put(versions.model_name, who="a test", why="x", data_version=versions.data, program_version=versions.program)
    with running(folder, models=models, index=index) as started:
        started.wait_until_healthy()
        yield OnItsOwn(started, archive, index)


def kill_and_wait(signpost: Signpost, part: str) -> None:
    """Kill a part, and wait until it has been started again; whether it works then is another matter."""
    killed = signpost.part(part)
    killed.kill()

    def is_new() -> bool:
        try:
            return signpost.part(part).pid != killed.pid
        except (ValueError, psutil.Error):
            return False

    wait_for(is_new, f"{part} was not started again")


def wait_for(what: Callable[[], bool], words: str, seconds: float = BACK_WITHIN_SECONDS) -> None:
    ends = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < ends, words
        time.sleep(0.3)


def test_an_index_that_is_gone_costs_answers_and_never_advice(system: OnItsOwn) -> None:
    """Without its index the action server starts all the same: advice is as always, and questions get the contacts."""
    aside = system.index.with_name("aside")
    os.replace(system.index, aside)
    try:
        kill_and_wait(system.signpost, "actions")
        wait_for(lambda: talks(system.signpost), "the action server does not answer")

        reply, took = system.signpost.talk().timed(QUESTION)

        assert took < WITHIN_SECONDS
        assert_reply(reply, str(reply["kind"]))
        assert reply["guidance"] == []
    finally:
        os.replace(aside, system.index)
        system.signpost.part("actions").kill()
        system.signpost.wait_until_healthy(BACK_WITHIN_SECONDS)


def talks(signpost: Signpost) -> bool:
    """Return whether advice is given."""
    reply = signpost.talk().say(ATTENDANCE)
    assert_reply(reply, str(reply["kind"]))
    return bool(reply["kind"] == "advice")


def test_a_model_that_is_cut_short_is_missed_until_it_is_whole(system: OnItsOwn) -> None:
    """Rasa cannot start again: the contacts come within 11 seconds, danger gets 999, no message is lost, and once the
    file is whole everything is as before."""
    content = system.model.read_bytes()
    system.model.write_bytes(content[: len(content) // 2])
    kill_and_wait(system.signpost, "rasa")

    talk = system.signpost.talk()
    reply, took = talk.timed(ATTENDANCE)

    assert took < WITHIN_SECONDS
    assert_reply(reply, "failsafe")
    assert [turn["from"] for turn in talk.transcript()] == ["practitioner", "assistant"]
    assert "999" in said(system.signpost.talk().say(KNIFE)).splitlines()[0]

    whole = system.model.with_suffix(".whole")
    whole.write_bytes(content)
    os.replace(whole, system.model)
    system.signpost.wait_until_healthy(BACK_WITHIN_SECONDS)
    assert_reply(talk.say(ATTENDANCE), "advice")


def test_a_model_that_is_gone_gets_the_failsafe(system: OnItsOwn) -> None:
    """Rasa runs without a model, or not at all: the contacts come within 11 seconds, and the health report says so."""
    aside = system.model.with_suffix(".aside")
    os.replace(system.model, aside)
    try:
        kill_and_wait(system.signpost, "rasa")

        reply, took = system.signpost.talk().timed(ATTENDANCE)

        assert took < WITHIN_SECONDS
        assert_reply(reply, "failsafe")
        report = httpx.get(f"{system.signpost.url}/api/v1/health", timeout=6, trust_env=False).json()
        assert "rasa" in {part["name"] for part in report["parts"] if not part["up"]}
    finally:
        os.replace(aside, system.model)
        # One that came up without a model does not look for it again.
        system.signpost.part("rasa").kill()
        system.signpost.wait_until_healthy(BACK_WITHIN_SECONDS)
