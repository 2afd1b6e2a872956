"""Words that are no names whatever the recogniser thinks: kin, roles, services, places of the area, days and months."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from bot.language.masking.masked import MaskingError

FOLDER = Path(__file__).resolve().parents[4] / "data" / "masking"
# In front of a name and no part of it.
TITLES = frozenset(
    "mr mrs ms miss mx dr doctor prof professor rev revd reverend fr father sister brother sgt sergeant pc pcso dc ds di dci wpc insp "
    "inspector officer constable sir madam dame lord lady judge imam rabbi pastor canon vicar nurse matron midwife coach".split()
)


@cache
def kept_words() -> frozenset[str]:
    """Return single words in small letters that are never masked as a name.

    Raises:
        MaskingError: The list is missing.
    """
    return frozenset(line for line in _lines("kept.txt") if not _is_a_phrase(line))


@cache
def everyday_words() -> frozenset[str]:
    """Return single words in small letters that are a name only where the words beside them say so.

    Raises:
        MaskingError: The list is missing.
    """
    return frozenset(_lines("everyday.txt"))


@cache
def kept_phrases() -> re.Pattern[str]:
    """Return a pattern of phrases that hold a name and point to nobody, such as a hospital's."""
    phrases = sorted(filter(_is_a_phrase, _lines("kept.txt")), key=len, reverse=True)
    alternatives = "|".join(re.escape(phrase).replace("'", "['’]?").replace(r"\ ", r"[ \t]+") for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)


def _is_a_phrase(line: str) -> bool:
    # "Crohn's" is two words to the recogniser, and "d.o.b" three.
    return any(sign in line for sign in " '.")


def _lines(name: str) -> list[str]:
    path = FOLDER / name
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise MaskingError(f"{path}: the list of words cannot be read") from error
    return [line.strip().lower() for line in lines if line.strip() and not line.startswith("#")]
