"""The part of `signpost bench` that measures a turn, start and memory, beside the starter bot of `rasa init`."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil
from rich.console import Console
from rich.table import Table

from bot.cli.client import GatewayClient
from bot.cli.errors import CommandError
from bot.cli.places import ROOT
from bot.cli.run import environment_for
from bot.cli.system import free_ports, running_system
from bot.cli.training import trained_model

TURNS = 200
_WARM_UP_TURNS = 20
# What a process runs, by words of its command line.
_ROLES = (
    ("actions.server", "action server"),
    ("gunicorn", "web server"),
    ("bot.cli.rasa_server", "Rasa"),
    ("-m rasa run", "Rasa"),
)
# Concerns of different lengths, so that no cache of a single sentence flatters the figure.
CONCERNS = (
    "Pupil at 68% attendance since September, no reasons given",
    "Reception child came in with a black eye, says he fell, mum says the dog did it",
    "Parents split up in the summer and since then he has been withdrawn, and his gran died last month",
    "Neighbour heard dad smashing things, the 6 year old was upstairs, nobody hurt",
    "Two brothers aged 5 and 7 let themselves in after school, mum works until eight and nobody else is there",
)


@dataclass(frozen=True)
class Figures:
    """What was measured of one bot; times in milliseconds or seconds as named, memory in MiB by process."""

    name: str
    median_ms: float
    p95_ms: float
    first_answer_s: float
    training_s: float
    memory_mib: dict[str, float]


def print_figures(console: Console) -> None:
    """Measure both bots, and print the figures and whether the targets are met.

    Raises:
        CommandError: One of them could not be started or trained.
    """
    console.print("Measuring the starter bot of `rasa init`")
    starter = _starter()
    console.print("Measuring Signpost")
    ours = _signpost()
    table = Table("figure", starter.name, ours.name)
    table.add_row("one turn, median", f"{starter.median_ms:.1f} ms", f"{ours.median_ms:.1f} ms")
    table.add_row("one turn, 95th percentile", f"{starter.p95_ms:.1f} ms", f"{ours.p95_ms:.1f} ms")
    table.add_row("start to first answer", f"{starter.first_answer_s:.1f} s", f"{ours.first_answer_s:.1f} s")
    table.add_row("training", f"{starter.training_s:.1f} s", f"{ours.training_s:.1f} s")
    for name, memory in (*starter.memory_mib.items(), *ours.memory_mib.items()):
        table.add_row(
            f"memory of {name}",
            f"{starter.memory_mib[name]:.0f} MiB" if name in starter.memory_mib else "",
            f"{memory:.0f} MiB" if name in ours.memory_mib else "",
        )
    console.print(table)
    ratio = ours.p95_ms / starter.median_ms
    console.print(f"Concern turn through the gateway: 95th percentile {ours.p95_ms:.1f} ms (target 150 ms or less)")
    console.print(f"That is {ratio:.1f} times the starter bot's median (target 4 or less)")


def _signpost() -> Figures:
    training = _training_seconds()
    with running_system() as system:
        with GatewayClient(system.url) as client:
            client.start().ask(CONCERNS[0])
            first_answer = system.seconds_to_healthy

            def turn(number: int) -> None:
                client.start().ask(CONCERNS[number % len(CONCERNS)])

            # The start of a conversation is counted with the turn: the first reply is what matters.
            times = _timed(turn)
        memory = _memory(system.process.pid)
    return Figures("Signpost", *_summary(times), first_answer, training, memory)


def _training_seconds() -> float:
    """Train from nothing, in a folder of its own, and return the seconds."""
    web, rasa, action = free_ports(3)
    environment = environment_for(web, rasa, action)
    trained_model(environment)
    with tempfile.TemporaryDirectory() as folder:
        return _run_timed(
            [sys.executable, "-m", "rasa", "train", "--force", "--out", folder], ROOT, environment, "training Signpost"
        )


def _starter() -> Figures:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}
        rasa = [sys.executable, "-m", "rasa"]
        _run_timed([*rasa, "init", "--no-prompt", "--init-dir", str(folder)], folder, environment, "rasa init")
        shutil.rmtree(folder / "models", ignore_errors=True)
        training = _run_timed([*rasa, "train", "--force"], folder, environment, "training the starter bot")
        credentials = folder / "credentials.yml"
        credentials.write_text("rest:\n", encoding="utf-8")
        (port,) = free_ports(1)
        started = time.monotonic()
        with _process([*rasa, "run", "--port", str(port), "--interface", "127.0.0.1"], folder, environment) as process:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30, trust_env=False) as client:
                _until_answered(client, process)
                first_answer = time.monotonic() - started

                def turn(number: int) -> None:
                    body = {"sender": f"client-{number}", "message": "I feel sad today"}
                    client.post("/webhooks/rest/webhook", json=body).raise_for_status()

                times = _timed(turn)
            memory = {"starter Rasa": sum(_memory(process.pid).values())}
    return Figures("starter bot", *_summary(times), first_answer, training, memory)


def _until_answered(client: httpx.Client, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            answer = client.post("/webhooks/rest/webhook", json={"sender": "first", "message": "hello"})
            if answer.status_code == 200 and answer.json():
                return
        except (httpx.HTTPError, ValueError):
            pass
        time.sleep(0.3)
    raise CommandError("The starter bot did not start; try `rasa init` by hand to see why.")


def _timed(turn: Callable[[int], None]) -> list[float]:
    """Return the milliseconds of each turn, after a few that only warm up."""
    times = []
    for number in range(_WARM_UP_TURNS + TURNS):
        started = time.perf_counter()
        turn(number)
        if number >= _WARM_UP_TURNS:
            times.append((time.perf_counter() - started) * 1000)
    return times


def _summary(times: list[float]) -> tuple[float, float]:
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def _memory(pid: int) -> dict[str, float]:
    """Return the resident memory of a process and all below it, in MiB, by what they run."""
    found: dict[str, float] = {}
    parent = psutil.Process(pid)
    for process in [parent, *parent.children(recursive=True)]:
        try:
            name = _role(process.cmdline())
            found[name] = found.get(name, 0.0) + process.memory_info().rss / 2**20
        except psutil.Error:
            continue
    return found


def _role(command: list[str]) -> str:
    line = " ".join(command)
    for part, name in _ROLES:
        if part in line:
            return name
    return "supervisor"


def _run_timed(command: list[str], folder: Path, environment: dict[str, str], what: str) -> float:
    started = time.monotonic()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, stdin=subprocess.DEVNULL)
    if done.returncode != 0:
        raise CommandError(f"{what} failed:\n{done.stderr.decode(errors='replace')[-800:]}")
    return time.monotonic() - started


@contextmanager
def _process(command: list[str], folder: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait()
