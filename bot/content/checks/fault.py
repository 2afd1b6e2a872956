"""How a rule words what it found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.content.errors import Fault, nearest

if TYPE_CHECKING:
    from bot.content.pack import Pack


def fault_of(pack: Pack, file: str, field: str, found: str, expected: str) -> Fault:
    """Return the fault of a field: what was found there, and what was expected."""
    return Fault(pack.folder / file, field, found, expected)


def unknown_name(pack: Pack, file: str, field: str, found: str, known: Iterable[str]) -> Fault:
    """Return the fault of a name that nothing defines, with the nearest one that is defined."""
    return Fault(pack.folder / file, field, repr(found), "a name that is defined", nearest(found, known))
