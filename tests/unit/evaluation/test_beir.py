"""Scores on folders in the BEIR layout: figures worked out by hand, and what is told of a folder that is not one."""

from __future__ import annotations

import json
from math import log2
from pathlib import Path

import pytest

from bot.evaluation.beir import BeirError, ndcg, read_beir, recall, score_beir
from bot.retrieval.search import Fusion
from tests.builders import KeywordEncoder

ENCODER = KeywordEncoder("referral", "school", "board", "money")
CORPUS = (
    {"_id": "1", "title": "Referral", "text": "How a referral is made."},
    {"_id": "2", "title": "", "text": "What the school does."},
    {"_id": "3", "title": "Board", "text": ""},
    {"_id": 4, "text": "Money for the board."},
    {"_id": "5", "title": None, "text": ""},
)
QUERIES = (
    {"_id": "q1", "text": "referral", "metadata": {}},
    {"_id": "q2", "text": "board"},
    {"_id": "unjudged", "text": "school"},
)
QRELS = "query-id\tcorpus-id\tscore\nq1\t1\t1\nq2\t3\t1\nq2\t4\t2\nq2\t1\t0\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in the layout."""
    (tmp_path / "corpus.jsonl").write_text("\n".join(map(json.dumps, CORPUS)) + "\n", encoding="utf-8")
    (tmp_path / "queries.jsonl").write_text("\n".join(map(json.dumps, QUERIES)), encoding="utf-8")
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text(QRELS, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("ranked", "relevant", "expected"),
    [
        pytest.param(["a", "b"], {"a": 1}, 1.0, id="first"),
        pytest.param(["b", "a"], {"a": 1}, 1 / log2(3), id="second"),
        pytest.param(["b", "c"], {"a": 1}, 0.0, id="not-found"),
        pytest.param(["a", "x", "b"], {"a": 1, "b": 1}, (1 + 1 / 2) / (1 + 1 / log2(3)), id="two-of-two"),
        pytest.param(["b", "a"], {"a": 2, "b": 1}, (1 + 2 / log2(3)) / (2 + 1 / log2(3)), id="grades-in-wrong-order"),
        pytest.param(["a", "b"], {"a": 2, "b": 1}, 1.0, id="grades-in-order"),
        pytest.param([*"0123456789", "a"], {"a": 1}, 0.0, id="eleventh"),
        pytest.param([*"012345678", "a"], {"a": 1}, 1 / log2(11), id="tenth"),
        pytest.param(list("abcdefghijkl"), {name: 1 for name in "abcdefghijkl"}, 1.0, id="more-relevant-than-places"),
        pytest.param(["a"], {"a": 0}, 0.0, id="nothing-relevant"),
        pytest.param([], {"a": 1}, 0.0, id="nothing-found"),
    ],
)
def test_ndcg_is_what_arithmetic_says(ranked: list[str], relevant: dict[str, int], expected: float) -> None:
    """The gain of each place, by the logarithm of the place, over that of the best order there is."""
    assert ndcg(ranked, relevant, 10) == pytest.approx(expected)


def test_recall_counts_relevant_documents_within_the_depth() -> None:
    """Two of three relevant ones among the first two are two thirds; one judged 0 is not relevant."""
    relevant = {"a": 1, "b": 2, "c": 1, "d": 0}

    assert recall(["a", "b", "c"], relevant, 2) == pytest.approx(2 / 3)
    assert recall(["d", "x"], relevant, 2) == 0.0
    assert recall(["a"], {}, 2) == 0.0


def test_a_folder_is_scored(folder: Path) -> None:
    """Every judged query is asked and each document can be found by its title, its text or both."""
    lines: list[str] = []

    scores = score_beir(folder, ENCODER, lines.append)

    # q2 finds the grade 1 document ("Board") before the grade 2 one.
    expected = (1 + (1 + 2 / log2(3)) / (2 + 1 / log2(3))) / 2
    assert scores.ndcg_at_10 == pytest.approx(expected)
    assert scores.recall_at_100 == 1.0
    assert scores.queries == 2
    assert scores.queries_per_second > 0
    assert lines[0] == "5 documents, 2 queries"


