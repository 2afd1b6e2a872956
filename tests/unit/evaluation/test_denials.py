"""Files of concepts in their sentences, and the figures over them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation.denials import DenialCase, DenialFileError, places, read_denials, score_denials

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("lines", "negated"),
    [
        pytest.param("1\tpain\tNo pain.\tNegated", True, id="four-columns"),
        pytest.param("Report No.\tConcept\tSentence\tNegation\n1\tpain\tHas pain.\tAffirmed", False, id="header"),
        pytest.param('1\tpain\t"No pain."\tnegated\tRecent\tPatient', True, id="more-columns-and-quotes"),
        pytest.param("1\tpain\tHad pain in 2002.\tHistorical", False, id="another-label"),
        pytest.param("pain\tNo pain.\tNegated", True, id="no-numbers"),
    ],
)
def test_every_form_of_the_file_is_read(tmp_path: Path, lines: str, negated: bool) -> None:
    """A header, further columns, quotation marks and other labels are no hindrance."""
    (tmp_path / "kit.txt").write_text(lines + "\n", encoding="utf-8")

    (case,) = read_denials(tmp_path / "kit.txt")

    assert (case.concept, case.negated) == ("pain", negated)
    assert '"' not in case.sentence


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param("1\tpain\n", "line 1: 2 columns", id="too-few-columns"),
        pytest.param("1\tpain\tNo pain.\tperhaps\n", "line 1: label 'perhaps'", id="no-such-label"),
        pytest.param("\n", "no case", id="empty"),
    ],
)
def test_a_fault_names_its_line(tmp_path: Path, content: str, told: str) -> None:
    """Whoever made the file learns where it is wrong and what was expected."""
    (tmp_path / "kit.txt").write_text(content, encoding="utf-8")

    with pytest.raises(DenialFileError, match=told):
        read_denials(tmp_path / "kit.txt")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """A path that leads nowhere is a sentence, not a stack of calls."""
    with pytest.raises(DenialFileError, match="cannot be read"):
        read_denials(tmp_path / "kit.txt")


@pytest.mark.parametrize(
    ("concept", "sentence", "words"),
    [
        ("Chest  Pain", "no CHEST PAIN now", ["CHEST PAIN"]),
        ("tender", "nontender, tender", ["tender"]),
        ("tender", "nontender", ["tender"]),
        ("pain chest", "pain in the chest", ["pain in the chest"]),
        ("fever", "no pain", []),
    ],
)
def test_a_concept_is_found_in_its_sentence(concept: str, sentence: str, words: list[str]) -> None:
    """Whole words first, then inside words, then with words between; capitals and spaces do not matter."""
    assert [sentence[start:end] for start, end in places(concept, sentence)] == words


def test_right_and_wrong_are_counted() -> None:
    """The four outcomes are told apart, and the wrong ones are kept to be read."""
    cases = [
        DenialCase("1", "pain", "no pain", True),
        DenialCase("2", "pain", "has pain", False),
        DenialCase("3", "pain", "no pain", False),
        DenialCase("4", "pain", "has pain", True),
    ]

    scores = score_denials(cases)

    assert (scores.found, scores.kept, scores.wrong, scores.missed) == (1, 1, 1, 1)
    assert [case.number for case in scores.failures] == ["3", "4"]
    assert scores.f1 == 0.5


@pytest.mark.parametrize(("name", "least"), [("negation_learnt.tsv", 0.97), ("negation_unseen.tsv", 0.95)])
def test_our_own_sentences_are_judged_well(name: str, least: float) -> None:
    """A change to the words of denial that breaks others is noticed at once."""
    assert score_denials(read_denials(ROOT / "tests" / "eval" / name)).f1 >= least
