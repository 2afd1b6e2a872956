"""Faults of the web server and its disk: in each the person learns whom to ring in time, and no message is lost."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import psutil
import pytest

from bot.content.pack import DEFAULT_PACK, load_pack
from bot.web.gateway.last_resort import LAST_RESORT_FILE, write_last_resort
from tests.canned import KNIFE
from tests.faults.serving import PATIENCE_SECONDS, Talk, WebServer
from tests.shapes import DUTY_TEAM, assert_contacts, assert_reply

WROTE = "he is often late and hungry"


def _until(holds: Callable[[], bool]) -> None:
    ends = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < ends, "it did not come to that"
        time.sleep(0.05)


def _gives_contacts(response: httpx.Response, began: float) -> None:
    """The answer is an error of ours with whom to ring, and in time."""
    assert time.monotonic() - began < PATIENCE_SECONDS
    assert response.status_code == 503
    assert DUTY_TEAM in response.json()["error"]["message"]
    assert_contacts(response.json()["contacts"])


def _in_the_background(talk: Talk, key: str) -> threading.Thread:
    def sent() -> None:
        try:
            talk.send(WROTE, key, seconds=60)
        except httpx.HTTPError:
            return

    thread = threading.Thread(target=sent, daemon=True)
    thread.start()
    return thread


def test_a_web_server_killed_in_mid_turn_loses_no_message(stopped, rasa):
    """The message that was under way is there after the restart, waiting, and is answered once when sent again."""
    stopped.start()
    talk = stopped.talk()
    rasa.silent = True
    _in_the_background(talk, "k")
    _until(lambda: bool(rasa.asked))
    stopped.kill()
    rasa.silent = False

    stopped.start()

    (waiting,) = talk.turns()
    assert (waiting["text"], waiting["state"], waiting["key"]) == (WROTE, "waiting", "k")
    first = talk.send(WROTE, "k", seconds=2 * PATIENCE_SECONDS)
    assert_reply(first.json(), "advice")
    assert talk.send(WROTE, "k").json() == first.json()
    assert rasa.asked == [WROTE, WROTE]
    assert [turn["state"] for turn in talk.turns()] == ["answered", "answered"]


def test_a_conversation_goes_on_after_a_restart(stopped, rasa):
    """A restart between two messages changes nothing for the page that holds the conversation."""
    stopped.start()
    talk = stopped.talk()
    talk.send(WROTE, "one")
    stopped.kill()

    stopped.start()

    assert_reply(talk.send("and tired", "two").json(), "advice")
    assert [turn["n"] for turn in talk.turns()] == [1, 2, 3, 4]


def test_a_clock_put_right_by_hours_loses_no_message(stopped, rasa):
    """A server three hours fast dies in mid-turn; with the clock put right the message waits, and is answered once."""
    stopped.start(CLOCK_HOURS="3")
    talk = stopped.talk()
    assert_reply(talk.send(WROTE, "one").json(), "advice")
    rasa.silent = True
    _in_the_background(talk, "two")
    _until(lambda: len(rasa.asked) == 2)
    stopped.kill()
    rasa.silent = False

    stopped.start()

    assert [turn["state"] for turn in talk.turns()] == ["answered", "answered", "waiting"]
    began = time.monotonic()
    assert_reply(talk.send(WROTE, "two").json(), "advice")
    assert time.monotonic() - began < PATIENCE_SECONDS
    assert len(rasa.asked) == 3


def test_a_page_reloaded_in_mid_answer_finds_the_answer(web, rasa):
    """Who leaves before the reply comes finds it in the transcript."""
    talk = web.talk()
    rasa.slow = 4.0
    with pytest.raises(httpx.TimeoutException):
        talk.send(WROTE, "k", seconds=2)

    _until(lambda: bool(rasa.asked))
    assert talk.turns()[0]["text"] == WROTE
    _until(lambda: len(talk.turns()) == 2)

    assert_reply(talk.turns()[1]["reply"], "advice")
    assert rasa.asked == [WROTE]


def test_a_double_click_is_answered_once(web, rasa):
    """The same message sent several times at once is asked once, and every sender gets the same reply."""
    talk = web.talk()
    rasa.slow = 0.5
    with ThreadPoolExecutor(4) as clicks:
        replies = list(clicks.map(lambda _: talk.send(WROTE, "k").content, range(4)))

    assert len(set(replies)) == 1
    assert rasa.asked == [WROTE]


def test_two_tabs_of_one_conversation_keep_their_order(web, rasa):
    """Two tabs that write at once are both answered, and both see the same transcript."""
    talk = web.talk()
    rasa.slow = 0.3
    with ThreadPoolExecutor(2) as tabs:
        for response in tabs.map(lambda number: talk.send(f"tab {number}", f"k-{number}"), range(2)):
            assert_reply(response.json(), "advice")

    turns = talk.turns()
    assert [turn["n"] for turn in turns] == [1, 2, 3, 4]
    written = [turn["text"] for turn in turns if turn["from"] == "practitioner"]
    assert written == rasa.asked


def _locked(server: WebServer) -> sqlite3.Connection:
    other = sqlite3.connect(server.folder / "web.sqlite3", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    return other


def test_a_locked_database_gives_contacts_in_time(web, rasa):
    """While something else holds the database the person gets the contacts, and Rasa is asked nothing unkept."""
    talk = web.talk()
    other = _locked(web)
    began = time.monotonic()
    response = talk.send(WROTE, "k")
    other.execute("ROLLBACK")

    _gives_contacts(response, began)
    assert rasa.asked == []
    assert_reply(talk.send(WROTE, "k").json(), "advice")


def test_danger_under_a_locked_database_gets_999_first(web, rasa):
    """Words of danger that cannot be kept are still answered with 999."""
    talk = web.talk()
    other = _locked(web)
    response = talk.send(KNIFE, "k")
    other.execute("ROLLBACK")

    assert response.json()["error"]["message"].startswith("Ring 999 now.")


def test_a_database_locked_in_mid_turn_loses_no_message(web, rasa):
    """Where the reply cannot be kept the person gets the contacts; the message is kept and can be sent again."""
    talk = web.talk()
    rasa.slow = 1.0
    began = time.monotonic()
    with ThreadPoolExecutor(1) as person:
        sent = person.submit(talk.send, WROTE, "k")
        _until(lambda: bool(rasa.asked))
        other = _locked(web)
        response = sent.result(PATIENCE_SECONDS)
    other.execute("ROLLBACK")

    _gives_contacts(response, began)
    assert talk.turns()[0]["text"] == WROTE
    assert_reply(talk.send(WROTE, "k", seconds=2 * PATIENCE_SECONDS).json(), "advice")
    assert len(talk.turns()) == 2


def test_a_slow_rasa_and_a_locked_database_together_give_contacts_in_time(web, rasa):
    """Two faults at once are waited for no longer than one: there is one deadline for the whole request."""
    talk = web.talk()
    rasa.silent = True
    began = time.monotonic()
    with ThreadPoolExecutor(1) as person:
        sent = person.submit(talk.send, WROTE, "k")
        _until(lambda: bool(rasa.asked))
        other = _locked(web)
        response = sent.result(PATIENCE_SECONDS)
    other.execute("ROLLBACK")

    _gives_contacts(response, began)
    assert [(turn["text"], turn["state"]) for turn in talk.turns()] == [(WROTE, "waiting")]


def test_a_full_disk_gives_contacts_and_loses_nothing(web, rasa):
    """Where no file may grow any more the person gets the contacts; with space again the conversation goes on."""
    talk = web.talk()
    talk.send(WROTE, "one")
    worker = web.worker()
    before = worker.rlimit(psutil.RLIMIT_FSIZE)
    worker.rlimit(psutil.RLIMIT_FSIZE, (1, before[1]))
    began = time.monotonic()
    response = talk.send("and tired", "two")
    worker.rlimit(psutil.RLIMIT_FSIZE, before)

    _gives_contacts(response, began)
    assert_reply(talk.send("and tired", "two").json(), "advice")
    assert [turn["text"] for turn in talk.turns() if turn["from"] == "practitioner"] == [WROTE, "and tired"]


@pytest.fixture
def small_disk(stopped: WebServer, tmp_path: Path) -> Iterator[WebServer]:
    """A running web server whose folder, database and all, is a disk of a few megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    if not mount or not unmount:
        pytest.skip("this machine has no command to mount a disk")
    if subprocess.run([mount, "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk)], capture_output=True).returncode:
        pytest.skip("this account may not mount a disk here")
    try:
        shutil.copy(stopped.folder / "web.sqlite3", disk)
        server = WebServer(disk, stopped.rasa_url)
        yield server.start()
        server.kill()
    finally:
        subprocess.run([unmount, "--lazy", str(disk)], check=True)


def test_a_disk_without_a_byte_left_gives_contacts_and_loses_nothing(small_disk, rasa):
    """On a real disk that something else has filled the person gets the contacts; once there is room again the same
    message is answered, and all that was said is there."""
    talk = small_disk.talk()
    talk.send(WROTE, "one")
    other = small_disk.folder / "something else"
    with pytest.raises(OSError, match="No space left"), other.open("wb", buffering=0) as filling:
        while True:
            filling.write(bytes(4096))
    began = time.monotonic()
    response = talk.send("and tired", "two")

    _gives_contacts(response, began)
    other.unlink()
    assert_reply(talk.send("and tired", "two").json(), "advice")
    assert [turn["text"] for turn in talk.turns() if turn["from"] == "practitioner"] == [WROTE, "and tired"]
    assert rasa.asked == [WROTE, "and tired"]


def test_a_read_only_database_gives_contacts_and_can_be_read(stopped, rasa):
    """Where the database cannot be written the person gets the contacts, and what was said can still be read."""
    stopped.start()
    talk = stopped.talk()
    talk.send(WROTE, "one")
    stopped.kill()
    stopped.start(READ_ONLY="yes")
    began = time.monotonic()

    _gives_contacts(talk.send("and tired", "two"), began)

    assert len(talk.turns()) == 2
    assert rasa.asked == [WROTE]


def test_a_web_server_alone_with_broken_guidance_gives_the_contacts_of_the_last_start(stopped, tmp_path):
    """Started by itself with guidance that cannot be read, it still says whom to ring, on the page and in the API."""
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "pack.yml").write_text("{", encoding="utf-8")
    write_last_resort(tmp_path / LAST_RESORT_FILE, load_pack(DEFAULT_PACK))

    stopped.start(SIGNPOST_PACK=str(pack))

    page = httpx.get(stopped.url, timeout=PATIENCE_SECONDS, trust_env=False)
    assert page.status_code == 500
    assert DUTY_TEAM in page.text
    assert "999" in page.text
    refused = httpx.post(f"{stopped.url}/api/v1/conversations", timeout=PATIENCE_SECONDS, trust_env=False)
    assert refused.status_code == 500
    assert_contacts(refused.json()["contacts"])
