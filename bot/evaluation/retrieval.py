"""Scores search: on our own questions, and on any folder in the BEIR layout."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.evaluation.intervals import Share
from bot.retrieval.embedder import Embedder
from bot.retrieval.passage import Passage
from bot.retrieval.search import PassageSearch


@dataclass(frozen=True)
class Question:
    """A question with the entries that answer it; with none where the documents hold no answer. `honest` are entries
    that say so."""

    id: str
    text: str
    answers: frozenset[str]
    honest: frozenset[str]
    held: bool


@dataclass(frozen=True)
class Found:
    """What was given for a question: entry ids best first, and whether an answer was given at all."""

    question: Question
    entries: tuple[str, ...]
    answered: bool


@dataclass(frozen=True)
class RetrievalScores:
    """Shares over questions."""

    first: Share
    among_three: Share
    not_held: Share
    refused: Share


def read_questions(path: Path) -> list[Question]:
    """Return the questions of a JSON Lines file."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Question(
            record["id"],
            record["question"],
            frozenset(record.get("answers", ())),
            frozenset(record.get("honest", ())),
            record["held"],
        )
        for record in records
    ]


def score(found: Sequence[Found]) -> RetrievalScores:
    """Return the figures. A question without an answer is recognised where none is given, or an entry that says so."""
    held = [one for one in found if one.question.held]
    unheld = [one for one in found if not one.question.held]
    return RetrievalScores(
        first=Share.of(bool(one.entries) and one.entries[0] in one.question.answers for one in held),
        among_three=Share.of(bool(one.question.answers & set(one.entries[:3])) for one in held),
        not_held=Share.of(not one.answered or one.entries[0] in one.question.honest for one in unheld),
        refused=Share.of(not one.answered for one in held),
    )


@dataclass(frozen=True)
class BeirScores:
    """nDCG@10 and recall@100, 0 to 1, and queries per second."""

    ndcg_at_10: float
    recall_at_100: float
    queries_per_second: float
    queries: int


def score_beir(folder: Path, embedder: Embedder, progress: Callable[[str], None] = lambda line: None) -> BeirScores:
    """Index `corpus.jsonl`, ask `queries.jsonl` and score against `qrels/test.tsv`.

    Raises:
        FileNotFoundError: A file of the layout is missing.
    """
    passages = []
    for record in _json_lines(folder / "corpus.jsonl"):
        text = " ".join(part for part in (record.get("title", ""), record.get("text", "")) if part)
        passages.append(Passage(str(record["_id"]), (text or " ",), text))
    progress(f"{len(passages)} documents")
    relevant = _relevant(folder / "qrels" / "test.tsv")
    queries = [record for record in _json_lines(folder / "queries.jsonl") if str(record["_id"]) in relevant]
    search = PassageSearch(passages, embedder)
    progress(f"indexed; {len(queries)} queries")
    started = time.perf_counter()
    results = {
        str(record["_id"]): [hit.passage_id for hit in search.search(record["text"], top_k=100)] for record in queries
    }
    seconds = time.perf_counter() - started
    gains = [ndcg(ranked, relevant[query], 10) for query, ranked in results.items()]
    recalls = [recall(ranked, relevant[query], 100) for query, ranked in results.items()]
    return BeirScores(_mean(gains), _mean(recalls), len(results) / seconds if seconds else 0.0, len(results))


def ndcg(ranked: Sequence[str], relevant: Mapping[str, int], depth: int) -> float:
    """Return the normalised discounted cumulative gain of a ranking, 0 to 1."""
    gain = sum(relevant.get(name, 0) / math.log2(place + 2) for place, name in enumerate(ranked[:depth]))
    best = sum(
        value / math.log2(place + 2) for place, value in enumerate(sorted(relevant.values(), reverse=True)[:depth])
    )
    return gain / best if best else 0.0


def recall(ranked: Sequence[str], relevant: Mapping[str, int], depth: int) -> float:
    """Return the share of relevant documents among the first `depth`, 0 to 1."""
    wanted = {name for name, value in relevant.items() if value > 0}
    return len(wanted & set(ranked[:depth])) / len(wanted) if wanted else 0.0


def _relevant(path: Path) -> dict[str, dict[str, int]]:
    relevant: dict[str, dict[str, int]] = {}
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        query, document, value = line.split("\t")
        relevant.setdefault(query, {})[document] = int(value)
    return relevant


def _json_lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
