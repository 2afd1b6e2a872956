"""The report as one HTML page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from bot.evaluation.outcomes import Outcome
from bot.evaluation.scores import IndicatorScore, Scores, grouped, indicator_scores, scores_of

_HEAD = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>How safe is the advice?</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:1rem auto;padding:0 1rem}
table{border-collapse:collapse;margin:.5rem 0 1.5rem}td,th{border:1px solid #888;padding:.2rem .6rem;text-align:left;
vertical-align:top}.bad{background:#fde7e3}img{max-width:100%}</style></head><body>"""


def report(outcomes: Sequence[Outcome], pictures: Mapping[str, str]) -> str:
    """Return the page; `pictures` are image addresses by their titles."""
    parts = [_HEAD, "<h1>How safe is the advice?</h1>", _figures(scores_of(outcomes))]
    for by in ("level", "voice", "kind"):
        parts.append(f"<h2>By {by}</h2>{_groups(outcomes, by)}")
    for title, address in pictures.items():
        parts.append(f'<h2>{escape(title)}</h2><img alt="{escape(title)}" src="{address}">')
    parts.append(f"<h2>Indicators</h2>{_indicators(indicator_scores(outcomes))}")
    parts.append(f"<h2>Every case that went wrong</h2>{_failures(outcomes)}</body></html>")
    return "\n".join(parts)


def _figures(scores: Scores) -> str:
    rows = [
        ("Safe advice (never below the right level)", scores.safe),
        ("Safe advice in severe and emergency cases", scores.safe_severe),
        ("A route that an expert accepts", scores.right_route),
        ("The route that an expert would choose first", scores.best_route),
        ("Over-escalation: early help cases sent to the front door", scores.over_escalation),
        ("Coverage: answered without handing over", scores.coverage),
        ("Right level", scores.right_level),
        ("First indicator right", scores.first_indicator),
        ("F1 over all indicators", f"{scores.micro_f1:.3f}"),
    ]
    return _table(("figure", "value"), [(name, str(value)) for name, value in rows])


def _groups(outcomes: Sequence[Outcome], by: str) -> str:
    rows = []
    for name, group in grouped(outcomes, by).items():
        scores = scores_of(group)
        rows.append((name, str(scores.safe), str(scores.right_route), str(scores.coverage)))
    return _table((by, "safe", "accepted route", "coverage"), rows)


def _indicators(scores: Sequence[IndicatorScore]) -> str:
    rows = [
        (s.indicator, f"{s.precision:.2f}", f"{s.recall:.2f}", f"{s.f1:.2f}", f"{s.found + s.missed}") for s in scores
    ]
    return _table(("indicator", "precision", "recall", "F1", "cases"), rows)


def _failures(outcomes: Sequence[Outcome]) -> str:
    rows = [
        (
            "unsafe" if not o.safe else "over-escalated" if o.over_escalated else "other route",
            o.vignette.id,
            o.vignette.text,
            f"{o.vignette.level}: {', '.join(o.vignette.indicators) or 'no indicator'}",
            f"{o.route or o.kind}: {', '.join(o.indicators) or 'no indicator'}",
        )
        for o in outcomes
        if not o.safe or not o.right_route
    ]
    return _table(("fault", "case", "message", "expected", "given"), sorted(rows, key=lambda row: row[0] != "unsafe"))


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{top}</tr>{body}</table>"
