"""`signpost run`: everything from a checked pack to a running assistant."""

from __future__ import annotations

import logging
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import httpx
import typer
from rich.console import Console

from bot.cli.ctrl_c import CtrlC
from bot.cli.daily import NowAndThen
from bot.cli.errors import CommandError
from bot.cli.live_model import model_to_serve, places
from bot.cli.places import DOCUMENTS, INDEX, LOGS, MODELS, ROOT, SECRETS, VAR, WARM_SECONDS
from bot.cli.progress import run_with_dots
from bot.cli.rasa_swap import RasaSwap, RunningRasa, answers
from bot.cli.secrets_file import secrets_from
from bot.cli.supervisor import GaveUpError, Service, Supervisor, port_is_free
from bot.cli.system import free_ports
from bot.content.errors import ContentError
from bot.content.pack import DEFAULT_PACK, load_pack
from bot.publishing.live import Serving, put_in_service
from bot.publishing.one_holder import hold, is_held
from bot.publishing.shelf import ModelShelf
from bot.web.gateway.last_resort import LAST_RESORT_FILE, write_last_resort

NEEDED_GIB = 1
HEALTHY_WITHIN_SECONDS = 180
# Most of them wait: for Rasa, or for the message before theirs.
_WEB_THREADS = 64
_NOTICES_EVERY_SECONDS = 15
_INBOX_EVERY_SECONDS = 60
_RETENTION_HOURS = 24


def run(
    port: Annotated[int, typer.Option(help="the port of the chat")] = 8000,
    rasa_port: Annotated[int, typer.Option(help="Rasa's port, on the loopback address alone")] = 5005,
    action_port: Annotated[int, typer.Option(help="the action server's port, on the loopback address alone")] = 5055,
    host: Annotated[str, typer.Option(help="the address on which the chat listens")] = "127.0.0.1",
    prepare_only: Annotated[bool, typer.Option(help="stop before the processes start")] = False,
    unpublished: Annotated[
        bool, typer.Option(help="serve the model of the files as they are, published or not: to measure and to try")
    ] = False,
) -> None:
    """Check, build, train, migrate, start, and print the address. Ctrl-C ends all of it."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    console = Console(highlight=False)
    check_machine({"the chat": port, "Rasa": rasa_port, "the action server": action_port})
    environment = environment_for(port, rasa_port, action_port)
    with only_run():
        model = prepare(environment, console, unpublished=unpublished)
        if not prepare_only:
            serve(environment, model, console, host=host, port=port, rasa_port=rasa_port, unpublished=unpublished)


def serve(
    environment: dict[str, str],
    model: Path,
    console: Console,
    *,
    host: str,
    port: int,
    rasa_port: int,
    unpublished: bool,
) -> None:
    """Start everything, follow what is published, and end everything at Ctrl-C."""
    started = services(environment, model, host, port, rasa_port)
    supervisor = Supervisor(started, ROOT)
    swap = None if unpublished else _swap(supervisor, started, environment, model, rasa_port)
    deleting = retention(environment)
    put_in_service(places().live, Serving(f"http://127.0.0.1:{rasa_port}", name_of(model)))
    ctrl_c = CtrlC()
    ctrl_c.listen()
    try:
        supervisor.start()
        wait_until_healthy(supervisor, port, console, ctrl_c)
        # Whoever has this page open is told whom to ring, however many of the other parts are away.
        supervisor.keep_on()
        console.print(f"Signpost is running at http://{host}:{port}/ (stop it with Ctrl-C)")
        while True:
            supervisor.look_after()
            if swap is not None:
                swap.look()
            if deleting is not None:
                deleting.look()
            ctrl_c.sleep(1)
    except KeyboardInterrupt:
        console.print("\nStopping.")
    except GaveUpError as error:
        raise CommandError(str(error)) from error
    finally:
        supervisor.stop()
        if deleting is not None:
            deleting.stop()


def check_machine(ports: dict[str, int]) -> None:
    """Raise `CommandError` where a port is taken or the disk is nearly full."""
    for user, number in ports.items():
        if not port_is_free(number):
            raise CommandError(
                f"Port {number}, which {user} needs, is in use; stop what uses it or choose another port (--help)."
            )
    VAR.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(VAR).free / 2**30
    if free < NEEDED_GIB:
        raise CommandError(f"{VAR} has {free:.1f} GiB of free disk, and {NEEDED_GIB} GiB are needed; free some space.")


def is_running() -> bool:
    """Return whether a Signpost runs with this data folder."""
    return is_held(VAR / "run.lock")


@contextmanager
def only_run() -> Iterator[None]:
    """Be the one Signpost of this data folder.

    Raises:
        CommandError: There is one already.
    """
    with hold(VAR / "run.lock") as mine:
        if not mine:
            raise CommandError(f"Signpost runs already with the data folder {VAR}; stop it first.")
        yield


def environment_for(port: int, rasa_port: int, action_port: int) -> dict[str, str]:
    """Return the environment of every process: addresses, secrets, and no line to the outside."""
    LOGS.mkdir(parents=True, exist_ok=True)
    return {
        **offline_environment(),
        **secrets_from(SECRETS, os.environ),
        "DJANGO_SETTINGS_MODULE": "bot.web.settings",
        "SIGNPOST_VAR": str(VAR),
        "SIGNPOST_INDEX": str(INDEX),
        "SIGNPOST_DOCUMENTS": str(DOCUMENTS),
        "SIGNPOST_RASA_URL": f"http://127.0.0.1:{rasa_port}",
        "SIGNPOST_ACTION_URL": f"http://127.0.0.1:{action_port}",
        "SIGNPOST_ACTION_PORT": str(action_port),
        "SIGNPOST_TRACKER_DB": os.environ.get("SIGNPOST_TRACKER_DB", str(VAR / "tracker.sqlite3")),
    }


def offline_environment() -> dict[str, str]:
    """Return the environment of a program that needs no address and no secret."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        "RASA_TELEMETRY_ENABLED": "false",
        "HF_HUB_OFFLINE": "1",
        "TRANSFORMERS_OFFLINE": "1",
        "TOKENIZERS_PARALLELISM": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    }


