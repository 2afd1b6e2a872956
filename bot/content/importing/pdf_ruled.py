"""Tables whose cells are drawn: each letter belongs to the cell whose four lines are nearest to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pdfminer.layout import LTChar

from bot.content.importing.pdf_page import Page, Rule

# Points between the ends of lines that were meant to touch.
_TOUCH = 3.0
# A drawing has more lines than a table.
_MOST_RULES = 3_000
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Table:
    """The rows of a table with the letters of each cell, and where it stands: top, left and right, in points."""

    rows: list[list[list[LTChar]]]
    top: float
    left: float
    right: float


def ruled_tables(page: Page) -> list[Table]:
    """Return the drawn tables of a page with two rows and two columns at least; a frame around text is none."""
    if not 4 <= len(page.rules) <= _MOST_RULES:
        return []
    return [table for group in _groups(page.rules) if (table := _table(group, page.letters)) is not None]


def free_levels(rules: Sequence[Rule]) -> list[Rule]:
    """Return the level lines that no upright one touches; none for a drawing."""
    if len(rules) > _MOST_RULES:
        return []
    uprights = [rule for rule in rules if rule.upright]
    return [
        rule
        for rule in rules
        if not rule.upright and not any(_holds(rule, one.at) and _holds(one, rule.at) for one in uprights)
    ]


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Return the rules that touch one another."""
    names = list(range(len(rules)))

    def name(at: int) -> int:
        while names[at] != at:
            names[at] = names[names[at]]
            at = names[at]
        return at

    uprights = [at for at, rule in enumerate(rules) if rule.upright]
    levels = [at for at, rule in enumerate(rules) if not rule.upright]
    for one in uprights:
        for other in levels:
            if _holds(rules[one], rules[other].at) and _holds(rules[other], rules[one].at):
                names[name(one)] = name(other)
    found: dict[int, list[Rule]] = defaultdict(list)
    for at, rule in enumerate(rules):
        found[name(at)].append(rule)
    return [group for group in found.values() if len(group) >= 4]


def _holds(rule: Rule, place: float) -> bool:
    return rule.start - _TOUCH <= place <= rule.end + _TOUCH


def _table(group: Sequence[Rule], letters: Iterable[LTChar]) -> Table | None:
    uprights = [rule for rule in group if rule.upright]
    levels = [rule for rule in group if not rule.upright]
    left, right = min(rule.start for rule in levels), max(rule.end for rule in levels)
    bottom, top = min(rule.start for rule in uprights), max(rule.end for rule in uprights)
    cells: dict[Box, list[LTChar]] = defaultdict(list)
    for letter in letters:
        x, y = (letter.x0 + letter.x1) / 2, (letter.y0 + letter.y1) / 2
        if left <= x <= right and bottom <= y <= top:
            box = _box(x, y, uprights, levels)
            if box is not None:
                cells[box].append(letter)
    filled = {box: signs for box, signs in cells.items() if any(sign.get_text().strip() for sign in signs)}
    if len({box[1] for box in filled}) < 2 or len({box[0] for box in filled}) < 2:
        return None
    rows: dict[int, list[Box]] = defaultdict(list)
    for box in sorted(filled, key=lambda one: (-one[0], one[1])):
        rows[box[0]].append(box)
    if max(map(len, rows.values())) < 2:
        return None
    return Table([[filled[box] for box in row] for row in rows.values()], top, left, right)


def _box(x: float, y: float, uprights: Sequence[Rule], levels: Sequence[Rule]) -> Box | None:
    """Return the cell around a place: its top, left, bottom and right, rounded so that double lines are one."""
    across = [rule.at for rule in uprights if _holds(rule, y)]
    along = [rule.at for rule in levels if _holds(rule, x)]
    sides = (
        min((at for at in along if at >= y), default=None),
        max((at for at in across if at <= x), default=None),
        max((at for at in along if at <= y), default=None),
        min((at for at in across if at >= x), default=None),
    )
    if any(side is None for side in sides):
        return None
    top, left, bottom, right = (round((side or 0.0) / 4) for side in sides)
    return top, left, bottom, right
