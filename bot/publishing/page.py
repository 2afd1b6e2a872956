"""A comparison as one HTML page, with plots."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from bot.evaluation.plots import confusion, reliability, side_by_side
from bot.publishing.comparison import Comparison, IndicatorChange
from bot.publishing.words import figure_line, message_lines, sentences, summary

_HEAD = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>
<style>body{{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:1rem auto;padding:0 1rem}}img{{max-width:100%}}
table{{border-collapse:collapse}}td,th{{border:1px solid #888;padding:.2rem .6rem;text-align:left}}
</style></head><body>"""


def page(comparison: Comparison) -> str:
    """Return the page; it names messages of people by their keys alone."""
    title = f"{comparison.candidate} beside {comparison.live or 'no model'}"
    golden = comparison.candidate_golden
    pictures = {
        "Safety and coverage, each with its 95 % interval": side_by_side(
            [(figure.name, figure.live, figure.candidate) for figure in comparison.figures]
        ),
        "Right level against route given, by the candidate": confusion(golden),
        "How often an indicator shown with a probability was right, by the candidate": reliability(golden),
    }
    parts = [_HEAD.format(title=escape(title)), f"<h1>{escape(title)}</h1>", f"<p>{escape(summary(comparison))}</p>"]
    parts.append(_items([figure_line(figure) for figure in comparison.figures]))
    for name, address in pictures.items():
        parts.append(f'<h2>{escape(name)}</h2><img alt="{escape(name)}" src="{address}">')
    parts.append("<h2>Indicators</h2>" + _indicators(comparison.indicators))
    parts.append("<h2>Messages that people wrote</h2>" + _items(message_lines(comparison)))
    parts.append("<h2>Everything in words</h2>" + _items(sentences(comparison)) + "</body></html>")
    return "\n".join(parts)


def _items(lines: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(line.strip())}</li>" for line in lines) + "</ul>"


def _indicators(changes: Sequence[IndicatorChange]) -> str:
    head = "<tr><th>indicator</th><th>F1 live</th><th>F1 candidate</th><th>change</th></tr>"
    rows = ""
    for change in changes:
        before, after = (f"{score.f1:.2f}" if score else "none" for score in (change.live, change.candidate))
        cells = (escape(change.indicator), before, after, f"{change.difference:+.2f}")
        rows += "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
    return f"<table>{head}{rows}</table>"