def test_meaning_and_words_can_be_weighed(folder: Path) -> None:
    """The share of meaning given is the one used."""
    for share in (0.0, 1.0):
        assert score_beir(folder, ENCODER, fusion=Fusion(dense_share=share)).recall_at_100 > 0.5


def test_ids_are_strings_and_empty_documents_are_kept(folder: Path) -> None:
    """A number as an id is taken as it is written; no title, no text and neither are all documents."""
    held = read_beir(folder)

    assert [passage.id for passage in held.passages] == ["1", "2", "3", "4", "5"]
    assert [passage.lexical for passage in held.passages][2:] == ["Board", "Money for the board.", ""]
    assert held.relevant == {"q1": {"1": 1}, "q2": {"3": 1, "4": 2}}
    assert list(held.queries) == ["q1", "q2"]


@pytest.mark.parametrize(
    "qrels",
    [
        pytest.param(QRELS.split("\n", 1)[1], id="no-head-line"),
        pytest.param(QRELS.replace("\n", "\r\n"), id="windows-line-ends"),
        pytest.param("\ufeff" + QRELS, id="byte-order-mark"),
        pytest.param(QRELS + "\n\n", id="blank-lines"),
        pytest.param("q1 0 1 1\nq2 0 3 1\nq2 0 4 2\n", id="trec-columns"),
        pytest.param(QRELS.replace("\t1\n", "\t1.0\n"), id="grades-with-a-point"),
    ],
)
def test_judgements_are_read_in_the_forms_that_there_are(folder: Path, qrels: str) -> None:
    """Head line or none, tabs or spaces, three columns or four."""
    (folder / "qrels" / "test.tsv").write_bytes(qrels.encode())

    assert read_beir(folder).relevant == {"q1": {"1": 1}, "q2": {"3": 1, "4": 2}}


def test_a_text_with_odd_line_ends_is_one_record(folder: Path) -> None:
    """Unicode's own line separators may stand raw within a text."""
    record = json.dumps({"_id": "odd", "text": "one\u2028two\x85three"}, ensure_ascii=False)
    with (folder / "corpus.jsonl").open("a", encoding="utf-8") as file:
        file.write(record + "\n")

    assert read_beir(folder).passages[-1].id == "odd"


@pytest.mark.parametrize("name", ["corpus.jsonl", "queries.jsonl", "qrels/test.tsv"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    """The message names the file that the layout has."""
    (folder / name).unlink()

    with pytest.raises(BeirError, match=name.replace(".", r"\.")):
        read_beir(folder)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        pytest.param("corpus.jsonl", "not json\n", "line 1: not JSON", id="not-json"),
        pytest.param("corpus.jsonl", '{"text": "no id"}\n', "line 1: expected an object with _id", id="no-id"),
        pytest.param("queries.jsonl", "[1, 2]\n", "line 1: expected an object", id="not-an-object"),
        pytest.param("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\t1\n", "line 2: expected", id="two-columns"),
        pytest.param("qrels/test.tsv", "query-id\tcorpus-id\tscore\n", "no query", id="no-judgement"),
        pytest.param("corpus.jsonl", "", "no document", id="empty-corpus"),
    ],
)
def test_what_is_not_in_the_layout_is_told(folder: Path, name: str, content: str, words: str) -> None:
    """The message says where and what was expected."""
    (folder / name).write_text(content, encoding="utf-8")

    with pytest.raises(BeirError, match=words):
        read_beir(folder)


def test_a_document_that_stands_twice_is_found_once(folder: Path) -> None:
    """The later record of an id takes the place of the earlier."""
    with (folder / "corpus.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps({"_id": "2", "title": "", "text": "What the board does."}) + "\n")

    held = read_beir(folder)

    assert [passage.id for passage in held.passages] == ["1", "2", "3", "4", "5"]
    assert held.passages[1].views == ("What the board does.",)


def test_a_document_that_asks_does_not_find_itself(folder: Path) -> None:
    """In sets that ask with documents, the document of the same id is no result."""
    (folder / "queries.jsonl").write_text(json.dumps({"_id": "3", "text": "board"}), encoding="utf-8")
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n3\t4\t1\n", encoding="utf-8")

    assert score_beir(folder, ENCODER).ndcg_at_10 == 1.0