def prepare(environment: dict[str, str], console: Console, *, unpublished: bool = False) -> Path:
    """Check the pack, build the index, train the model, migrate the database; return the model."""
    try:
        pack = load_pack(Path(environment.get("SIGNPOST_PACK", DEFAULT_PACK)))
    except ContentError as error:
        raise CommandError(f"The guidance has faults:\n{error}") from error
    console.print(f"Guidance for {pack.about.name}: version {pack.version}, no faults")
    write_last_resort(VAR / LAST_RESORT_FILE, pack)
    log = LOGS / "prepare.log"
    for words, command in (
        ("Index of the guidance", [sys.executable, "-m", "bot.cli.main", "index", "build"]),
        ("Database", [sys.executable, "manage.py", "migrate", "--no-input"]),
    ):
        if run_with_dots(words, command, log, environment) != 0:
            raise CommandError(f"{words}: this step failed; {log} says why.")
    return model_to_serve(environment, console, unpublished=unpublished)


def services(environment: dict[str, str], model: Path, host: str, port: int, rasa_port: int) -> list[Service]:
    """Return the processes."""
    web = [sys.executable, "-m", "gunicorn", "bot.web.wsgi", "--bind", f"{host}:{port}", "--workers", "1"]
    web += ["--threads", str(_WEB_THREADS), "--timeout", "60", "--no-control-socket"]
    web += ["--config", "python:bot.web.server"]
    notices = [sys.executable, "-m", "bot.cli.main", "notices", "run", "--every", str(_NOTICES_EVERY_SECONDS)]
    inbox = [sys.executable, "-m", "bot.cli.main", "inbox", "fill", "--every", str(_INBOX_EVERY_SECONDS)]
    return [
        Service("the action server", [sys.executable, "-m", "actions.server"], environment, LOGS / "actions.log"),
        rasa_service(environment, model, rasa_port),
        Service("the web server", web, environment, LOGS / "web.log"),
        Service("the notices", notices, environment, LOGS / "notices.log"),
        Service("the inbox", inbox, environment, LOGS / "inbox.log"),
    ]


