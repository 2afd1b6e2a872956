"""What can be wrong with a pack, in words an editor can act on."""

from __future__ import annotations

from pathlib import Path

from bot.content.errors import Fault, PackContentError, nearest

FILE = Path("knowledge/routes.yml")


def test_a_fault_says_where_what_and_what_was_expected() -> None:
    """A fault reads as one sentence with file, field, finding and expectation."""
    fault = Fault(FILE, "routes[mash].contacts", "'duty_taem'", "a name that is defined", "duty_team")

    assert str(fault) == (
        "knowledge/routes.yml: routes[mash].contacts: found 'duty_taem'; expected a name that is defined. "
        "Did you mean 'duty_team'?"
    )


def test_a_fault_without_a_likeness_asks_nothing() -> None:
    """Where nothing known is alike, no suggestion is made up."""
    assert str(Fault(FILE, "routes", "nothing", "a list")) == f"{FILE}: routes: found nothing; expected a list."


def test_an_error_holds_every_fault_and_says_each_on_a_line() -> None:
    """An editor sees all faults in one go."""
    faults = [Fault(FILE, "a", "x", "y"), Fault(FILE, "b", "x", "y")]

    error = PackContentError(iter(faults))

    assert error.faults == tuple(faults)
    assert str(error).splitlines() == [str(fault) for fault in faults]


def test_the_nearest_word_is_the_likest() -> None:
    """The suggestion is the known word most like the one found, and none where none is alike."""
    assert nearest("duty_taem", ["duty_team", "mash"]) == "duty_team"
    assert nearest("zebra", ["duty_team", "mash"]) is None
    assert nearest("zebra", []) is None
