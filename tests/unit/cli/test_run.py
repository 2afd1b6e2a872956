"""`signpost run`, with everything that takes long or opens a port replaced."""

from __future__ import annotations

import shutil
import signal
import socket
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from rich.console import Console

from bot.cli import run as module
from bot.cli.ctrl_c import CtrlC
from bot.cli.errors import CommandError
from bot.cli.main import main
from bot.cli.secrets_file import NAMES
from bot.cli.supervisor import GaveUpError, Service
from bot.content.errors import PackNotFoundError
from tests.builders import PackCopy

CONSOLE = Console(quiet=True)


@pytest.fixture(autouse=True)
def places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whatever is written goes into the test's own folder."""
    monkeypatch.setattr(module, "VAR", tmp_path)
    monkeypatch.setattr(module, "LOGS", tmp_path / "log")
    monkeypatch.setattr(module, "SECRETS", tmp_path / "secrets.env")
    for name in (*NAMES, "SIGNPOST_PACK", "SIGNPOST_TRACKER_DB"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "300")


# ----- the machine


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which something listens."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_port_in_use_is_named_with_who_needs_it(taken: int) -> None:
    """A start that cannot work says which port is taken and for what it is needed."""
    with pytest.raises(CommandError, match=f"Port {taken}, which Rasa needs, is in use"):
        module.check_machine({"Rasa": taken})


def test_a_full_disk_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Too little disk is said before anything is written."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=2**29))

    with pytest.raises(CommandError, match="has 0.5 GiB of free disk, and 1 GiB are needed"):
        module.check_machine({})


# ----- the environment and the services


def test_the_environment_has_addresses_secrets_and_no_line_outside() -> None:
    """Every process talks on the loopback address and asks no hub."""
    environment = module.environment_for(8001, 5006, 5056)

    assert environment["SIGNPOST_RASA_URL"] == "http://127.0.0.1:5006"
    assert environment["SIGNPOST_ACTION_URL"] == "http://127.0.0.1:5056"
    assert (environment["HF_HUB_OFFLINE"], environment["RASA_TELEMETRY_ENABLED"]) == ("1", "false")
    assert all(len(environment[name]) > 40 for name in NAMES)
    assert module.environment_for(8001, 5006, 5056) == environment


def test_what_the_environment_already_says_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Secrets and the tracker's database may come from outside."""
    monkeypatch.setenv("SIGNPOST_RASA_TOKEN", "given")
    monkeypatch.setenv("SIGNPOST_TRACKER_DB", "/elsewhere/tracker.sqlite3")

    environment = module.environment_for(8000, 5005, 5055)

    assert environment["SIGNPOST_RASA_TOKEN"] == "given"
    assert environment["SIGNPOST_TRACKER_DB"] == "/elsewhere/tracker.sqlite3"


def test_only_the_chat_can_listen_beyond_this_machine() -> None:
    """Rasa stays on the loopback address behind its token, wherever the chat listens."""
    environment = module.environment_for(8000, 5005, 5055)

    services = module.services(environment, Path("model.tar.gz"), "0.0.0.0", 8000, 5005)  # noqa: S104

    named = [service.name for service in services]
    assert named == ["the action server", "Rasa", "the web server", "the notices", "the inbox"]
    rasa, web = list(services[1].command), list(services[2].command)
    assert rasa[rasa.index("--interface") + 1] == "127.0.0.1"
    assert not any(environment["SIGNPOST_RASA_TOKEN"] in word for service in services for word in service.command)
    assert "0.0.0.0:8000" in web
    assert not any("0.0.0.0" in part for service in services[:2] for part in service.command)  # noqa: S104


def test_what_is_over_its_period_is_deleted_every_day_unless_that_is_off() -> None:
    """Nobody needs cron; a council that has one of its own says 0, and a slip in the setting is named at the start."""
    daily = module.retention({})
    assert daily is not None
    assert daily.command[1:] == ["-m", "bot.cli.main", "retention", "run"]
    assert daily.every_seconds == 86_400
    twice = module.retention({"SIGNPOST_RETENTION_HOURS": "12"})
    assert twice is not None
    assert twice.every_seconds == 43_200
    assert module.retention({"SIGNPOST_RETENTION_HOURS": "0"}) is None
    for wrong in ("", "daily", "-1", "1.5"):
        with pytest.raises(CommandError, match="SIGNPOST_RETENTION_HOURS"):
            module.retention({"SIGNPOST_RETENTION_HOURS": wrong})


