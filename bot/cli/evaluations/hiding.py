"""`signpost evaluate masking`: whether names and other identifiers are masked, and nothing else is."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.cli.errors import CommandError
from bot.cli.places import ROOT
from bot.evaluation.intervals import Share
from bot.evaluation.masking import MaskingCaseError, MaskingScores, read_cases, score_masking
from bot.language.masking import mask, warm_up

MASKING = ROOT / "tests" / "eval" / "masking.jsonl"


def masking(
    file: Annotated[Path, typer.Option("--cases", help="texts and spans as JSON Lines")] = MASKING,
    as_json: Annotated[bool, typer.Option("--json", help="print the figures as JSON")] = False,
    show_misses: Annotated[bool, typer.Option(help="print what was missed and what was masked needlessly")] = False,
) -> None:
    """Score the masking of names and other identifiers."""
    try:
        cases = read_cases(file)
    except MaskingCaseError as error:
        raise CommandError(str(error)) from error
    if not cases:
        raise CommandError(f"{file}: holds no case")
    warm_up()
    scores = score_masking(cases, mask)
    if as_json:
        sys.stdout.write(json.dumps(_masking_record(len(cases), scores), ensure_ascii=False) + "\n")
        return
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"{len(cases)} texts from {file.name}")
    console.print(f"Names hidden: {scores.names}")
    console.print(f"Other identifiers hidden: {scores.patterns}")
    for kind, share in scores.hidden.items():
        if share.total:
            console.print(f"  {kind}: {share}; with its own marker {scores.typed[kind].hits}")
    console.print(f"Ordinary words masked: {scores.ordinary}")
    middle, slow = (1000 * scores.seconds[int(share * (len(cases) - 1))] for share in (0.5, 0.95))
    console.print(f"Processor time for a text: {middle:.1f} ms (middle), {slow:.1f} ms (95 of 100 take less)")
    if show_misses:
        for case, kind, words in scores.missed:
            console.print(f"{case}: {kind} left: {words}", markup=False)
        for case, word in scores.needless:
            console.print(f"{case}: masked needlessly: {word}", markup=False)


def _masking_record(cases: int, scores: MaskingScores) -> dict[str, object]:
    types = {
        kind: {**_share_record(share), "own_marker": scores.typed[kind].hits}
        for kind, share in scores.hidden.items()
        if share.total
    }
    return {
        "cases": cases,
        "names": _share_record(scores.names),
        "patterns": _share_record(scores.patterns),
        "types": types,
        "ordinary_words_masked": _share_record(scores.ordinary),
    }


def _share_record(share: Share) -> dict[str, object]:
    return {"share": share.value if share.total else None, "total": share.total, "interval": share.interval}
