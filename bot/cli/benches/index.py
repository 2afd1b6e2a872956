"""The part of `signpost bench` that measures the search index at three sizes."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from bot.cli.errors import CommandError
from bot.evaluation.index_bench import BenchError, IndexFigures, measure
from bot.retrieval.dense import EXACT_UP_TO

SIZES = (1_000, 100_000, 1_000_000)
TARGET_MS = 10.0
TARGET_RECALL = 0.95
EXACT_WHILE_MS = 5.0


def print_figures(console: Console) -> None:
    """Measure the index at each size, and print the figures and whether the targets are met."""
    figures = []
    for rows in SIZES:
        console.print(f"Measuring the index of {rows:,} passages")
        try:
            figures.append(measure(rows))
        except BenchError as error:
            raise CommandError(str(error)) from error
    console.print(_table(figures))
    largest = figures[-1]
    console.print(
        f"{largest.rows:,} passages: 95th percentile of a search {largest.p95_ms:.1f} ms (target {TARGET_MS:.0f}) "
        f"at recall@10 {largest.recall:.3f} (target {TARGET_RECALL})"
    )
    console.print(
        f"Search is exact up to {EXACT_UP_TO:,} vectors, where it should take less than {EXACT_WHILE_MS:.0f} ms"
    )


def _table(figures: list[IndexFigures]) -> Table:
    table = Table("figure", *(f"{one.rows:,}" for one in figures))
    table.add_row("kind", *("exact" if one.exact else "by clusters" for one in figures))
    table.add_row("build", *(f"{one.build_s:.2f} s" for one in figures))
    table.add_row("load", *(f"{one.load_s:.2f} s" for one in figures))
    table.add_row("search, median", *(f"{one.median_ms:.2f} ms" for one in figures))
    table.add_row("search, 95th percentile", *(f"{one.p95_ms:.2f} ms" for one in figures))
    table.add_row("exact search, 95th percentile", *(f"{one.exact_p95_ms:.2f} ms" for one in figures))
    table.add_row("recall@10 against exact search", *(f"{one.recall:.3f}" for one in figures))
    table.add_row("resident memory", *(f"{one.memory_mib:.0f} MiB" for one in figures))
    table.add_row("of that, the index", *(f"{one.index_mib:.0f} MiB" for one in figures))
    return table
