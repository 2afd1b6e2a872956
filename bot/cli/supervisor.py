"""Starts the processes, keeps them going, and ends all of them together."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.content.orphans import die_with_parent

logger = logging.getLogger(__name__)
_END_WITHIN_SECONDS = 8
# A process that dies more often than this is not going to get better by itself.
_MOST_RESTARTS = 5
_RESTARTS_WITHIN_SECONDS = 300
# So it is tried now and then: what is damaged may be mended, and the others still say whom to ring.
_PAUSE_SECONDS = 30


@dataclass
class Service:
    """One process to keep going."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    started_at: list[float] = field(default_factory=list)


class GaveUpError(Exception):
    """A process died too often; the message names it and its log."""


class Supervisor:
    """Runs services until told to stop."""

    def __init__(self, services: Sequence[Service], folder: Path) -> None:
        self._services = list(services)
        # Running, and not started again when they end.
        self._launched: list[Service] = []
        self._ending: list[tuple[Service, float]] = []
        self._folder = folder
        self._keeps_on = False

    def start(self) -> None:
        """Start every service."""
        for service in self._services:
            self._start(service)

    def keep_on(self) -> None:
        """From now on give nothing up: what ends too often is started again after a pause, and all others go on."""
        self._keeps_on = True

    def launch(self, service: Service) -> None:
        """Start one more service; it is looked after from `adopt` on, and ended with the others."""
        self._launched.append(service)
        self._start(service)

    def adopt(self, service: Service) -> None:
        """Look after a launched service from now on."""
        self._launched.remove(service)
        self._services.append(service)

    def set_aside(self, service: Service) -> None:
        """Leave a service running without starting it again should it end."""
        self._services.remove(service)
        self._launched.append(service)

    def end(self, service: Service) -> None:
        """End one service and whatever it started, without waiting; `stop` or the next look makes sure of it."""
        self._services = [one for one in self._services if one is not service]
        self._launched = [one for one in self._launched if one is not service]
        _signal_group(service, signal.SIGTERM)
        self._ending.append((service, time.monotonic() + _END_WITHIN_SECONDS))

    def look_after(self) -> None:
        """Start again whatever has ended.

        Raises:
            GaveUpError: A service ended too often, before `keep_on`.
        """
        self._bury()
        for service in self._services:
            if service.process is None or service.process.poll() is None:
                continue
            recent = [at for at in service.started_at if time.monotonic() - at < _RESTARTS_WITHIN_SECONDS]
            if len(recent) > _MOST_RESTARTS:
                too_often = f"{service.name} ended {len(recent)} times; {service.log} says why."
                if not self._keeps_on:
                    raise GaveUpError(too_often)
                if time.monotonic() - recent[-1] < _PAUSE_SECONDS:
                    continue
                logger.error("%s It is tried again every %.0f seconds.", too_often, _PAUSE_SECONDS)
            logger.warning("%s ended with code %s; starting it again", service.name, service.process.returncode)
            service.started_at = recent
            # What it started may outlive it and hold its port.
            _signal_group(service, signal.SIGKILL)
            self._start(service)

    def stop(self) -> None:
        """End every service and whatever it started; kill what does not end in time."""
        services = [*self._services, *self._launched, *(service for service, _ in self._ending)]
        for service in services:
            _signal_group(service, signal.SIGTERM)
        deadline = time.monotonic() + _END_WITHIN_SECONDS
        for service in services:
            if service.process is None:
                continue
            try:
                service.process.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                logger.warning("%s did not end in time and is killed", service.name)
            _signal_group(service, signal.SIGKILL)
            service.process.wait()

    def _bury(self) -> None:
        """Reap what was told to end, and kill what does not."""
        still = []
        for service, deadline in self._ending:
            if service.process is not None and service.process.poll() is None:
                if time.monotonic() < deadline:
                    still.append((service, deadline))
                    continue
                _signal_group(service, signal.SIGKILL)
                service.process.wait()
        self._ending = still

    def _start(self, service: Service) -> None:
        with service.log.open("ab") as output:
            service.process = subprocess.Popen(
                list(service.command),
                cwd=self._folder,
                env=dict(service.environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=lambda: die_with_parent(signal.SIGTERM),
            )
        service.started_at.append(time.monotonic())


def port_is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Return whether nothing listens on a port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _signal_group(service: Service, number: signal.Signals) -> None:
    if service.process is None:
        return
    try:
        os.killpg(service.process.pid, number)
    except (ProcessLookupError, PermissionError):
        return
