"""Scores the search on any folder in the BEIR layout: corpus.jsonl, queries.jsonl, qrels/test.tsv."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.retrieval.embedder import Embedder, Vectors
from bot.retrieval.passage import Passage
from bot.retrieval.search import Fusion, PassageSearch

DEPTH = 10
RECALL_DEPTH = 100
_AT_ONCE = 256
_TOLD_EVERY_S = 10.0


class BeirError(Exception):
    """The folder is not in the layout; the message names file, line and what is wrong."""


@dataclass(frozen=True)
class BeirScores:
    """nDCG@10 and recall@100, 0 to 1, and queries per second."""

    ndcg_at_10: float
    recall_at_100: float
    queries_per_second: float
    queries: int


@dataclass(frozen=True)
class BeirSet:
    """Documents as passages, queries by id, and for each query the relevance of its documents."""

    passages: tuple[Passage, ...]
    queries: dict[str, str]
    relevant: dict[str, dict[str, int]]


def score_beir(
    folder: Path,
    embedder: Embedder,
    progress: Callable[[str], None] = lambda line: None,
    fusion: Fusion | None = None,
) -> BeirScores:
    """Index the documents, ask every query that has a relevant document, and score.

    Raises:
        BeirError: A file is missing or not in the layout.
    """
    held = read_beir(folder)
    progress(f"{len(held.passages):,} documents, {len(held.queries):,} queries")
    views = [view for passage in held.passages for view in passage.views]
    search = PassageSearch(held.passages, embedder, fusion, vectors=_encoded(views, embedder, progress))
    started = time.perf_counter()
    results = {query: _ranked(search, query, text) for query, text in held.queries.items()}
    seconds = time.perf_counter() - started
    gains = [ndcg(ranked, held.relevant[query], DEPTH) for query, ranked in results.items()]
    recalls = [recall(ranked, held.relevant[query], RECALL_DEPTH) for query, ranked in results.items()]
    return BeirScores(_mean(gains), _mean(recalls), len(results) / seconds if seconds else 0.0, len(results))


def read_beir(folder: Path) -> BeirSet:
    """Return what a folder holds; queries without a relevant document are left out, as the published figures do.

    Raises:
        BeirError: A file is missing or not in the layout.
    """
    passages = {}
    for record in _records(folder / "corpus.jsonl"):
        title, text = _words(record.get("title")), _words(record.get("text"))
        whole = f"{title} {text}".strip()
        # One view, as the encoder's published figures have it; pieces would double the time and were not measured.
        # An id that comes again replaces the first, or one document would be found in two places.
        passages[str(record["_id"])] = Passage(str(record["_id"]), (whole or " ",), whole)
    relevant = _relevant(folder / "qrels" / "test.tsv")
    queries = {
        str(record["_id"]): _words(record.get("text"))
        for record in _records(folder / "queries.jsonl")
        if str(record["_id"]) in relevant
    }
    if not passages or not queries:
        what = "document" if not passages else "query that qrels/test.tsv has a relevant document for"
        raise BeirError(f"{folder}: holds no {what}")
    return BeirSet(tuple(passages.values()), queries, relevant)


def ndcg(ranked: Sequence[str], relevant: Mapping[str, int], depth: int) -> float:
    """Return the normalised discounted cumulative gain of a ranking, 0 to 1, as trec_eval reckons it."""
    gain = sum(max(0, relevant.get(name, 0)) / math.log2(place + 2) for place, name in enumerate(ranked[:depth]))
    ideal = sorted((value for value in relevant.values() if value > 0), reverse=True)[:depth]
    best = sum(value / math.log2(place + 2) for place, value in enumerate(ideal))
    return gain / best if best else 0.0


def recall(ranked: Sequence[str], relevant: Mapping[str, int], depth: int) -> float:
    """Return the share of relevant documents among the first `depth`, 0 to 1."""
    wanted = {name for name, value in relevant.items() if value > 0}
    return len(wanted & set(ranked[:depth])) / len(wanted) if wanted else 0.0


def _ranked(search: PassageSearch, query: str, text: str) -> list[str]:
    """Return the ids found. Some sets ask with documents: one that finds only itself has found nothing."""
    hits = search.search(text, top_k=RECALL_DEPTH + 1)
    return [hit.passage_id for hit in hits if hit.passage_id != query][:RECALL_DEPTH]


def _encoded(views: Sequence[str], embedder: Embedder, progress: Callable[[str], None]) -> Vectors:
    """Longest first, so that texts of like length share a batch and the time that is left is not underestimated."""
    vectors = np.zeros((len(views), embedder.dimension), dtype=np.float32)
    order = sorted(range(len(views)), key=lambda number: -len(views[number]))
    started = time.monotonic()
    told = 0.0
    for start in range(0, len(order), _AT_ONCE):
        rows = order[start : start + _AT_ONCE]
        vectors[rows] = embedder.encode([views[row] for row in rows])
        done, now = start + len(rows), time.monotonic()
        if now - told > _TOLD_EVERY_S and done < len(order):
            told = now
            left = (now - started) / done * (len(order) - done)
            progress(f"embedded {done:,} of {len(order):,} texts, about {left:.0f} s left")
    progress(f"embedded {len(order):,} texts in {time.monotonic() - started:.0f} s")
    return vectors


def _relevant(path: Path) -> dict[str, dict[str, int]]:
    """Read the judgements: three columns with a head line as BEIR has them, or the four of TREC."""
    relevant: dict[str, dict[str, int]] = {}
    for number, line in enumerate(_lines(path), start=1):
        columns = line.split("\t") if "\t" in line else line.split()
        if len(columns) == 4:
            columns = [columns[0], columns[2], columns[3]]
        try:
            query, document, value = (column.strip() for column in columns)
            grade = int(float(value))
        except ValueError:
            if number == 1:
                # The head line.
                continue
            raise BeirError(f"{path}, line {number}: expected query-id, corpus-id and score, with tabs") from None
        if grade > 0:
            relevant.setdefault(query, {})[document] = grade
    return relevant


def _records(path: Path) -> Iterator[dict[str, object]]:
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            raise BeirError(f"{path}, line {number}: not JSON ({error})") from error
        if not isinstance(record, dict) or "_id" not in record:
            raise BeirError(f"{path}, line {number}: expected an object with _id and text")
        yield record


def _lines(path: Path) -> Iterator[str]:
    try:
        # Not splitlines(): a text may hold other signs that it takes for the end of a line.
        with path.open(encoding="utf-8-sig", newline="\n") as file:
            for line in file:
                if line.strip():
                    yield line.rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BeirError(f"{path}: cannot be read ({type(error).__name__}); the BEIR layout has this file") from error


def _words(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
