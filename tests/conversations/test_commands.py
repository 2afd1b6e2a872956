"""The commands that start Signpost and talk with it."""

from __future__ import annotations

import json
import socket
import time

import pytest

from bot.cli.system import free_ports
from tests.conversations.running import ENDED_WITHIN_SECONDS, command, running
from tests.conversations.test_first_replies import ATTENDANCE, KNIFE, SMASHING
from tests.shapes import DUTY_TEAM, assert_reply


@pytest.fixture
def another(tmp_path):
    """A second Signpost, with databases and processes of its own."""
    with running(tmp_path) as started:
        yield started


def test_ctrl_c_ends_every_process(another):
    """Ctrl-C ends all that was started, in time, with exit code 0 and without a traceback."""
    another.wait_until_healthy()
    everything = another.everything()

    code, left = another.end()

    assert len(everything) >= 4
    assert left == []
    assert code == 0
    assert "Traceback" not in another.log.read_text(encoding="utf-8")


def test_ctrl_c_while_it_starts_ends_every_process(another):
    """Ctrl-C before everything is up leaves nothing behind either."""
    while another.process.poll() is None and len(another.process.children()) < 3:
        time.sleep(0.1)

    code, left = another.end()

    assert left == []
    assert code == 0, another.log.read_text(encoding="utf-8")
    assert "Traceback" not in another.log.read_text(encoding="utf-8")


@pytest.mark.parametrize("option", ["--port", "--rasa-port", "--action-port"])
def test_a_port_in_use_is_said_in_one_sentence(tmp_path, option):
    """A port that is taken ends the start with one plain sentence and exit code 1."""
    ports = dict(zip(("--port", "--rasa-port", "--action-port"), free_ports(3)))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ports[option] = taken.getsockname()[1]

        ended = command("run", *(str(word) for pair in ports.items() for word in pair), folder=tmp_path)

    assert ended.returncode == 1
    lines = (ended.stdout + ended.stderr).strip().splitlines()
    assert len(lines) == 1
    assert str(ports[option]) in lines[0]
    assert "in use" in lines[0]


def test_ask_prints_the_advice(signpost, tmp_path):
    """`signpost ask` prints what to do and whom to ring."""
    ended = command("ask", ATTENDANCE, "--url", signpost.url, folder=tmp_path)

    assert ended.returncode == 0, ended.stderr
    for words in ("Early help", DUTY_TEAM, "999", "1. ", "6. "):
        assert words in ended.stdout


def test_ask_prints_json_one_reply_a_line(signpost, tmp_path):
    """`signpost ask --json` prints every reply of the conversation as a line of JSON."""
    said = (SMASHING, "--then", "not sure", "--then", KNIFE)

    ended = command("ask", *said, "--json", "--url", signpost.url, folder=tmp_path)

    assert ended.returncode == 0, ended.stderr
    replies = [json.loads(line) for line in ended.stdout.splitlines()]
    assert len(replies) == 3
    for reply in replies:
        assert_reply(reply, reply["kind"])
    assert replies[1]["assessment"]["route"]["id"] == "duty_team"
    assert replies[2]["kind"] == "emergency"


def test_ask_without_a_signpost_still_says_whom_to_ring(tmp_path):
    """Where nothing runs at the address `signpost ask` gives the contacts and exit code 1."""
    ended = command("ask", ATTENDANCE, "--url", f"http://127.0.0.1:{free_ports(1)[0]}", folder=tmp_path)

    assert ended.returncode == 1
    for words in (DUTY_TEAM, "999"):
        assert words in ended.stderr
    assert "Traceback" not in ended.stderr


def test_ask_says_why_a_message_is_refused(signpost, tmp_path):
    """A refusal is printed in words, with the contacts, and exit code 1."""
    ended = command("ask", "/restart", "--url", signpost.url, folder=tmp_path)

    assert ended.returncode == 1
    assert "That looks like a command" in ended.stderr
    assert DUTY_TEAM in ended.stderr


def test_nothing_of_a_conversation_stands_in_the_logs(signpost):
    """No log of any part holds what was written."""
    marker = "a purple kangaroo ate her homework and nobody was home"
    signpost.talk().say(marker)

    for log in (signpost.log.parent / "log").iterdir():
        assert "purple kangaroo" not in log.read_text(encoding="utf-8", errors="replace"), log.name


def test_the_time_to_end_is_longer_than_the_supervisors():
    """What these tests allow for the end covers what the supervisor takes before it kills."""
    from bot.cli import supervisor

    assert supervisor._END_WITHIN_SECONDS < ENDED_WITHIN_SECONDS
