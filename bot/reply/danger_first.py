"""Danger comes first: what the reviewed rules see is put into every reading, whatever a model made of the message."""

from __future__ import annotations

from dataclasses import replace

from bot.advice.danger import danger_signs
from bot.advice.reading import Finding, Reading
from bot.content.pack import Pack


def with_danger(message: str, reading: Reading, pack: Pack) -> Reading:
    """Return the reading with the danger rules that hold, and the indicators that they stand for as certain."""
    signs = danger_signs(message, pack.danger_rules)
    if not signs:
        return reading
    findings = {finding.indicator: finding for finding in reading.findings}
    for sign in signs:
        if sign.means is None:
            continue
        held = findings.get(sign.means)
        if held is None or held.probability < pack.policy.cuts[sign.means].clear:
            words = message[sign.start : sign.end]
            findings[sign.means] = Finding(sign.means, 1.0, words, sign.start, sign.end)
    return replace(reading, findings=tuple(findings.values()), danger_rules=tuple(sign.rule for sign in signs))
