"""The scores of masking count what a reader could still read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.evaluation.masking import MaskingCase, MaskingCaseError, read_cases, score_masking
from bot.language.masking.masked import Masked, Span, replace

TEXT = "Jo Bloggs rang from DN1 1AA today"
CASE = MaskingCase("a", TEXT, (Span(0, 9, "person"), Span(20, 27, "postcode")))


def score(*spans: Span):
    def mask(text: str) -> Masked:
        return replace(text, spans)

    return score_masking([CASE], mask)


def test_all_hidden_and_nothing_else() -> None:
    """Every identifier hidden with its own marker, and no ordinary word, is the best there is."""
    scores = score(*CASE.spans)

    assert (scores.names.hits, scores.patterns.hits, scores.typed["postcode"].hits) == (1, 1, 1)
    assert (scores.ordinary.hits, scores.ordinary.total) == (0, 3)
    assert (scores.missed, scores.needless) == ((), ())


def test_half_a_name_is_not_hidden() -> None:
    """An identifier counts only when none of its letters is left."""
    scores = score(Span(0, 2, "person"))

    assert scores.names.hits == 0
    assert scores.missed == (("a", "person", "Jo Bloggs"), ("a", "postcode", "DN1 1AA"))


def test_a_wrong_marker_hides_too_but_is_counted_apart() -> None:
    """What matters first is that it cannot be read."""
    scores = score(Span(20, 27, "phone"))

    assert scores.hidden["postcode"].hits == 1
    assert scores.typed["postcode"].hits == 0


def test_an_ordinary_word_that_was_masked_is_named() -> None:
    """Words outside every identifier count against it."""
    scores = score(Span(10, 14, "person"))

    assert scores.ordinary.hits == 1
    assert scores.needless == (("a", "rang"),)


@pytest.mark.parametrize(
    "record",
    [
        pytest.param("not json", id="no-json"),
        pytest.param(json.dumps({"text": "Jo"}), id="no-spans"),
        pytest.param(json.dumps({"text": "Jo", "spans": [{"start": 0, "end": 3, "type": "person"}]}), id="outside"),
        pytest.param(json.dumps({"text": "Jo", "spans": [{"start": 0, "end": 2, "type": "pet"}]}), id="type"),
    ],
)
def test_a_faulty_case_is_named_by_its_line(tmp_path: Path, record: str) -> None:
    """The fault gives file and line."""
    path = tmp_path / "cases.jsonl"
    path.write_text(json.dumps({"text": "", "spans": []}) + "\n" + record + "\n", encoding="utf-8")

    with pytest.raises(MaskingCaseError, match="cases.jsonl:2"):
        read_cases(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """Nothing is scored without cases."""
    with pytest.raises(MaskingCaseError, match="none.jsonl"):
        read_cases(tmp_path / "none.jsonl")
