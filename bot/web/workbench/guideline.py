"""The guideline for editors: what each indicator covers, what it does not, and examples that show it plainly."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.recognition.examples import EMERGENCY
from bot.teaching.taught import Taught
from bot.web.gateway.guidance import pack

_SHOWN = 3
_LEAST, _MOST = 40, 170
_DANGER = "danger to a child's life or body, or from a weapon, a fire or an overdose, that goes on now or just happened"


@dataclass(frozen=True)
class Guide:
    """An indicator as editors need it beside a message. `pair` is the label of the one that a single fact tells apart
    from it; `examples` are pieces of text, each with whether it is marked as the sign."""

    id: str
    label: str
    level: str
    covers: str
    is_not: str
    pair: str
    examples: tuple[tuple[tuple[str, bool], ...], ...]


def guides(examples: Sequence[Taught], first: Collection[str] = ()) -> list[Guide]:
    """Return the guideline of every indicator, those in `first` before the others, danger among them."""
    indicators = pack().indicators
    by_label: dict[str, list[Taught]] = {}
    for example in examples:
        own = example.intent.partition("/")[2]
        marked = any(mark.label == own and mark.reason is None for mark in example.marks)
        if example.labels == {own} and marked and _LEAST <= len(example.text) <= _MOST:
            by_label.setdefault(own, []).append(example)
    found = [
        Guide(
            one.id,
            one.label,
            one.level,
            one.covers,
            one.is_not,
            indicators[one.pair].label if one.pair and one.pair in indicators else "",
            _canonical(by_label.get(one.id, [])),
        )
        for one in indicators.values()
    ]
    danger = _canonical(by_label.get(EMERGENCY, []))
    found.insert(0, Guide(EMERGENCY, "Danger now", "emergency", _DANGER, "a danger that is over", "", danger))
    return sorted(found, key=lambda guide: guide.id not in first)


def labels() -> dict[str, str]:
    """Return what each indicator is called, danger among them."""
    return {EMERGENCY: "Danger now", **{one.id: one.label for one in pack().indicators.values()}}


def _canonical(examples: Sequence[Taught]) -> tuple[tuple[tuple[str, bool], ...], ...]:
    """Return a few plain examples, each of another voice."""
    found: dict[str, Taught] = {}
    for example in sorted(examples, key=lambda one: (len(one.text), one.text)):
        found.setdefault(example.voice, example)
    return tuple(_pieces(example) for example in list(found.values())[:_SHOWN])


def _pieces(example: Taught) -> tuple[tuple[str, bool], ...]:
    cut, at = [], 0
    for mark in example.marks:
        cut += [(example.text[at : mark.start], False), (example.text[mark.start : mark.end], mark.reason is None)]
        at = mark.end
    cut.append((example.text[at:], False))
    return tuple(piece for piece in cut if piece[0])
