"""Processes that are kept going and ended together. The processes are real and tiny."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from bot.cli import supervisor as module
from bot.cli.supervisor import GaveUpError, Service, Supervisor, port_is_free
from tests.builders import ROOT

SLEEP = "import time; time.sleep(60)"
# A process that starts another one, says which, and goes on.
WITH_CHILD = (
    "import subprocess, sys, time; "
    f"child = subprocess.Popen([sys.executable, '-c', {SLEEP!r}]); "
    "print(child.pid, flush=True); "
)
PATIENCE_SECONDS = 10


def until(happened: Callable[[], bool]) -> None:
    """Wait until something has happened; fail where it does not."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.01)


def alive(pid: int) -> bool:
    """Return whether a process runs; one that has ended and that nobody has asked after is not alive."""
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Callable[..., tuple[Supervisor, list[Service]]]]:
    """Start programs under a supervisor; whatever happens, they are ended with the test."""
    made: list[Supervisor] = []

    def start(*programs: str, **environment: str) -> tuple[Supervisor, list[Service]]:
        services = [
            Service(
                f"program {number}",
                [sys.executable, "-S", "-c", program],
                {"PATH": os.environ["PATH"], **environment},
                tmp_path / f"{number}.log",
            )
            for number, program in enumerate(programs)
        ]
        made.append(Supervisor(services, tmp_path))
        made[-1].start()
        return made[-1], services

    yield start
    for supervisor in made:
        supervisor.stop()


def pid(service: Service) -> int:
    """Return the id of a service's process."""
    assert service.process is not None
    return service.process.pid


def number_in(log: Path) -> int:
    """Wait for the number that a program prints, and return it."""
    until(lambda: log.exists() and log.read_text().strip().isdigit())
    return int(log.read_text())


def test_a_service_has_its_environment_folder_and_log(
    run: Callable[..., tuple[Supervisor, list[Service]]], tmp_path: Path
) -> None:
    """A service runs where it should, with its own environment alone and both streams in its log."""
    program = (
        "import os, sys; print(os.getcwd(), os.environ['NAME'], 'HOME' in os.environ, flush=True); "
        "print('to the other stream', file=sys.stderr)"
    )
    _, (service,) = run(program, NAME="signpost")

    until(lambda: not alive(pid(service)))

    assert service.log.read_text().splitlines() == [f"{tmp_path} signpost False", "to the other stream"]


def test_what_runs_is_left_alone(run: Callable[..., tuple[Supervisor, list[Service]]]) -> None:
    """Looking after services that run changes nothing."""
    supervisor, services = run(SLEEP, SLEEP)
    before = [pid(service) for service in services]

    supervisor.look_after()

    assert [pid(service) for service in services] == before


def test_what_has_ended_is_started_again(
    run: Callable[..., tuple[Supervisor, list[Service]]], caplog: pytest.LogCaptureFixture
) -> None:
    """A service that ended runs again, with its code in the log; the others go on."""
    supervisor, (ended, running) = run("raise SystemExit(7)", SLEEP)
    before = pid(ended), pid(running)
    until(lambda: not alive(before[0]))

    with caplog.at_level(logging.WARNING):
        supervisor.look_after()

    assert pid(ended) != before[0]
    assert pid(running) == before[1]
    assert "program 0 ended with code 7; starting it again" in caplog.text


def test_what_ends_too_often_is_given_up(run: Callable[..., tuple[Supervisor, list[Service]]]) -> None:
    """A service that ends again and again is named with its log."""
    supervisor, (service,) = run("pass")

    def look() -> bool:
        supervisor.look_after()
        return False

    with pytest.raises(GaveUpError, match=rf"program 0 ended 6 times; {service.log} says why"):
        until(look)
    assert len(service.started_at) == 6


