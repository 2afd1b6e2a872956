"""With what each sentence of a pack is filled while a reply is written.

A word in braces that nothing fills would stop the reply at that moment, so `bot/content/checks/wording.py` refuses it
before.
"""

from __future__ import annotations

from collections.abc import Mapping

# Every sentence may name the contacts and say whether the office is open.
ALWAYS = frozenset({"emergency_phone", "duty_phone", "duty_option", "council_phone", "family_help_email", "open_state"})
# Sentences of replies.yml that are filled with more.
MORE: Mapping[str, frozenset[str]] = {
    "emergency.then": frozenset({"how"}),
    "emergency.seen": frozenset({"indicators"}),
    "advice.complex_severe": frozenset({"indicators"}),
    "advice.early_help": frozenset({"indicators"}),
    "advice.also": frozenset({"indicators"}),
    "advice.route": frozenset({"route", "how", "how_soon"}),
    "advice.services": frozenset({"services"}),
    "uncertain.possible": frozenset({"indicators"}),
    "uncertain.some_severe": frozenset({"indicators"}),
    "uncertain.set_aside": frozenset({"set_aside"}),
    "reference": frozenset({"reference"}),
    "masked.told": frozenset({"masked"}),
}
# Pieces of a sentence, which are filled with these alone.
ALONE: Mapping[str, frozenset[str]] = {
    "advice.evidence": frozenset({"label", "evidence"}),
    "advice.reported": frozenset({"label", "evidence"}),
    "advice.earlier": frozenset({"label"}),
    "answer.source": frozenset({"document", "section", "date"}),
    "answer.quoted": frozenset({"document", "section", "date"}),
    "hours.open": frozenset({"closes"}),
    "hours.closed": frozenset({"day", "opens"}),
    "hours.open_short": frozenset({"closes"}),
    "hours.closed_short": frozenset({"day", "opens"}),
}
_REFUSED = "refused."
_MASKED_TYPES = "masked.types."


def fillable(file: str, field: str) -> frozenset[str]:
    """Return the words that may stand in braces in a sentence of that file; none where it is shown as it stands."""
    if file.split("/")[0] == "entries":
        return frozenset()
    if file == "duty.yml":
        # Notices leave the building: the reference is all of a case that may stand in them.
        return frozenset({"reference"})
    if file != "replies.yml":
        return ALWAYS
    if field.startswith(_REFUSED):
        return ALWAYS | {"limit"}
    if field.startswith(_MASKED_TYPES):
        return frozenset({"count"}) if field.endswith(".more") else frozenset()
    return ALONE.get(field) or ALWAYS | MORE.get(field, frozenset())
