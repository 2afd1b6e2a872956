"""Keeps words out of training files that tell who somebody is."""

from __future__ import annotations

from bot.language.masking import MaskingError
from bot.teaching.errors import EditError
from bot.web.gateway.masking import masking

_MASKING_SECONDS = 10
# What is taken for one of these is now and then an ordinary word.
_MAY_BE_WORDS = frozenset({"person", "identifying_school"})


def refuse_identifying(text: str, before: str = "", *, names_read: bool = False) -> None:
    """Let no words into a training file that tell who somebody is.

    Args:
        before: Words that stood there already, which nobody is asked about again.
        names_read: Somebody has said that what looks like a name is none: many a word does. Numbers, addresses and the
            like are refused all the same.

    Raises:
        EditError: They seem to; or nobody could look.
    """
    try:
        spans = masking().masked(text, wait_seconds=_MASKING_SECONDS).spans
    except MaskingError as error:
        raise EditError(
            "Signpost cannot check just now whether these words tell who somebody is. Try again in a minute."
        ) from error
    new = [(text[span.start : span.end], span.type) for span in spans if text[span.start : span.end] not in before]
    asked = [words for words, kind in new if not (names_read and kind in _MAY_BE_WORDS)]
    if asked:
        words = ", ".join(f"“{one}”" for one in dict.fromkeys(asked))
        end = "" if any(kind not in _MAY_BE_WORDS for _, kind in new) else ", or say that they name nobody"
        raise EditError(f"These words seem to tell who somebody is: {words}. Reword them{end}.")
