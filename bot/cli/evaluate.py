"""`signpost evaluate`: how safe and how good the answers are."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.cli.client import GatewayClient
from bot.cli.errors import CommandError
from bot.cli.evaluations import behaving, hiding, language, quoting, searching
from bot.cli.evaluations.reading import newest_model, understood
from bot.cli.places import ROOT, RULES, VAR
from bot.cli.system import running_system
from bot.content.pack import load_pack
from bot.evaluation.answering import actions_by_intent
from bot.evaluation.intervals import Share
from bot.evaluation.outcomes import Outcome
from bot.evaluation.plots import confusion, curve, reliability
from bot.evaluation.report import report
from bot.evaluation.scores import grouped, indicator_scores, micro_f1, scores_of
from bot.evaluation.trade_off import IN_USE, TradeOff, trade_offs
from bot.evaluation.uncertainty import calibration_error, drawn_again, reliability_bins
from bot.evaluation.vignettes import Vignette, VignetteError, read_vignettes
from bot.reply.shape import Reply

app = typer.Typer(invoke_without_command=True, help="Measure how safe and how good the answers are.")
app.command()(language.negation)
app.command()(language.set_aside)
app.command()(language.facts)
app.command()(behaving.behaviour)
app.command()(searching.retrieval)
app.command()(quoting.quotations)
app.command()(hiding.masking)
GOLDEN = ROOT / "tests" / "golden" / "vignettes.jsonl"
REPORTS = VAR / "report"


@app.callback()
def cases(
    context: typer.Context,
    file: Annotated[Path, typer.Option("--cases", help="cases as JSON Lines; see tests/golden/README.md")] = GOLDEN,
    as_json: Annotated[bool, typer.Option("--json", help="print the figures as JSON")] = False,
    url: Annotated[str | None, typer.Option(help="a running Signpost; else one is started")] = None,
) -> None:
    """Ask the assembled assistant every case, print the figures and write the report."""
    if context.invoked_subcommand is not None:
        return
    _cases(file, as_json=as_json, url=url)


@app.command("all")
def everything() -> None:
    """Score the golden cases, then behaviour, denials, facts, what is set aside, masking, search and quotations."""
    parts: tuple[tuple[str, Callable[[], None]], ...] = (
        ("The golden cases", lambda: _cases(GOLDEN, as_json=False, url=None)),
        ("What must and what must not change the advice", behaving.behaviour),
        ("Denials in sentences that nothing was tuned on", lambda: language.negation(language.NEGATION)),
        ("What is read beside the signs", language.facts),
        ("What is set aside", language.set_aside),
        ("Masking", hiding.masking),
        ("The search", searching.retrieval),
        ("Quotations of imported documents", quoting.quotations),
    )
    for name, score_part in parts:
        Console(highlight=False).print(f"\n{name}", style="bold")
        score_part()


@app.command()
def nlu(
    train: Annotated[Path, typer.Option(help="Rasa NLU training data (YAML)")],
    test: Annotated[Path, typer.Option(help="Rasa NLU test data (YAML)")],
    validation: Annotated[Path | None, typer.Option(help="data on which alone the out-of-scope cut is chosen")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the figures as JSON")] = False,
) -> None:
    """Train our pipeline on any intent data set and score it."""
    command = [sys.executable, "-m", "bot.nlu.intent_scores", "--train", str(train), "--test", str(test)]
    command += ["--validation", str(validation)] if validation else []
    command += ["--json"] if as_json else []
    if subprocess.run(command, cwd=ROOT).returncode != 0:
        raise CommandError("The data could not be scored; see above.")


def _cases(file: Path, *, as_json: bool, url: str | None) -> None:
    console = Console(highlight=False, soft_wrap=True)
    try:
        vignettes = read_vignettes(file)
    except VignetteError as error:
        raise CommandError(str(error)) from error
    with _address(url) as address:
        outcomes = list(_outcomes(address, vignettes))
    scores = scores_of(outcomes)
    REPORTS.mkdir(parents=True, exist_ok=True)
    page = REPORTS / f"{file.stem}.html"
    traded = _traded(vignettes) if url is None else []
    pictures = {
        **_curve(traded),
        "Right level against route given": confusion(outcomes),
        "How often an indicator shown with a probability was right": reliability(outcomes),
    }
    page.write_text(report(outcomes, pictures), encoding="utf-8")
    if as_json:
        sys.stdout.write(json.dumps(_as_record(outcomes, traded), ensure_ascii=False).replace("NaN", "null") + "\n")
        return
    console.print(f"{len(outcomes)} cases from {file.name}")
    console.print(f"Safe advice: {scores.safe}")
    console.print(f"Safe advice, severe and emergency: {scores.safe_severe}")
    console.print(f"Accepted route: {scores.right_route}")
    console.print(f"Best route: {scores.best_route}")
    console.print(f"Over-escalation: {scores.over_escalation}")
    console.print(f"Coverage: {scores.coverage}")
    console.print(f"Right level: {scores.right_level}")
    console.print(f"First indicator right: {scores.first_indicator}")
    console.print(f"Indicator F1 (micro): {scores.micro_f1:.3f}")
    console.print(f"The report with every failure is {page}")


@contextmanager
def _address(url: str | None) -> Iterator[str]:
    if url is not None:
        yield url
        return
    with running_system() as system:
        yield system.url


def _outcomes(url: str, vignettes: list[Vignette]) -> Iterator[Outcome]:
    questions = {question.text: question.higher for question in load_pack().questions.values()}
    with GatewayClient(url, timeout_seconds=15) as client:
        for vignette in vignettes:
            reply = client.start().ask(vignette.text)
            yield Outcome.of(vignette, reply, _asked_for(reply, questions))


def _asked_for(reply: Reply, questions: dict[str, str]) -> str | None:
    return next((questions[text.text] for text in reply.replies if text.text in questions), None)


def _traded(vignettes: list[Vignette]) -> list[TradeOff]:
    pack = load_pack()
    read = understood([vignette.text for vignette in vignettes], newest_model())
    asked_for = {q.text: q.higher for q in pack.questions.values()}
    return trade_offs(vignettes, read, pack, asked_for, actions_by_intent(RULES))


def _curve(traded: list[TradeOff]) -> dict[str, str]:
    if not traded:
        return {}
    used = next(one.point for one in traded if one.factor == IN_USE)
    return {"Safety against coverage, for other thresholds": curve([one.point for one in traded], used)}


def _interval(share: Share) -> list[float]:
    return list(share.interval)


def _as_record(outcomes: list[Outcome], traded: list[TradeOff]) -> dict[str, object]:
    scores = scores_of(outcomes)
    f1 = drawn_again(outcomes, lambda drawn: micro_f1(indicator_scores(drawn)))
    return {
        "cases": len(outcomes),
        "intervals": {
            "safe": _interval(scores.safe),
            "safe_severe": _interval(scores.safe_severe),
            "accepted_route": _interval(scores.right_route),
            "best_route": _interval(scores.best_route),
            "over_escalation": _interval(scores.over_escalation),
            "coverage": _interval(scores.coverage),
            "right_level": _interval(scores.right_level),
            "first_indicator": _interval(scores.first_indicator),
            "indicator_micro_f1": [f1.low, f1.high],
        },
        "calibration_error": calibration_error(reliability_bins(outcomes)),
        "safety_against_coverage": [
            {"factor": one.factor, "coverage": one.point[0], "safe": one.point[1]} for one in traded
        ],
        "by_level": _group_records(outcomes, "level"),
        "by_voice": _group_records(outcomes, "voice"),
        "safe": scores.safe.value,
        "safe_severe": scores.safe_severe.value,
        "accepted_route": scores.right_route.value,
        "best_route": scores.best_route.value,
        "over_escalation": scores.over_escalation.value,
        "coverage": scores.coverage.value,
        "right_level": scores.right_level.value,
        "first_indicator": scores.first_indicator.value,
        "indicator_micro_f1": scores.micro_f1,
        "indicators": {
            s.indicator: {
                "precision": s.precision,
                "precision_interval": _interval(Share(s.found, s.found + s.wrong)),
                "recall": s.recall,
                "recall_interval": _interval(Share(s.found, s.found + s.missed)),
                "f1": s.f1,
                "cases": s.found + s.missed,
            }
            for s in indicator_scores(outcomes)
        },
        "outcomes": [
            {
                "id": o.vignette.id,
                "kind": o.kind,
                "level": o.level,
                "route": o.route,
                "indicators": list(o.indicators),
                "safe": o.safe,
                "accepted_route": o.right_route,
            }
            for o in outcomes
        ],
    }


def _group_records(outcomes: list[Outcome], by: str) -> dict[str, object]:
    groups = {name: scores_of(group) for name, group in grouped(outcomes, by).items()}
    return {
        name: {
            figure: {"value": share.value, "interval": _interval(share), "cases": share.total}
            for figure, share in (
                ("safe", scores.safe),
                ("accepted_route", scores.right_route),
                ("over_escalation", scores.over_escalation),
                ("coverage", scores.coverage),
                ("right_level", scores.right_level),
            )
        }
        for name, scores in groups.items()
    }
