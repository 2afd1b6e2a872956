"""Masking at the door: nothing that anybody wrote goes further before its identifiers are out."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from functools import lru_cache
from threading import Event, Lock

from django.conf import settings
from django.utils.module_loading import import_string

from bot.language.masking import Masked, MaskingError

logger = logging.getLogger(__name__)
Mask = Callable[[str], Masked]


class Masking:
    """Masks texts once what that needs is loaded, which takes some seconds after the start of a process."""

    def __init__(self, mask: Mask) -> None:
        self._mask = mask
        self._ready = Event()
        self._lock = Lock()
        self._begun = False

    def warm_up(self) -> None:
        """Begin to load, if nobody has begun yet, and come back at once."""
        with self._lock:
            if self._begun:
                return
            self._begun = True
        threading.Thread(target=self._load, name="masking", daemon=True).start()

    def is_ready(self) -> bool:
        """Return whether texts can be masked without waiting; begins to load where that has not been done."""
        self.warm_up()
        return self._ready.is_set()

    def masked(self, text: str, *, wait_seconds: float) -> Masked:
        """Return the text without its identifiers, waiting for so many seconds at most until that is possible.

        Raises:
            MaskingError: It could not be masked, so it must go nowhere. Nothing of the text is in the error.
        """
        self.warm_up()
        if not self._ready.wait(max(wait_seconds, 0)):
            raise MaskingError("masking is not loaded yet")
        try:
            return self._mask(text)
        except MaskingError:
            raise
        except Exception as error:
            # The cause is dropped: it may quote the text.
            raise MaskingError(f"masking failed with {type(error).__name__}") from None

    def _load(self) -> None:
        try:
            self._mask("nothing to see")
        except Exception as error:
            logger.error("masking cannot be loaded (%s); every message gets the failsafe", type(error).__name__)
            with self._lock:
                self._begun = False
            return
        self._ready.set()


@lru_cache(maxsize=1)
def masking() -> Masking:
    """Return this process's masking; `MASK` in the settings names the function."""
    return Masking(import_string(settings.MASK))
