"""How quick, how large and how complete the dense index is, on vectors made for the purpose.

Building and searching run in processes of their own, `python -m bot.evaluation.index_bench build|search`, so that the
memory which is told is that of a process that only serves.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from bot.retrieval.dense import build_dense, is_exact, read_dense, recall_of, search_dense, write_dense
from bot.retrieval.embedder import Vectors

DIMENSION = 384
_ROOT = Path(__file__).resolve().parents[2]
NEAREST = 10
_QUERIES = 300
_EXACT_QUERIES = 60
_WARM_UP = 20
_AT_ONCE = 50_000
# Chosen so that the vectors are like those of the questions in the pack: the nearest at a cosine of about 0.7, the
# tenth at 0.6, some 90 directions that matter, and a mean that is not zero.
_ROWS_PER_TOPIC = 40
_FALL = 0.35
_SPREAD = (0.6, 1.1)
_COMMON = 0.35


class BenchError(Exception):
    """A measuring process failed; the message holds the end of what it said."""


@dataclass(frozen=True)
class IndexFigures:
    """What was measured of an index; seconds, milliseconds and MiB. `exact_p95_ms` is of exact search on the same rows,
    `recall` the share of the ten truly nearest that were found, `memory_mib` all that the searching process holds, and
    `index_mib` what loading the index added to it."""

    rows: int
    exact: bool
    build_s: float
    load_s: float
    median_ms: float
    p95_ms: float
    exact_p95_ms: float
    recall: float
    memory_mib: float
    index_mib: float


def measure(rows: int) -> IndexFigures:
    """Build, write, load and search an index of so many rows.

    Raises:
        BenchError: A process failed, for want of memory say.
    """
    with tempfile.TemporaryDirectory() as folder:
        built = _run("build", str(rows), folder)
        searched = _run("search", folder)
    return IndexFigures(**{**built, **searched})


def synthetic(rows: int, *, seed: int, queries: int = 0) -> tuple[Vectors, Vectors]:
    """Return `rows` vectors and `queries` more of the same kind, unit length, float32; the same seed gives the same.

    They lie in topics, some narrow and some wide, and vary much in a few directions and little in many.
    """
    random = np.random.default_rng(seed)
    weight = np.arange(1, DIMENSION + 1, dtype=np.float32) ** np.float32(-_FALL)
    weight /= np.sqrt((weight**2).sum())
    topics = random.standard_normal((max(1, rows // _ROWS_PER_TOPIC), DIMENSION), dtype=np.float32) * weight
    vectors = np.empty((rows + queries, DIMENSION), dtype=np.float32)
    for start in range(0, len(vectors), _AT_ONCE):
        part = vectors[start : start + _AT_ONCE]
        spread = random.uniform(*_SPREAD, size=(len(part), 1)).astype(np.float32)
        part[:] = random.standard_normal(part.shape, dtype=np.float32) * weight * spread
        part += topics[random.integers(len(topics), size=len(part))]
        part[:, 0] += _COMMON
        part /= np.linalg.norm(part, axis=1, keepdims=True)
    return vectors[:rows], vectors[rows:]


def build(rows: int, folder: Path) -> dict[str, Any]:
    """Build and write the index, and leave queries with their truly nearest rows beside it."""
    vectors, queries = synthetic(rows, seed=rows, queries=_QUERIES)
    started = time.perf_counter()
    index = build_dense(vectors)
    seconds = time.perf_counter() - started
    write_dense(index, folder / "dense.faiss")
    del index
    truth = build_dense(vectors, exact=True)
    _, nearest = search_dense(truth, queries, top_k=NEAREST)
    np.savez(folder / "queries.npz", queries=queries, nearest=nearest)
    _, p95, _ = _timed(truth, queries[:_EXACT_QUERIES])
    return {"rows": rows, "build_s": seconds, "exact_p95_ms": p95}


def search(folder: Path) -> dict[str, Any]:
    """Load the index that `build` wrote and search it, one query at a time."""
    with np.load(folder / "queries.npz") as held:
        queries, nearest = held["queries"], held["nearest"]
    process = psutil.Process()
    before = process.memory_info().rss
    started = time.perf_counter()
    index = read_dense(folder / "dense.faiss")
    load = time.perf_counter() - started
    median, p95, found = _timed(index, queries)
    after = process.memory_info().rss
    return {
        "exact": is_exact(index),
        "load_s": load,
        "median_ms": median,
        "p95_ms": p95,
        "recall": recall_of(found, [set(row.tolist()) for row in nearest]),
        "memory_mib": after / 2**20,
        "index_mib": (after - before) / 2**20,
    }


def _timed(index: Any, queries: Vectors) -> tuple[float, float, list[set[int]]]:
    """Return median and 95th percentile in milliseconds, and the rows found for each query."""
    for number in range(_WARM_UP):
        search_dense(index, queries[number % len(queries)][None], top_k=NEAREST)
    times, found = [], []
    for query in queries:
        started = time.perf_counter()
        _, rows = search_dense(index, query[None], top_k=NEAREST)
        times.append((time.perf_counter() - started) * 1000)
        found.append(set(rows[0].tolist()))
    return float(np.median(times)), float(np.percentile(times, 95)), found


def _run(*arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "bot.evaluation.index_bench", *arguments],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode != 0:
        raise BenchError(f"measuring the index failed:\n{done.stderr[-800:]}")
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def main(arguments: list[str]) -> None:
    """Do one half of the work and write the figures as JSON."""
    command, *rest = arguments
    figures = build(int(rest[0]), Path(rest[1])) if command == "build" else search(Path(rest[0]))
    sys.stdout.write(json.dumps(figures))


if __name__ == "__main__":
    main(sys.argv[1:])
