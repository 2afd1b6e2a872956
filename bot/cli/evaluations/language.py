"""`signpost evaluate negation` and `signpost evaluate set-aside`: how well denials, time and talk are told apart."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from bot.cli.errors import CommandError
from bot.cli.places import ROOT
from bot.evaluation.denials import DenialFileError, read_denials, score_denials
from bot.evaluation.facts import read_fact_cases, score_facts
from bot.evaluation.set_aside import MarkedText, score_set_aside

FACTS = ROOT / "tests" / "eval" / "facts.jsonl"
NEGATION = ROOT / "tests" / "eval" / "negation_unseen.tsv"
# One of those left out of the adapter; the words that set aside were chosen with these messages in view too.
_LEFT_OUT_WRITER = "community"


def negation(
    file: Annotated[Path, typer.Argument(help="tab-separated: number, concept, sentence, Negated or Affirmed")],
    as_json: Annotated[bool, typer.Option("--json", help="print the figures as JSON")] = False,
    show_misses: Annotated[bool, typer.Option(help="print every concept that is judged wrongly")] = False,
) -> None:
    """Score whether a concept is denied in its sentence."""
    try:
        cases = read_denials(file)
    except DenialFileError as error:
        raise CommandError(str(error)) from error
    scores = score_denials(cases)
    if as_json:
        figures = {
            "cases": len(cases),
            "precision": scores.precision.value,
            "recall": scores.recall.value,
            "f1": scores.f1,
            "found": scores.found,
            "wrong": scores.wrong,
            "missed": scores.missed,
            "kept": scores.kept,
        }
        sys.stdout.write(json.dumps(figures) + "\n")
        return
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"{len(cases)} concepts from {file.name}")
    console.print(f"Precision of 'negated': {scores.precision}")
    console.print(f"Recall of 'negated': {scores.recall}")
    console.print(f"F1 of 'negated': {scores.f1:.4f}")
    if show_misses:
        for case in scores.failures:
            said = "not found" if case.negated else "wrongly denied"
            console.print(f"{case.number}: {said}: {case.concept} | {case.sentence}", markup=False)


def set_aside(as_json: Annotated[bool, typer.Option("--json", help="print the figures as JSON")] = False) -> None:
    """Score what is set aside, and why, on the marks of the training data."""
    records = training_records()
    groups = {
        "all writers": [_marked(record) for record in records],
        "one writer, whom the encoder has not read": [_marked(r) for r in records if r["writer"] == _LEFT_OUT_WRITER],
    }
    console = Console(highlight=False, soft_wrap=True)
    found = {name: score_set_aside(messages) for name, messages in groups.items()}
    if as_json:
        figures = {
            name: {
                **{s.reason: {"precision": s.precision.value, "recall": s.recall.value} for s in scores.by_reason},
                "counted": scores.counted.value,
                "set_aside": scores.set_aside.value,
            }
            for name, scores in found.items()
        }
        sys.stdout.write(json.dumps(figures).replace("NaN", "null") + "\n")
        return
    for name, scores in found.items():
        console.print(f"Marks of {name}")
        for score in scores.by_reason:
            console.print(f"  {score.reason}: precision {score.precision}; recall {score.recall}")
        console.print(f"  signs that count and are left to count: {scores.counted}")
        console.print(f"  signs that do not count and are set aside for some reason: {scores.set_aside}")


def facts(
    file: Annotated[Path, typer.Option("--cases", help="examples as JSON Lines")] = FACTS,
    show_misses: Annotated[bool, typer.Option(help="print every example that is read wrongly")] = False,
) -> None:
    """Score what is read beside the signs: children, other services, failed help, severe neglect, two stories."""
    try:
        cases = read_fact_cases(file)
    except (OSError, ValueError) as error:
        raise CommandError(str(error)) from error
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"{len(cases)} examples from {file.name}")
    for name, score in score_facts(cases).items():
        console.print(f"{name}: F1 {score.f1:.3f}; precision {score.precision}; recall {score.recall}")
        for text in score.failures if show_misses else ():
            console.print(f"  {text}", markup=False)


def training_records() -> list[dict[str, Any]]:
    """Return the training messages with their marks; they are read by Rasa, in a process of its own."""
    done = subprocess.run([sys.executable, "-m", "bot.nlu.marked_texts"], cwd=ROOT, capture_output=True, check=False)
    if done.returncode != 0:
        raise CommandError(f"data/nlu could not be read:\n{done.stderr.decode(errors='replace')[-800:]}")
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith(b"{")]


def _marked(record: dict[str, Any]) -> MarkedText:
    return MarkedText(record["text"], tuple((start, end, reason) for _, start, end, reason in record["marks"]))