def test_everything_that_always_runs_is_given_to_the_supervisor() -> None:
    """Notices are looked for every few seconds by a process that is kept going."""
    environment = module.environment_for(8000, 5005, 5055)

    notices = module.services(environment, Path("model.tar.gz"), "127.0.0.1", 8000, 5005)[3]

    assert list(notices.command)[1:] == ["-m", "bot.cli.main", "notices", "run", "--every", "15"]


# ----- preparing


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands of preparing, none of which is run."""
    commands: list[list[str]] = []

    def run_with_dots(words: str, command: list[str], *_: object) -> int:
        commands.append(command[1:])
        return 0

    monkeypatch.setattr(module, "run_with_dots", run_with_dots)
    monkeypatch.setattr(module, "model_to_serve", lambda *_, unpublished: Path("model.tar.gz"))
    return commands


def test_preparing_checks_builds_migrates_and_trains(steps: list[list[str]]) -> None:
    """After a sound pack come the index, the database and the model."""
    assert module.prepare({}, CONSOLE) == Path("model.tar.gz")
    assert [command[-2:] for command in steps] == [["index", "build"], ["migrate", "--no-input"]]


def test_a_broken_pack_stops_everything(steps: list[list[str]], pack_copy: PackCopy) -> None:
    """Nothing is built out of guidance that has faults."""
    pack_copy.change("steps.yml", lambda c: c["steps"].pop())

    with pytest.raises(CommandError, match=r"The guidance has faults:\n.*steps\.yml"):
        module.prepare({"SIGNPOST_PACK": str(pack_copy.folder)}, CONSOLE)
    assert steps == []


def test_a_missing_pack_stops_everything(steps: list[list[str]], tmp_path: Path) -> None:
    """A wrong path in the environment is said before anything is built."""
    with pytest.raises(CommandError, match="no such folder") as caught:
        module.prepare({"SIGNPOST_PACK": str(tmp_path / "nowhere")}, CONSOLE)
    assert isinstance(caught.value.__cause__, PackNotFoundError)


@pytest.mark.usefixtures("steps")
def test_a_step_that_fails_names_its_log(monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure of a step says which one and where the reason stands."""
    monkeypatch.setattr(module, "run_with_dots", lambda *_: 1)

    with pytest.raises(CommandError, match=r": this step failed; .*prepare\.log says why"):
        module.prepare({}, CONSOLE)


# ----- running


class FakeSupervisor:
    """A supervisor that starts nothing and writes down what it was told."""

    made: list[FakeSupervisor] = []
    error: BaseException | None = None

    def __init__(self, services: list[Service], folder: Path) -> None:
        self.services, self.calls = services, []  # type: ignore[var-annotated]
        FakeSupervisor.made.append(self)

    def start(self) -> None:
        self.calls.append("start")

    def keep_on(self) -> None:
        self.calls.append("keep on")

    def look_after(self) -> None:
        self.calls.append("look after")
        if FakeSupervisor.error is not None:
            raise FakeSupervisor.error

    def stop(self) -> None:
        self.calls.append("stop")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[FakeSupervisor]]:
    """Running with nothing behind it; handlers of signals are not set."""
    FakeSupervisor.made, FakeSupervisor.error = [], None
    monkeypatch.setattr(module, "check_machine", lambda _: None)
    monkeypatch.setattr(module, "prepare", lambda *_, unpublished: Path("model.tar.gz"))
    monkeypatch.setattr(module, "VAR", tmp_path)
    # What this machine has published already is no matter of the tests.
    elsewhere = replace(module.places(), var=tmp_path, models=tmp_path / "models")
    monkeypatch.setattr(module, "places", lambda: elsewhere)
    monkeypatch.setattr(module, "put_in_service", lambda *_: None)
    monkeypatch.setattr(module, "Supervisor", FakeSupervisor)
    monkeypatch.setattr(module, "wait_until_healthy", lambda *_: None)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr("sys.argv", ["signpost", "run"])
    yield FakeSupervisor.made
    FakeSupervisor.error = None


