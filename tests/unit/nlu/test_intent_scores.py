"""Scoring any intent data set in Rasa's format."""

import numpy as np
import pytest

from bot.nlu import intent_scores

WORDS = ("card", "rate", "weather")


class FewWords:
    """Embeds a text by the few words that it knows."""

    def encode(self, texts):
        """Return rows of unit length, shape (n, 4)."""
        rows = np.array([[float(word in text) for word in WORDS] + [0.1] for text in texts], dtype=np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def written(path, intents):
    lines = ['version: "3.1"', "nlu:"]
    for intent, texts in intents.items():
        lines += [f"- intent: {intent}", "  examples: |", *(f"    - {text}" for text in texts)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


TRAIN = {
    "card": [f"card {word}" for word in ("lost", "stolen", "gone", "broken", "old", "late")],
    "rate": [f"rate {word}" for word in ("today", "now", "pound", "euro", "best", "good")],
}
TEST = {"card": ["my card is lost"], "rate": ["what rate today"]}
OUTSIDE = [f"weather {word}" for word in ("rain", "sun", "snow", "fog", "wind", "hail")] * 2


@pytest.fixture(autouse=True)
def few_words(monkeypatch):
    monkeypatch.setattr(intent_scores, "embedder", FewWords)


def test_a_test_inside_the_scope_gives_accuracy_alone(tmp_path):
    """Without messages outside the scope nothing is cut, and nothing is said of a cut."""
    figures = intent_scores.score(written(tmp_path / "a.yml", TRAIN), written(tmp_path / "b.yml", TEST), None)

    assert figures["accuracy_without_cut"] == 1.0
    assert "out_of_scope_recall" not in figures


@pytest.mark.parametrize("name", ["oos", "out_of_scope"])
@pytest.mark.parametrize("learnt", [True, False])
def test_messages_outside_are_turned_away_under_either_name(tmp_path, name, learnt):
    """What lies outside is told apart, whether training and validation show such messages or none do."""
    extra = {name: OUTSIDE} if learnt else {}
    train = written(tmp_path / "a.yml", {**TRAIN, **extra})
    test = written(tmp_path / "b.yml", {**TEST, name: ["weather tomorrow"]})
    validation = written(tmp_path / "c.yml", {**TRAIN, **extra})

    for checked in (validation, None):
        figures = intent_scores.score(train, test, checked)

        assert figures["out_of_scope_recall"] == 1.0
        assert figures["accuracy_without_cut"] == 1.0


def test_a_file_without_examples_is_named(tmp_path):
    """A file that holds no example says so, with its path."""
    empty = tmp_path / "empty.yml"
    empty.write_text('version: "3.1"\nnlu: []\n', encoding="utf-8")

    with pytest.raises(intent_scores.UnusableDataError, match="empty.yml"):
        intent_scores.score(empty, written(tmp_path / "b.yml", TEST), None)


def test_a_test_outside_the_scope_alone_cannot_be_scored(tmp_path):
    """With nothing inside the scope there is no accuracy, and that is said."""
    test = written(tmp_path / "b.yml", {"oos": OUTSIDE})

    with pytest.raises(intent_scores.UnusableDataError, match="found none"):
        intent_scores.score(written(tmp_path / "a.yml", TRAIN), test, None)
