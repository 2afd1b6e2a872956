"""Behavioural tests: what must and what must not change the advice.

Written in pairs: a message, and the same with a fact added, a name, typos, another order of words, politeness, a
denial, or all of it long past. Any way of asking can be tested: `run_behaviour` takes a function from a message to an
outcome.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.evaluation.intervals import Share

# From what to do least soon to what to do first; a reply without advice is least.
_URGENCY = {None: 0, "early_help": 1, "duty_team": 2, "mash": 3, "emergency": 4}
KINDS = {
    "fact_added": "a worse fact added raises the route or keeps it",
    "name": "a name in place of a relation changes nothing",
    "typo": "slips of the keyboard change nothing",
    "word_order": "another order of words changes nothing",
    "politeness": "politeness and hedging change nothing",
    "negation": "a denial removes the sign",
    "tense": "what is long past and over is not taken for now",
}


@dataclass(frozen=True)
class AskOutcome:
    """What came of a message: route and level (None where none was given), and the indicators that were shown."""

    route: str | None
    level: str | None
    indicators: tuple[str, ...]


Ask = Callable[[str], AskOutcome]


class BehaviourFileError(Exception):
    """The pairs cannot be read; the message gives file and line."""


@dataclass(frozen=True)
class Pair:
    """Two messages; `kind` is one of `KINDS`, `sign` the indicator that the first shows."""

    id: str
    kind: str
    sign: str
    first: str
    second: str


@dataclass(frozen=True)
class PairResult:
    """A pair with what came of both messages. `told` says in words what went wrong, and is empty where nothing did."""

    pair: Pair
    first: AskOutcome
    second: AskOutcome
    told: str

    @property
    def passed(self) -> bool:
        return not self.told


def read_pairs(path: Path) -> list[Pair]:
    """Return the pairs of a JSON Lines file, in which a line holds a message with all that is made of it.

    Raises:
        BehaviourFileError: The file cannot be read, or a line is not such a record.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise BehaviourFileError(f"{path}: cannot be read ({type(error).__name__})") from error
    pairs = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            for kind, changed in record["variants"].items():
                if kind not in KINDS:
                    raise ValueError(f"no kind {kind!r}; there are {', '.join(KINDS)}")
                pairs += [
                    Pair(f"{record['sign']}-{kind}-{place}", kind, record["sign"], record["text"], text)
                    for place, text in enumerate(changed, 1)
                ]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BehaviourFileError(f"{path}, line {number}: not a set of pairs ({error})") from error
    return pairs


def run_behaviour(pairs: Sequence[Pair], ask: Ask) -> list[PairResult]:
    """Ask both messages of every pair, each message once, and return what came of them in the order of the pairs."""
    known: dict[str, AskOutcome] = {}
    for text in dict.fromkeys(text for pair in pairs for text in (pair.first, pair.second)):
        known[text] = ask(text)
    return [
        PairResult(pair, known[pair.first], known[pair.second], _fault(pair, known[pair.first], known[pair.second]))
        for pair in pairs
    ]


def shares(results: Sequence[PairResult]) -> dict[str, Share]:
    """Return the share of pairs that passed, by kind, and over all under "all"."""
    kinds = [kind for kind in KINDS if any(result.pair.kind == kind for result in results)]
    found = {kind: Share.of(r.passed for r in results if r.pair.kind == kind) for kind in kinds}
    return {**found, "all": Share.of(result.passed for result in results)}


def _fault(pair: Pair, first: AskOutcome, second: AskOutcome) -> str:
    if pair.kind == "fact_added":
        lower = _URGENCY.get(second.route, 0) < _URGENCY.get(first.route, 0)
        return f"lowered: {_words(first)} became {_words(second)}" if lower else ""
    if pair.kind in {"negation", "tense"}:
        kept = pair.sign in second.indicators
        return f"still shows {pair.sign}: {_words(second)}" if kept else ""
    changed = (first.route, first.level) != (second.route, second.level)
    return f"changed: {_words(first)} became {_words(second)}" if changed else ""


def _words(outcome: AskOutcome) -> str:
    return f"{outcome.route or 'no advice'} ({', '.join(outcome.indicators) or 'no indicator'})"
