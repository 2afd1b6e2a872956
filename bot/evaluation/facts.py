"""Scores what is read beside the signs: children, other services, failed help, severe neglect, two stories."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.evaluation.counts import Counts
from bot.language.agencies import agencies_in
from bot.language.facts import facts_of


@dataclass(frozen=True)
class FactCase:
    """A message with what its writer meant: children, services as (id, work), and three facts that hold or do not."""

    text: str
    children: frozenset[str]
    agencies: frozenset[tuple[str, str]]
    despite_help: bool
    severe_neglect: bool
    accounts_differ: bool


@dataclass(frozen=True)
class FactScore(Counts):
    """Counts over what was expected and what was read, and the messages that went wrong."""

    failures: tuple[str, ...]


def read_fact_cases(path: Path) -> list[FactCase]:
    """Return the examples of a JSON Lines file.

    Raises:
        ValueError: A line is not an example; the message gives file and line.
    """
    cases = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            cases.append(
                FactCase(
                    record["text"],
                    frozenset(record["children"]),
                    frozenset((agency, work) for agency, work in record["agencies"]),
                    record["despite_help"],
                    record["severe_neglect"],
                    record["accounts_differ"],
                )
            )
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path}, line {number}: not an example ({error})") from error
    return cases


def score_facts(cases: Sequence[FactCase]) -> dict[str, FactScore]:
    """Return a score for each sort of fact."""
    expected: dict[str, list[frozenset[object]]] = {}
    read: dict[str, list[frozenset[object]]] = {}
    for case in cases:
        facts = facts_of(case.text)
        mentions = frozenset((one.agency, one.work.value) for one in agencies_in(case.text))
        for name, wanted, got in (
            ("children", case.children, frozenset(facts.children)),
            ("agencies", case.agencies, mentions),
            ("despite_help", _flag(case.despite_help), _flag(facts.despite_help)),
            ("severe_neglect", _flag(case.severe_neglect), _flag(facts.severe_neglect)),
            ("accounts_differ", _flag(case.accounts_differ), _flag(facts.accounts_differ)),
        ):
            expected.setdefault(name, []).append(frozenset(wanted))
            read.setdefault(name, []).append(frozenset(got))
    return {name: _score([case.text for case in cases], expected[name], read[name]) for name in expected}


def _flag(holds: bool) -> frozenset[bool]:
    return frozenset({True}) if holds else frozenset()


def _score(texts: Sequence[str], expected: Sequence[frozenset[object]], read: Sequence[frozenset[object]]) -> FactScore:
    pairs = list(zip(texts, expected, read))
    return FactScore(
        found=sum(len(wanted & got) for _, wanted, got in pairs),
        wrong=sum(len(got - wanted) for _, wanted, got in pairs),
        missed=sum(len(wanted - got) for _, wanted, got in pairs),
        failures=tuple(text for text, wanted, got in pairs if wanted != got),
    )