def test_what_ends_too_often_later_is_tried_again_after_a_pause(
    run: Callable[..., tuple[Supervisor, list[Service]]],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Once all were up nothing is given up: what ends again and again has pauses, is named, and the others go on."""
    supervisor, (ending, running) = run("pass", SLEEP)
    supervisor.keep_on()
    before = pid(running)

    def looked(starts: int) -> bool:
        supervisor.look_after()
        return len(ending.started_at) >= starts

    until(lambda: looked(6))
    ended = ending.process
    assert ended is not None
    ended.wait()
    supervisor.look_after()
    assert ending.process is ended

    monkeypatch.setattr(module, "_PAUSE_SECONDS", 0.0)
    until(lambda: looked(7))

    assert f"program 0 ended 6 times; {ending.log} says why. It is tried again" in caplog.text
    assert pid(running) == before


def test_old_restarts_are_forgotten(
    run: Callable[..., tuple[Supervisor, list[Service]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A service that ends now and then over a long time is not given up."""
    monkeypatch.setattr(module, "_RESTARTS_WITHIN_SECONDS", 0.0)
    supervisor, (service,) = run("pass")
    seen = set()

    def restarted_often() -> bool:
        seen.add(pid(service))
        supervisor.look_after()
        return len(seen) > 8

    until(restarted_often)


def test_stopping_ends_whole_groups(run: Callable[..., tuple[Supervisor, list[Service]]]) -> None:
    """What a service started ends with it."""
    supervisor, services = run(WITH_CHILD + "time.sleep(60)", SLEEP)
    child = number_in(services[0].log)

    supervisor.stop()

    until(lambda: not alive(child))
    assert not any(alive(pid(service)) for service in services)


def test_stopping_ends_what_outlived_its_service(run: Callable[..., tuple[Supervisor, list[Service]]]) -> None:
    """A child whose parent has ended is not forgotten."""
    supervisor, (service,) = run(WITH_CHILD)
    child = number_in(service.log)
    until(lambda: not alive(pid(service)))
    assert alive(child)

    supervisor.stop()

    until(lambda: not alive(child))


def test_starting_again_ends_what_outlived_the_service(run: Callable[..., tuple[Supervisor, list[Service]]]) -> None:
    """A child of the service that ended does not hold the port of the one that takes its place."""
    supervisor, (service,) = run(WITH_CHILD)
    child = number_in(service.log)
    until(lambda: not alive(pid(service)))
    service.command = [sys.executable, "-S", "-c", SLEEP]

    supervisor.look_after()

    until(lambda: not alive(child))
    assert alive(pid(service))


def test_what_does_not_end_in_time_is_killed(
    run: Callable[..., tuple[Supervisor, list[Service]]],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A service that ignores the request to end is ended all the same."""
    monkeypatch.setattr(module, "_END_WITHIN_SECONDS", 0.1)
    stubborn = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); " + SLEEP
    supervisor, (service,) = run(stubborn)
    number_in(service.log)

    with caplog.at_level(logging.WARNING):
        supervisor.stop()

    assert not alive(pid(service))
    assert "program 0 did not end in time and is killed" in caplog.text


def test_a_service_is_asked_before_it_is_killed(
    run: Callable[..., tuple[Supervisor, list[Service]]], tmp_path: Path
) -> None:
    """A service may put its things in order."""
    done = tmp_path / "done"
    tidy = f"import signal, sys; signal.signal(signal.SIGTERM, lambda *_: (open({str(done)!r}, 'w'), sys.exit())); "
    supervisor, (service,) = run(tidy + "print(1, flush=True); " + SLEEP)
    number_in(service.log)

    supervisor.stop()

    assert done.exists()


def test_stopping_twice_or_before_the_start_does_nothing(
    run: Callable[..., tuple[Supervisor, list[Service]]], tmp_path: Path
) -> None:
    """Stopping can always be the last thing that is done."""
    supervisor, _ = run("pass")
    supervisor.stop()
    supervisor.stop()
    Supervisor([Service("never started", ["x"], {}, tmp_path / "x.log")], tmp_path).stop()


def test_a_program_that_is_not_there_leaves_the_others_to_be_stopped(tmp_path: Path) -> None:
    """Where one service cannot start, stopping ends those that did."""
    first = Service("sleep", [sys.executable, "-S", "-c", SLEEP], {}, tmp_path / "a.log")
    second = Service("missing", [str(tmp_path / "missing")], {}, tmp_path / "b.log")
    supervisor = Supervisor([first, second], tmp_path)

    with pytest.raises(FileNotFoundError):
        supervisor.start()
    supervisor.stop()

    assert not alive(pid(first))


def test_ctrl_c_in_the_terminal_reaches_the_supervisor_alone(
    run: Callable[..., tuple[Supervisor, list[Service]]],
) -> None:
    """A service has a group of its own, so that it ends when the supervisor says so."""
    _, (service,) = run(SLEEP)

    assert os.getpgid(pid(service)) == pid(service) != os.getpgrp()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks the kernel of Linux")
def test_services_end_with_a_supervisor_that_is_killed(tmp_path: Path) -> None:
    """A supervisor that has no chance to tidy up leaves nothing running."""
    program = (
        "import sys, time; from pathlib import Path; from bot.cli.supervisor import Service, Supervisor; "
        f"service = Service('x', [sys.executable, '-S', '-c', {SLEEP!r}], {{}}, Path('x.log')); "
        "Supervisor([service], Path('.')).start(); print(service.process.pid, flush=True); time.sleep(60)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    parent = subprocess.Popen(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert alive(child)
    finally:
        parent.send_signal(signal.SIGKILL)
        parent.communicate()

    until(lambda: not alive(child))


def test_a_port_is_free_until_somebody_listens() -> None:
    """A port on which something listens is taken, and free again afterwards."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not port_is_free(port)

    assert port_is_free(port)
