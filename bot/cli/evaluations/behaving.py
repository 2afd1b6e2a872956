"""`signpost evaluate behaviour`: what must and what must not change the advice."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.cli.errors import CommandError
from bot.cli.evaluations.reading import understood
from bot.cli.places import ROOT, RULES
from bot.content.pack import load_pack
from bot.evaluation.answering import actions_by_intent
from bot.evaluation.assembled import deciding, outcome_of
from bot.evaluation.behaviour import (
    KINDS,
    AskOutcome,
    BehaviourFileError,
    Pair,
    PairResult,
    read_pairs,
    run_behaviour,
    shares,
)

PAIRS = ROOT / "tests" / "behaviour" / "pairs.jsonl"


def behaviour(
    file: Annotated[Path, typer.Option("--cases", help="pairs as JSON Lines; see tests/behaviour/README.md")] = PAIRS,
    as_json: Annotated[bool, typer.Option("--json", help="print the results as JSON")] = False,
    model: Annotated[Path | None, typer.Option(help="a trained model; else the one of the present files")] = None,
) -> None:
    """Score what must and what must not change the advice, and print every failure."""
    try:
        pairs = read_pairs(file)
    except BehaviourFileError as error:
        raise CommandError(str(error)) from error
    results = behaviour_of_model(pairs, str(model) if model else None)
    found = shares(results)
    if as_json:
        failures = [
            {"id": r.pair.id, "kind": r.pair.kind, "first": r.pair.first, "second": r.pair.second, "told": r.told}
            for r in results
            if not r.passed
        ]
        figures = {kind: {"passed": share.hits, "of": share.total} for kind, share in found.items()}
        sys.stdout.write(json.dumps({"shares": figures, "failures": failures}, ensure_ascii=False) + "\n")
        return
    console = Console(highlight=False, soft_wrap=True)
    for kind, share in found.items():
        console.print(f"{KINDS.get(kind, 'all pairs')}: {share}")
    for result in results:
        if not result.passed:
            console.print(f"\n{result.pair.id}: {result.told}", markup=False)
            console.print(f"  {result.pair.first}\n  {result.pair.second}", markup=False)


def behaviour_of_model(pairs: list[Pair], model: str | None = None) -> list[PairResult]:
    """Return the results of a model with the rules in use, without the web."""
    texts = list(dict.fromkeys(text for pair in pairs for text in (pair.first, pair.second)))
    answering = deciding(load_pack(), actions_by_intent(RULES))
    outcomes = {text: outcome_of(answering.first(text, one)) for text, one in zip(texts, understood(texts, model))}

    def ask(message: str) -> AskOutcome:
        return outcomes[message]

    return run_behaviour(pairs, ask)
