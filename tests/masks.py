"""A masker for tests that load no model: it knows one name, one number, and one word that it fails on."""

from __future__ import annotations

import re

from bot.language.masking import Masked, MaskingError, Span
from bot.language.masking.masked import replace

NAME = "Tamsin Example"
NUMBER = "07700 900123"
UNMASKABLE = "unmaskable"
_TYPES = {NAME: "person", NUMBER: "phone"}


def mask(text: str) -> Masked:
    """Mask the name and the number wherever they stand.

    Raises:
        MaskingError: The text holds the word that cannot be masked.
    """
    if UNMASKABLE in text:
        raise MaskingError("masking failed with TestError; the text was not looked through")
    spans = [
        Span(found.start(), found.end(), kind)
        for words, kind in _TYPES.items()
        for found in re.finditer(re.escape(words), text)
    ]
    return replace(text, spans)