def retention(environment: dict[str, str]) -> NowAndThen | None:
    """Return what deletes what is over its period, every day or so; None where a council has it done otherwise.

    Raises:
        CommandError: `SIGNPOST_RETENTION_HOURS` is no number of hours.
    """
    given = environment.get("SIGNPOST_RETENTION_HOURS", str(_RETENTION_HOURS))
    if not given.isdigit():
        raise CommandError(f"SIGNPOST_RETENTION_HOURS is {given!r}; expected whole hours such as 24, or 0 for never.")
    if int(given) == 0:
        return None
    return NowAndThen(
        "the deleting of what is over its period",
        [sys.executable, "-m", "bot.cli.main", "retention", "run"],
        every_seconds=int(given) * 3600,
        done_at=VAR / "retention.done",
        folder=ROOT,
        environment=environment,
        log=LOGS / "retention.log",
    )


def rasa_service(environment: dict[str, str], model: Path, port: int) -> Service:
    """Return a Rasa with a model, on a port of the loopback address."""
    rasa = [sys.executable, "-m", "bot.cli.rasa_server", "--model", str(model), "--interface", "127.0.0.1"]
    rasa += ["--port", str(port), "--endpoints", "endpoints.yml", "--credentials", "credentials.yml"]
    return Service("Rasa", rasa, environment, LOGS / "rasa.log")


def _swap(
    supervisor: Supervisor, started: list[Service], environment: dict[str, str], model: Path, rasa_port: int
) -> RasaSwap:
    """Return what follows the publishing of models."""

    def make(name: str) -> RunningRasa:
        port = free_ports(1)[0]
        service = rasa_service(environment, ModelShelf(MODELS).archive(name), port)
        return RunningRasa(service, name, f"http://127.0.0.1:{port}")

    first = next(service for service in started if service.name == "Rasa")
    serving = RunningRasa(first, name_of(model), f"http://127.0.0.1:{rasa_port}")
    asks = answers(environment["SIGNPOST_RASA_TOKEN"])
    return RasaSwap(supervisor, serving, make, places(), answers=asks, warm_seconds=WARM_SECONDS)


def name_of(model: Path) -> str:
    """Return the name of the model in a file."""
    return model.name.removesuffix(".tar.gz")


def wait_until_healthy(supervisor: Supervisor, port: int, console: Console, ctrl_c: CtrlC) -> None:
    """Wait until every part says that it is up.

    Raises:
        CommandError: That took too long; the message names the parts that are down.
        KeyboardInterrupt: Somebody asked for the end meanwhile.
    """
    console.print("Starting ", end="")
    started = time.monotonic()
    down = "everything"
    next_dot = started
    while time.monotonic() - started < HEALTHY_WITHIN_SECONDS:
        supervisor.look_after()
        try:
            report = httpx.get(f"http://127.0.0.1:{port}/api/v1/health", timeout=6, trust_env=False).json()
            if report["up"]:
                console.print(f" {time.monotonic() - started:.0f} s")
                return
            down = ", ".join(part["name"] for part in report["parts"] if not part["up"])
        except (httpx.HTTPError, ValueError):
            down = "the web server"
        if time.monotonic() >= next_dot:
            console.print(".", end="")
            next_dot += 5
        ctrl_c.sleep(0.5)
    raise CommandError(f"Not healthy after {HEALTHY_WITHIN_SECONDS} s: {down}. The logs are in {LOGS}.")
