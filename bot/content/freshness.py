"""Which entries nobody has compared with their documents by the day on which that was due.

These are faults for whoever keeps the guidance. Loading a pack does not look at them: on the day after the date the
assistant must still start.
"""

from __future__ import annotations

from datetime import date

from bot.content.errors import Fault
from bot.content.pack import Pack


def overdue(pack: Pack, today: date) -> list[Fault]:
    """Return a fault for each entry in force, or in force later, whose `check_again_by` lies before today."""
    return [
        Fault(
            pack.folder / pack.file_of(entry),
            f"entries[{entry.id}].check_again_by",
            f"the review date {entry.check_again_by}, which has passed",
            f"{today} or later, once the entry has been compared with its document",
        )
        for entry in pack.entries.values()
        if entry.check_again_by < today and (entry.in_force_until is None or today < entry.in_force_until)
    ]
