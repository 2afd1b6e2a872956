"""Telling many intents apart, and drawing the line around them."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.recognition.many_intents import ManyIntents
from bot.recognition.scope import Scope, nearness_to, signs
from bot.recognition.softmax import fit_softmax, log_softmax

TEXTS = ["card lost", "lost my card", "rate of pound", "pound rate today", "top up failed", "failed top up"]
INTENTS = ["card", "card", "rate", "rate", "top_up", "top_up"]


def rows(count: int = 90) -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.default_rng(3)
    classes = np.arange(count) % 3
    return (np.eye(5)[classes] + generator.normal(0, 0.6, (count, 5))).astype(np.float32), classes


def test_the_fit_is_that_of_the_library_for_one_model():
    """The joint fit gives the probabilities of scikit-learn's multinomial regression."""
    data, classes = rows()

    weights, biases = fit_softmax(data, classes, 3, 4.0)

    expected = LogisticRegression(C=4.0, tol=1e-6, max_iter=1000).fit(data, classes).predict_proba(data)
    assert np.exp(log_softmax(data @ weights.T + biases)) == pytest.approx(expected, abs=0.01)


def test_sparse_rows_are_fitted_like_dense_ones():
    """What is stored sparsely gives the same model."""
    data, classes = rows()
    data[np.abs(data) < 0.3] = 0

    dense, sparse = fit_softmax(data, classes, 3, 4.0), fit_softmax(csr_matrix(data), classes, 3, 4.0)

    assert sparse[0] == pytest.approx(dense[0], abs=0.01)
    assert sparse[1] == pytest.approx(dense[1], abs=0.01)


def test_words_decide_where_vectors_say_nothing():
    """With vectors all alike, the words alone give the right intent, typing errors and all."""
    vectors = np.tile(np.eye(1, 4, dtype=np.float32), (len(TEXTS), 1))
    model = ManyIntents.train(TEXTS, vectors, INTENTS)

    told = model.log_probabilities(["my crad is lost", "the pounds rate"], vectors[:2])

    assert [model.intents[place] for place in told.argmax(axis=1)] == ["card", "rate"]
    assert np.exp(told).sum(axis=1) == pytest.approx(np.ones(2), abs=1e-4)


def test_vectors_decide_where_words_are_unknown():
    """A message of words never seen goes to the intent of its vector."""
    vectors = np.repeat(np.eye(3, dtype=np.float32), 2, axis=0)
    model = ManyIntents.train(TEXTS, vectors, INTENTS)

    told = model.log_probabilities(["zzz"], vectors[2:3])

    assert model.intents[int(told.argmax())] == "rate"


def test_one_intent_alone_cannot_be_learnt():
    """With a single intent there is nothing to tell apart, and training says so."""
    with pytest.raises(ValueError, match="two intents or more, found 1"):
        ManyIntents.train(TEXTS[:2], np.eye(2, dtype=np.float32), INTENTS[:2])


def test_the_cut_costs_no_more_right_answers_than_it_may():
    """Of 200 messages inside, the strictest cut that loses one half of one percent loses one right answer."""
    generator = np.random.default_rng(1)
    shown = np.column_stack([generator.normal(size=200), np.zeros(200), np.zeros(200)]).astype(np.float32)

    scope = Scope.fit(shown, np.ones(200, bool), np.zeros(200, bool), most_lost=0.005)

    assert scope.outside(shown).sum() == 1


def test_wrong_answers_are_turned_away_at_no_cost():
    """A message that would be answered wrongly does not hold the cut back."""
    shown = np.array([[-3.0, 0, 0], [-2.0, 0, 0], [-1.0, 0, 0]], dtype=np.float32)

    scope = Scope.fit(shown, np.array([False, False, True]), np.zeros(3, bool))

    assert scope.outside(shown).tolist() == [True, True, False]


def test_examples_from_outside_teach_which_sign_counts():
    """Where nearness alone tells inside from outside, the likelihood is not believed."""
    generator = np.random.default_rng(2)
    outside = np.arange(200) % 4 == 0
    nearness = np.where(outside, 0.2, 0.8) + generator.normal(0, 0.05, 200)
    shown = np.column_stack([generator.normal(size=200), generator.normal(size=200), nearness]).astype(np.float32)

    scope = Scope.fit(shown, ~outside, outside)

    assert scope.outside(shown)[outside].mean() == 1.0
    assert scope.outside(shown)[~outside].mean() <= 0.01


def test_a_cut_needs_messages_inside():
    """With none but messages outside, no cut can be chosen, and that is said."""
    with pytest.raises(ValueError, match="inside the scope"):
        Scope.fit(np.zeros((2, 3), np.float32), np.zeros(2, bool), np.ones(2, bool))


def test_signs_are_likelihood_lead_and_nearness():
    """The signs come in their order, one row for each message."""
    shown = signs(np.log(np.array([[0.5, 0.25, 0.25]], dtype=np.float32)), np.array([0.7], dtype=np.float32))

    assert shown == pytest.approx(np.array([[np.log(0.5), np.log(2.0), 0.7]]), abs=1e-5)


def test_nearness_is_the_mean_of_the_nearest_three():
    """Of four examples the furthest does not count; with fewer than three, all do."""
    examples = np.array([[1, 0], [1, 0], [0, 1], [-1, 0]], dtype=np.float32)

    assert nearness_to(examples, np.array([[1, 0]], np.float32)) == pytest.approx([2 / 3])
    assert nearness_to(examples[:1], np.array([[1, 0]], np.float32)) == pytest.approx([1.0])
