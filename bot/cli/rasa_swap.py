"""Follows what was published: starts a second Rasa with the new model, and changes over once it answers.

    serving  -> starting    another model was published: a second Rasa starts beside the first
    starting -> serving     the second answers: from the next message on it is asked; the first is kept warm
    starting -> serving     the second does not answer in time, or ends: the publication is taken back
    serving  -> serving     back to the model whose Rasa is still warm: at once

No message is lost: the gateway asks for every message which Rasa is live, and the first Rasa goes on running for much
longer than the gateway waits for an answer. Both keep conversations in the same tracker store.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from bot.cli.supervisor import Service, Supervisor
from bot.publishing.errors import PublishingError
from bot.publishing.live import Serving, put_in_service
from bot.publishing.places import Places
from bot.publishing.shelf import ModelShelf, Published

logger = logging.getLogger(__name__)
_READY_WITHIN_SECONDS = 150.0
# Longer than the gateway waits for any answer.
_DRAIN_SECONDS = 30.0
PROBE = "What are your opening hours?"


@dataclass(frozen=True)
class RunningRasa:
    """A Rasa process with its model and its address."""

    service: Service
    model: str
    url: str


MakeRasa = Callable[[str], RunningRasa]
Answers = Callable[[RunningRasa], bool]


class RasaSwap:
    """Keeps the Rasa that answers the one whose model is published.

    `warm_seconds` is how long the Rasa of before is kept running, so that going back takes no time; that costs memory.
    """

    def __init__(
        self,
        supervisor: Supervisor,
        serving: RunningRasa,
        make: MakeRasa,
        places: Places,
        *,
        answers: Answers,
        warm_seconds: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._supervisor = supervisor
        self._serving = serving
        self._make = make
        self._places = places
        self._shelf = ModelShelf(places.models)
        self._answers = answers
        self._warm_seconds = max(warm_seconds, _DRAIN_SECONDS)
        self._clock = clock
        self._starting: RunningRasa | None = None
        self._starting_since = 0.0
        self._warm: RunningRasa | None = None
        self._warm_until = 0.0
        self._complained: str | None = None

    @property
    def serving(self) -> RunningRasa:
        """The Rasa that answers."""
        return self._serving

    def look(self) -> None:
        """Do what is to be done now; called once a second, and never waits longer than a probe takes."""
        try:
            self._look()
        except OSError as error:
            # Most likely a full disk: what answers goes on, and the next look tries again.
            self._complain(f"the change of models waits: {error}")

    def _look(self) -> None:
        if self._warm is not None and self._clock() >= self._warm_until and self._starting is None:
            self._supervisor.end(self._warm.service)
            self._warm = None
        wanted = self._wanted()
        if wanted is None:
            return
        if self._starting is not None:
            if self._starting.model != wanted.live:
                # Published anew while the second was starting.
                self._give_up_starting()
            else:
                self._look_at_the_second(wanted)
            return
        if wanted.live != self._serving.model:
            self._begin(wanted)

    def _wanted(self) -> Published | None:
        try:
            return self._shelf.published()
        except PublishingError as error:
            self._complain(str(error))
            return None

    def _begin(self, wanted: Published) -> None:
        if self._warm is not None and self._warm.model == wanted.live and self._answers(self._warm):
            self._change_over(self._warm)
            return
        try:
            self._shelf.check_whole(wanted.live)
        except PublishingError as error:
            self._take_back(wanted, str(error))
            return
        self._starting = self._make(wanted.live)
        self._starting_since = self._clock()
        self._supervisor.launch(self._starting.service)
        logger.warning("starting a second Rasa with %s", wanted.live)

    def _look_at_the_second(self, wanted: Published) -> None:
        second = self._starting
        if second is None:
            return
        process = second.service.process
        if process is not None and process.poll() is not None:
            self._give_up_starting()
            self._take_back(wanted, f"Its Rasa ended with code {process.returncode}; {second.service.log} says why.")
        elif self._answers(second):
            self._change_over(second)
            self._starting = None
        elif self._clock() - self._starting_since > _READY_WITHIN_SECONDS:
            self._give_up_starting()
            self._take_back(wanted, f"Its Rasa did not answer within {_READY_WITHIN_SECONDS:.0f} s.")

    def _change_over(self, to: RunningRasa) -> None:
        put_in_service(self._places.live, Serving(to.url, to.model))
        logger.warning("%s answers now", to.model)
        if self._warm is not None and self._warm is not to:
            self._supervisor.end(self._warm.service)
        self._supervisor.adopt(to.service)
        self._supervisor.set_aside(self._serving.service)
        self._warm, self._warm_until = self._serving, self._clock() + self._warm_seconds
        self._serving = to

    def _give_up_starting(self) -> None:
        if self._starting is not None:
            self._supervisor.end(self._starting.service)
            self._starting = None

    def _take_back(self, wanted: Published, why: str) -> None:
        """Leave live what answers, and say so where people look."""
        logger.error("%s cannot be started and is withdrawn: %s", wanted.live, why)
        back = Published(
            self._serving.model, None, self._shelf.now(), "signpost", f"{wanted.live} could not be started"
        )
        try:
            self._shelf.withdraw(wanted.live, back, why)
        except OSError as error:
            self._complain(f"the withdrawal could not be written: {error}")

    def _complain(self, words: str) -> None:
        if words != self._complained:
            logger.error("%s", words)
        self._complained = words


def answers(token: str, timeout_seconds: float = 8.0) -> Answers:
    """Return what asks a Rasa whether it has its model loaded, and then one question that goes through all parts."""

    def ask(rasa: RunningRasa) -> bool:
        try:
            status = httpx.get(f"{rasa.url}/status", params={"token": token}, timeout=1, trust_env=False)
            if status.status_code != 200 or not str(status.json().get("model_file", "")).startswith(rasa.model):
                return False
            reply = httpx.post(
                f"{rasa.url}/webhooks/gateway/webhook",
                json={"sender": "signpost-probe", "message": PROBE},
                headers={"Authorization": f"Bearer {token}"},
                timeout=timeout_seconds,
                trust_env=False,
            )
            return reply.status_code == 200 and any("custom" in part for part in reply.json())
        except (httpx.HTTPError, ValueError, AttributeError, TypeError):
            return False

    return ask