def test_ctrl_c_ends_everything(started: list[FakeSupervisor], capsys: pytest.CaptureFixture[str]) -> None:
    """The address is printed, Ctrl-C stops all processes, and that is success."""
    FakeSupervisor.error = KeyboardInterrupt()

    assert main() == 0
    assert started[0].calls == ["start", "keep on", "look after", "stop"]
    assert "Signpost is running at http://127.0.0.1:8000/ (stop it with Ctrl-C)" in capsys.readouterr().out


def test_a_process_that_keeps_ending_at_the_start_is_a_failure(
    started: list[FakeSupervisor], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was never up and cannot be kept going ends all, with the reason."""
    FakeSupervisor.error = GaveUpError("Rasa ended 6 times; rasa.log says why.")
    monkeypatch.setattr(module, "wait_until_healthy", lambda supervisor, *_: supervisor.look_after())

    assert main() == 1
    assert started[0].calls[-1] == "stop"
    assert capsys.readouterr().err == "Rasa ended 6 times; rasa.log says why.\n"


def test_whatever_goes_wrong_the_processes_are_ended(started: list[FakeSupervisor]) -> None:
    """A fault of the program leaves nothing running."""
    FakeSupervisor.error = ZeroDivisionError()

    with pytest.raises(ZeroDivisionError):
        main()
    assert started[0].calls[-1] == "stop"


def test_preparing_alone_starts_nothing(started: list[FakeSupervisor]) -> None:
    """With `--prepare-only` there is no process."""
    sys.argv.append("--prepare-only")

    assert main() == 0
    assert started == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_signal_is_ctrl_c(
    started: list[FakeSupervisor], monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    """The signals by which a service manager ends a program end this one in order, whenever they come."""
    handlers: dict[int, Any] = {}
    monkeypatch.setattr(signal, "signal", lambda number, handler: handlers.update({number: handler}))
    monkeypatch.setattr(FakeSupervisor, "start", lambda _: handlers[number](number, None))

    assert main() == 0
    assert started[0].calls == ["keep on", "look after", "stop"]


# ----- waiting


def healthy(up: bool, *down: str) -> httpx.Response:
    """Return what the health check answers."""
    return httpx.Response(200, json={"up": up, "parts": [{"name": name, "up": False} for name in down]})


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting takes no time."""
    monkeypatch.setattr(CtrlC, "sleep", lambda *_: None)


@pytest.mark.usefixtures("quick")
def test_waiting_ends_when_every_part_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that is not up yet, or a server that does not answer yet, is asked again."""
    answers: list[Any] = [
        httpx.ConnectError("no"),
        httpx.Response(502, text="no"),
        healthy(False, "Rasa"),
        healthy(True),
    ]

    def get(*_: object, **__: object) -> httpx.Response:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer  # type: ignore[no-any-return]

    monkeypatch.setattr(httpx, "get", get)
    supervisor = FakeSupervisor([], Path())

    module.wait_until_healthy(supervisor, 8000, CONSOLE, CtrlC())  # type: ignore[arg-type]

    assert answers == []
    assert supervisor.calls == ["look after"] * 4


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("answer", "down"),
    [(healthy(False, "Rasa", "search index"), "Rasa, search index"), (httpx.Response(500, text="x"), "the web server")],
)
def test_what_never_comes_up_is_named(monkeypatch: pytest.MonkeyPatch, answer: httpx.Response, down: str) -> None:
    """After the time is up the message names the parts that are down, and where the logs are."""
    monkeypatch.setattr(module, "HEALTHY_WITHIN_SECONDS", 0.05)
    monkeypatch.setattr(httpx, "get", lambda *_, **__: answer)

    with pytest.raises(CommandError, match=f"Not healthy after 0.05 s: {down}. The logs are in "):
        module.wait_until_healthy(FakeSupervisor([], Path()), 8000, CONSOLE, CtrlC())  # type: ignore[arg-type]


def test_waiting_ends_when_somebody_has_asked_for_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever presses Ctrl-C while the parts start does not wait for them."""
    monkeypatch.setattr(httpx, "get", lambda *_, **__: healthy(False, "Rasa"))
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    ctrl_c = CtrlC()
    try:
        ctrl_c.listen()
        signal.raise_signal(signal.SIGTERM)
        with pytest.raises(KeyboardInterrupt):
            module.wait_until_healthy(FakeSupervisor([], Path()), 8000, CONSOLE, ctrl_c)  # type: ignore[arg-type]
    finally:
        signal.signal(signal.SIGINT, before[0])
        signal.signal(signal.SIGTERM, before[1])
