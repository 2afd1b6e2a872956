"""Labels that may be wrong: examples whose labels the rest of the examples speak against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.recognition.heads import LabelHeads
from bot.retrieval.embedder import Vectors
from bot.teaching.taught import Taught

_FOLDS = 3
_SEED = 20261126


@dataclass(frozen=True)
class Doubt:
    """An example whose labels are doubtful. `score` is how well they fit, 0 to 1; `instead` is what the other examples
    make of its words."""

    example: Taught
    score: float
    instead: tuple[str, ...]


def doubtful(examples: Sequence[Taught], vectors: Vectors, *, folds: int = _FOLDS) -> list[Doubt]:
    """Return the examples of concerns whose labels are doubtful, the most doubtful first.

    Each example is judged by heads that have not seen it (out of fold); cleanlab weighs its labels against what they
    say of it and of all others.

    Args:
        vectors: Of the examples' texts, shape (n, d), rows of unit length.
    """
    from cleanlab.multilabel_classification.filter import find_label_issues
    from cleanlab.multilabel_classification.rank import get_label_quality_scores

    rows = [row for row, example in enumerate(examples) if example.labels]
    labels = sorted({label for row in rows for label in examples[row].labels})
    held = [examples[row].labels for row in rows]
    if len(labels) < 2 or len(rows) < 2 * folds:
        return []
    estimates = _out_of_fold(vectors[rows], held, labels, folds)
    given = [[labels.index(label) for label in sorted(one)] for one in held]
    worst = find_label_issues(
        labels=given, pred_probs=estimates, return_indices_ranked_by="self_confidence", n_jobs=1, verbose=False
    )
    scores = get_label_quality_scores(given, estimates)
    return [
        Doubt(
            examples[rows[place]],
            float(scores[place]),
            tuple(labels[i] for i in np.argsort(-estimates[place]) if estimates[place][i] >= 0.5),
        )
        for place in worst
    ]


def _out_of_fold(vectors: Vectors, held: Sequence[frozenset[str]], labels: Sequence[str], folds: int) -> Vectors:
    """Return the probability of every label for every row, from heads that were trained without the row's fold."""
    fold_of = np.random.default_rng(_SEED).permutation(len(held)) % folds
    found = np.zeros((len(held), len(labels)), dtype=np.float32)
    for fold in range(folds):
        learnt = np.flatnonzero(fold_of != fold)
        known = [held[row] for row in learnt]
        # A label whose examples are all in this fold cannot be judged in it.
        usable = [label for label in labels if 0 < sum(label in one for one in known) < len(known)]
        heads = LabelHeads.train(vectors[learnt], known, usable, strength=8.0)
        columns = np.array([labels.index(label) for label in usable], dtype=np.intp)
        left = np.flatnonzero(fold_of == fold)
        found[np.ix_(left, columns)] = heads.probabilities(vectors[left])
    return found
