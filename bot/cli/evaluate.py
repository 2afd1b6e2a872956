"""`signpost evaluate`: how safe and how good the answers are."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.cli.client import GatewayClient
from bot.cli.errors import CommandError
from bot.cli.evaluations import behaving, language
from bot.cli.evaluations.reading import newest_model, understood
from bot.cli.places import DOCUMENTS, INDEX, ROOT, VAR
from bot.cli.system import running_system
from bot.content.importing.library import DocumentLibrary
from bot.content.pack import load_pack
from bot.evaluation.beir import BeirError, score_beir
from bot.evaluation.intervals import Share
from bot.evaluation.masking import MaskingCaseError, MaskingScores, read_cases, score_masking
from bot.evaluation.outcomes import Outcome
from bot.evaluation.plots import confusion, curve, reliability
from bot.evaluation.report import report
from bot.evaluation.retrieval import Found, read_questions, score
from bot.evaluation.scores import grouped, indicator_scores, micro_f1, scores_of
from bot.evaluation.trade_off import IN_USE, TradeOff, trade_offs
from bot.evaluation.uncertainty import calibration_error, drawn_again, reliability_bins
from bot.evaluation.vignettes import Vignette, VignetteError, read_vignettes
from bot.language.masking import mask, warm_up
from bot.reply.compose import Composer
from bot.reply.entries import EntryFinder
from bot.reply.indexing import all_passages, bring_up_to_date, finder_of
from bot.reply.shape import Reply
from bot.retrieval.embedder import MiniLmEmbedder
from bot.retrieval.store import IndexStore

app = typer.Typer(invoke_without_command=True, help="Measure how safe and how good the answers are.")
app.command()(language.negation)
app.command()(language.set_aside)
app.command()(language.facts)
app.command()(behaving.behaviour)
GOLDEN = ROOT / "tests" / "golden" / "vignettes.jsonl"
QUESTIONS = ROOT / "tests" / "eval" / "questions.jsonl"
MASKING = ROOT / "tests" / "eval" / "masking.jsonl"
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
    """Score the golden cases, and each part: behaviour, denials, facts, what is set aside, masking, and the search."""
    parts: tuple[tuple[str, Callable[[], None]], ...] = (
        ("The golden cases", lambda: _cases(GOLDEN, as_json=False, url=None)),
        ("What must and what must not change the advice", behaving.behaviour),
        ("Denials in sentences that nothing was tuned on", lambda: language.negation(language.NEGATION)),
        ("What is read beside the signs", language.facts),
        ("What is set aside", language.set_aside),
        ("Masking", masking),
        ("The search", retrieval),
    )
    for name, score_part in parts:
        Console(highlight=False).print(f"\n{name}", style="bold")
        score_part()


@app.command()
def retrieval(
    beir: Annotated[Path | None, typer.Option(help="a folder in the BEIR layout, instead of our own questions")] = None,
    questions: Annotated[Path, typer.Option(help="questions as JSON Lines")] = QUESTIONS,
    show_misses: Annotated[bool, typer.Option(help="print every question whose first entry is wrong")] = False,
) -> None:
    """Score the search."""
    console = Console(highlight=False, soft_wrap=True)
    embedder = MiniLmEmbedder()
    if beir is not None:
        try:
            result = score_beir(beir, embedder, console.print)
        except BeirError as error:
            raise CommandError(str(error)) from error
        console.print(f"nDCG@10 {result.ndcg_at_10:.4f}")
        console.print(f"recall@100 {result.recall_at_100:.4f}")
        console.print(f"{result.queries_per_second:.1f} queries per second ({result.queries} queries)")
        return
    finder = _finder(embedder)
    found = []
    for question in read_questions(questions):
        ranked = finder.ranked(question.text)
        found.append(Found(question, tuple(hit.passage_id for hit in ranked.hits), ranked.answered))
    scores = score(found)
    console.print(f"First entry right: {scores.first}")
    console.print(f"Right one among three: {scores.among_three}")
    console.print(f"'Not held' recognised: {scores.not_held}")
    console.print(f"Held but refused: {scores.refused}")
    if show_misses:
        for one in found:
            if one.question.held and one.entries[:1] and one.entries[0] not in one.question.answers:
                console.print(f"{one.question.id}: {one.question.text} -> {', '.join(one.entries)}", markup=False)


@app.command()
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
    return trade_offs(vignettes, read, pack, {q.text: q.higher for q in pack.questions.values()})


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


def _finder(embedder: MiniLmEmbedder) -> EntryFinder:
    pack = load_pack()
    store = IndexStore(INDEX)
    documents = list(DocumentLibrary(DOCUMENTS).readable())
    bring_up_to_date(store, all_passages(pack, documents, date.today()), embedder)
    return finder_of(pack, store.read(embedder), documents, embedder, Composer(pack))
