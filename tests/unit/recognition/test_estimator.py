"""Heads, neighbours and words, together and each alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from bot.recognition.estimator import Calibration, Estimator, EstimatorSettings, UntrainedEstimatorError
from bot.recognition.examples import EMERGENCY, Example, Mark, training_passages
from bot.recognition.heads import HeadsError, LabelHeads
from bot.recognition.learnt_facts import severe_neglect_passages
from bot.recognition.logistic import fit_logistic
from bot.recognition.words import WordHeads
from tests.unit.recognition.keyword_embedder import KeywordEmbedder

LABELS = ["home_alone", "unexplained_injury"]
EXAMPLES = [
    Example("a bruise on the arm", frozenset({"unexplained_injury"})),
    Example("another bruise, no story", frozenset({"unexplained_injury"})),
    Example("alone in the house", frozenset({"home_alone"})),
    Example("left alone all night", frozenset({"home_alone"})),
    Example("alone, with a bruise", frozenset(LABELS)),
    Example("when does school start", frozenset()),
    Example("a lovely day at school", frozenset()),
]
SETTINGS = EstimatorSettings(neighbours=3)


@pytest.fixture(scope="module")
def estimator() -> Estimator:
    """An estimator of two labels."""
    return Estimator.train(training_passages(EXAMPLES), LABELS, KeywordEmbedder(), SETTINGS)


def estimate(estimator: Estimator, text: str) -> dict[str, float]:
    """Return the probability of every label of one text."""
    row = estimator.probabilities([text], KeywordEmbedder().encode([text]))[0]
    return dict(zip(estimator.labels, map(float, row)))


def test_a_text_gets_the_labels_of_texts_like_it(estimator: Estimator) -> None:
    """What was taught is found again, and what was not is not."""
    found = estimate(estimator, "a bruise on the leg")

    assert found["unexplained_injury"] > 0.5 > found["home_alone"]


def test_two_signs_in_one_text_are_both_found(estimator: Estimator) -> None:
    """Labels do not compete with each other."""
    found = estimate(estimator, "alone and with a bruise")

    assert min(found.values()) > 0.5


def test_a_saved_estimator_says_the_same(estimator: Estimator, tmp_path: Path) -> None:
    """Saving and loading changes no answer by more than half precision does."""
    estimator.save(tmp_path)
    loaded = Estimator.load(tmp_path, SETTINGS)

    for text in ("a bruise on the leg", "alone again", "school dinner"):
        assert estimate(loaded, text) == pytest.approx(estimate(estimator, text), abs=2e-3)


def test_the_same_examples_give_the_same_estimator(estimator: Estimator) -> None:
    """Nothing in training is left to chance."""
    again = Estimator.train(training_passages(EXAMPLES), LABELS, KeywordEmbedder(), SETTINGS)

    assert estimate(again, "a bruise, alone") == estimate(estimator, "a bruise, alone")


@pytest.mark.parametrize("file", ["heads.npz", "labels.json", "neighbours.npz", "words.json", "words.npz"])
@pytest.mark.parametrize("cut", [pytest.param(None, id="away"), pytest.param(20, id="cut-short")])
def test_a_damaged_estimator_is_not_taken(estimator: Estimator, tmp_path: Path, file: str, cut: int | None) -> None:
    """A part that is away or cut short is an error that names the remedy, never a model that knows less."""
    estimator.save(tmp_path)
    path = tmp_path / file
    if cut is None:
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:cut])

    with pytest.raises(UntrainedEstimatorError, match="train the model again"):
        Estimator.load(tmp_path, SETTINGS)


@pytest.mark.parametrize("train", [LabelHeads, WordHeads])
def test_a_label_without_a_counter_example_is_refused(train: type[LabelHeads] | type[WordHeads]) -> None:
    """A label that every text shows cannot be learnt, and the error counts what there is."""
    texts = ["a bruise", "one more bruise"]
    held = [frozenset({"unexplained_injury"})] * 2
    rows = KeywordEmbedder().encode(texts) if train is LabelHeads else texts

    with pytest.raises(HeadsError, match="found 2 of 2"):
        train.train(rows, held, ["unexplained_injury"], weights=[1.0, 1.0])  # type: ignore[arg-type]


def test_words_alone_tell_texts_apart_that_the_encoder_takes_for_one() -> None:
    """The heads over words read what no vector holds."""
    texts = [example.text for example in EXAMPLES]
    words = WordHeads.train(texts, [e.labels for e in EXAMPLES], LABELS, weights=[1.0] * len(texts))

    lone, lovely = words.probabilities(["all night in the house", "a lovely day"])[:, 0]

    assert lone > lovely


def test_labels_fitted_together_are_those_fitted_alone() -> None:
    """Fitting all labels in one minimisation changes none of them."""
    generator = np.random.default_rng(3)
    rows = generator.normal(size=(200, 6)).astype(np.float32)
    held = rows @ generator.normal(size=(6, 3)) + generator.normal(size=(200, 3)) > 0.5
    counts = generator.uniform(0.5, 1.0, size=200).astype(np.float32)

    weights, biases = fit_logistic(rows, held, counts, 2.0)

    for label in range(3):
        alone = LogisticRegression(C=2.0, tol=1e-6, max_iter=500).fit(rows, held[:, label], sample_weight=counts)
        assert weights[label] == pytest.approx(alone.coef_[0], abs=0.02)
        assert biases[label] == pytest.approx(alone.intercept_[0], abs=0.02)


def test_calibration_turns_estimates_into_how_often_they_are_right() -> None:
    """Where four in five estimates of one half are right, an estimate of one half becomes four fifths."""
    estimates = np.full((10, 1), 0.5, dtype=np.float32)
    estimates[5:] = 0.1
    held = np.array([[True]] * 4 + [[False]] + [[False]] * 5)

    calibration = Calibration.fit(estimates, held)

    assert calibration(np.array([0.5], dtype=np.float32))[0] == pytest.approx(0.8, abs=0.02)


def test_a_stretch_that_was_set_aside_teaches_that_it_shows_nothing() -> None:
    """Marks with a reason are learnt as counter-examples, marks without one as examples, short ones not at all."""
    text = "a bruise on his arm, no bruise on his leg, alone"
    marks = (
        Mark("unexplained_injury", 0, 19),
        Mark("unexplained_injury", 21, 41, "negated"),
        Mark("home_alone", 43, 48),
    )

    passages = training_passages([Example(text, frozenset(LABELS), marks)])

    assert [(passage.text, passage.labels) for passage in passages[1:]] == [
        ("a bruise on his arm", frozenset({"unexplained_injury"})),
        ("no bruise on his leg", frozenset()),
    ]


def test_words_of_danger_teach_what_it_is_danger_of() -> None:
    """A sign that no words of its own show is learnt from those that show danger; one that has its own is not."""
    text = "she is on the bridge rail now, left on her own, no bruises on her"
    marks = (Mark(EMERGENCY, 0, 29), Mark("home_alone", 31, 46), Mark("unexplained_injury", 48, 65, "negated"))
    labels = frozenset({EMERGENCY, "home_alone", "appearance_selfharm"})

    passages = training_passages([Example(text, labels, marks)])

    assert [(passage.text, passage.labels) for passage in passages[1:]] == [
        ("she is on the bridge rail now", frozenset({EMERGENCY, "appearance_selfharm"})),
        ("left on her own", frozenset({"home_alone"})),
        ("no bruises on her", frozenset()),
    ]


def test_where_nobody_marked_the_words_of_danger_no_stretch_teaches_that_there_is_none() -> None:
    """The stretch may well be what shows it."""
    text = "she is on the bridge rail now, no bruises on her"
    marks = (Mark("appearance_selfharm", 0, 29), Mark("unexplained_injury", 31, 48, "negated"))

    passages = training_passages([Example(text, frozenset({EMERGENCY, "appearance_selfharm"}), marks)])

    assert [passage.text for passage in passages] == [text, "no bruises on her"]


def test_letters_and_signs_between_words_count_as_words() -> None:
    """ "A&E" and "y/o" are words, not what is left of them without their signs."""
    texts = ["seen in a&e", "seen in a and e", "seen at a&e again", "seen at home"]
    held = [frozenset({"a"}), frozenset({"b"}), frozenset({"a"}), frozenset({"b"})]
    words = WordHeads.train(texts, held, ["a", "b"], weights=[1.0] * 4)

    assert words.probabilities(["to a&e"])[0].argmax() == 0


def test_severe_neglect_is_learnt_from_the_words_for_it(tmp_path: Path) -> None:
    """What is like the messages in which the words are found is likely, and stays so when saved and loaded."""
    told = [
        Example("no food in the house and a bruise", frozenset({"unexplained_injury"})),
        Example("same nappy all day, a bruise", frozenset({"unexplained_injury"})),
        Example("left alone all night", frozenset({"home_alone"})),
        Example("no food in the house, it says in the story for school", frozenset()),
    ]
    passages = severe_neglect_passages(told)
    learnt = Estimator.train(training_passages(EXAMPLES), LABELS, KeywordEmbedder(), SETTINGS, severe=passages)
    learnt.save(tmp_path)
    bruised, alone = KeywordEmbedder().encode(["a bruise", "alone"])

    assert [bool(passage.labels) for passage in passages] == [True, True, False, False]
    assert learnt.severe_neglect(bruised) > learnt.severe_neglect(alone)
    assert Estimator.load(tmp_path, SETTINGS).severe_neglect(bruised) == pytest.approx(learnt.severe_neglect(bruised))


def test_without_such_messages_no_severe_neglect_is_learnt(estimator: Estimator) -> None:
    """A small project's data may hold none; then nothing is said of it."""
    assert estimator.severe_neglect(KeywordEmbedder().encode(["a bruise"])[0]) == 0.0
