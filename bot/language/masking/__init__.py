"""Identifiers are found and replaced before a message is logged, stored or passed on.

`mask(text)` is all that other parts need; `warm_up()` loads what it needs ahead of the first message.
"""

from bot.language.masking.masked import MARKERS, Masked, MaskingError, Span
from bot.language.masking.masker import mask, warm_up

__all__ = ["MARKERS", "Masked", "MaskingError", "Span", "mask", "warm_up"]
