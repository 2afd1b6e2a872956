"""From one live model to another on a running Signpost: no message is lost, and none is answered by nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.publishing.shelf import ModelShelf
from bot.publishing.versions import versions_of
from tests.conversations.running import COMMAND, MODELS, ROOT, Signpost, Talk, environment, running

MESSAGES = 200
PER_SECOND = 5
CONVERSATIONS = 20
ROLLBACK_SECONDS = 30
TEXTS = (
    "A six year old was left on her own all evening",
    "how quickly must the front door decide on a referral?",
    "She has a black eye and will not say how she got it",
    "not sure",
    "Thank you",
)


@dataclass
class Sent:
    """What became of the messages: one answer, or one failure, for each."""

    answers: list[dict[str, Any]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def send(talk: Talk, text: str, sent: Sent, lock: threading.Lock) -> None:
    started = time.monotonic()
    try:
        with lock:  # one message at a time in a conversation, as a person writes
            reply = talk.say(text)
        sent.answers.append(reply)
        sent.seconds.append(time.monotonic() - started)
    except (AssertionError, httpx.HTTPError, ValueError) as error:
        sent.failures.append(f"{type(error).__name__}: {error}")


def keep_sending(signpost: Signpost, sent: Sent) -> Iterator[int]:
    """Send the messages at a steady pace from many hands, and give the number of each as it is sent."""
    talks = [(signpost.talk(), threading.Lock()) for _ in range(CONVERSATIONS)]
    began = time.monotonic()
    with ThreadPoolExecutor(max_workers=CONVERSATIONS) as hands:
        for number in range(MESSAGES):
            time.sleep(max(0.0, began + number / PER_SECOND - time.monotonic()))
            talk, lock = talks[number % CONVERSATIONS]
            hands.submit(send, talk, TEXTS[(number // CONVERSATIONS + number) % len(TEXTS)], sent, lock)
            yield number


def model_command(folder: Path, models: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, "model", *words],
        cwd=ROOT,
        env=environment(folder, models),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two models that answer alike: a published one, and one that was live before it."""
    folder = tmp_path_factory.mktemp("models")
    subprocess.run(
        [*COMMAND, "run", "--prepare-only", "--unpublished"],
        cwd=ROOT,
        env={**os.environ, "SIGNPOST_VAR": str(tmp_path_factory.mktemp("var")), "SIGNPOST_MODELS": str(MODELS)},
        check=True,
        capture_output=True,
    )
    shelf, theirs = ModelShelf(folder), ModelShelf(MODELS)
    versions = versions_of(ROOT)
    for name in ("signpost-before", versions.model_name):
        shutil.copyfile(theirs.archive(versions.model_name), shelf.archive(name))
        shelf.put(name, who="a test", why="x", data_version=versions.data, program_version=versions.program)
        shelf.make_live(name, what="published", who="a test", why="x")
    return folder


def version_in_health(signpost: Signpost) -> str:
    report = httpx.get(f"{signpost.url}/api/v1/health", timeout=6, trust_env=False).json()
    return str(next(part["version"] for part in report["parts"] if part["name"] == "rasa"))


def test_no_message_is_lost_across_a_publication_and_a_rollback(
    models: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """200 messages at 5 a second: each gets a reply that is no failsafe, and going back takes 30 s at most."""
    folder = tmp_path_factory.mktemp("signpost")
    newest = next(name for name in (e.model for e in reversed(ModelShelf(models).history())) if name)
    sent = Sent()
    with running(folder, models=models, published=True) as signpost:
        signpost.wait_until_healthy()
        assert version_in_health(signpost).startswith(newest)
        changes: list[tuple[str, float, str]] = []

        def change(*words: str) -> None:
            started = time.monotonic()
            process = model_command(folder, models, *words)
            output, _ = process.communicate(timeout=240)
            changes.append((f"{words[0]} ({process.returncode})", time.monotonic() - started, output))

        # To another model that is not warm, as a publication does it, and back again.
        steps = threading.Thread(
            target=lambda: (
                change("rollback", "--why", "to the other", "--who", "a test"),
                change("rollback", "--why", "and back", "--who", "a test"),
            )
        )
        for number in keep_sending(signpost, sent):
            if number == 5:
                steps.start()
        steps.join()
        assert version_in_health(signpost).startswith(newest)
    told = "\n".join(f"{what} took {seconds:.1f} s: {output}" for what, seconds, output in changes)
    ordered = sorted(sent.seconds)
    print(
        f"{len(sent.answers)} of {MESSAGES} answered; median {ordered[len(ordered) // 2] * 1000:.0f} ms, "
        f"95th percentile {ordered[int(len(ordered) * 0.95)] * 1000:.0f} ms\n{told}"
    )

    assert sent.failures == []
    assert len(sent.answers) == MESSAGES
    assert [reply["kind"] for reply in sent.answers if not reply["replies"] or reply["kind"] == "failsafe"] == []
    assert [what for what, _, _ in changes] == ["rollback (0)", "rollback (0)"], told
    assert changes[1][1] <= ROLLBACK_SECONDS, told
