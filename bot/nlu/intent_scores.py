"""Trains our pipeline on any intent data set in Rasa's format and scores it.

    python -m bot.nlu.intent_scores --train FILE --test FILE [--validation FILE] [--json]

The encoder is taken as it was published: our own adapter knows our field, not that of another data set.

Public sets write questions outside their scope as an intent named `oos` or `out_of_scope`. Where the test has it, a cut
decides; it is chosen on validation data (or on training data, each part judged by a model of the other parts), never on
the test.
"""

import argparse
import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Dict, List, Optional

import numpy as np
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.loading import load_data

from bot.nlu.shared_embedder import embedder
from bot.recognition.many_intents import ManyIntents
from bot.recognition.scope import Scope, nearness_to, signs
from bot.recognition.softmax import log_softmax

OUTSIDE = frozenset({"oos", "out_of_scope", "outofscope", "no_nodes_detected", "none", "out-of-scope"})
_FOLDS = 4
_SEED = 20261122
Encoder = Callable[[List[str]], "np.ndarray"]


@dataclass(frozen=True)
class Rows:
    """Messages and their intents."""

    texts: List[str]
    intents: List[str]

    @property
    def outside(self) -> "np.ndarray":
        """Which messages lie outside the scope, shape (n,), bool."""
        return np.array([intent.lower() in OUTSIDE for intent in self.intents], dtype=bool)

    def pick(self, which: "np.ndarray") -> "Rows":
        """Return the messages at these places."""
        return Rows([self.texts[i] for i in which], [self.intents[i] for i in which])


class UnusableDataError(Exception):
    """The data cannot be scored; the message says why."""


def main() -> int:
    """Score, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--test", type=Path, required=True)
    parser.add_argument("--validation", type=Path)
    parser.add_argument("--json", action="store_true", dest="as_json")
    options = parser.parse_args()
    for path in (options.train, options.test, options.validation):
        if path is not None and not path.exists():
            sys.stderr.write(f"{path}: no such file\n")
            return 1
    try:
        figures = score(options.train, options.test, options.validation)
    except UnusableDataError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if options.as_json:
        sys.stdout.write(json.dumps(figures) + "\n")
    else:
        for name, value in figures.items():
            sys.stdout.write(f"{name}: {value:.4f}\n" if isinstance(value, float) else f"{name}: {value}\n")
    return 0


@dataclass(frozen=True)
class Judged:
    """The likeliest intent inside the scope for each message, and what speaks for its lying inside at all."""

    predicted: "np.ndarray"
    shown: "np.ndarray"


class Trained:
    """An intent model over the vectors of an encoder.

    Examples from outside the scope are learnt as one intent more, which takes likelihood from the others.
    """

    def __init__(self, rows: Rows, encode: Encoder) -> None:
        self._encode = encode
        self._model = ManyIntents.train(rows.texts, encode(rows.texts), rows.intents)
        self._intents = np.asarray(self._model.intents)
        self._inside = np.flatnonzero([intent.lower() not in OUTSIDE for intent in self._intents])
        self._examples = encode(rows.pick(np.flatnonzero(~rows.outside)).texts)

    def judge(self, texts: List[str]) -> Judged:
        """Judge messages."""
        vectors = self._encode(texts)
        inside = log_softmax(np.asarray(self._model.log_probabilities(texts, vectors)))[:, self._inside]
        predicted = self._intents[self._inside][inside.argmax(axis=1)]
        return Judged(predicted, signs(inside, nearness_to(self._examples, vectors)))


def score(train: Path, test: Path, validation: Optional[Path]) -> Dict[str, float]:
    """Return accuracy inside the scope, recall outside it, and the seconds of training.

    Raises:
        UnusableDataError: A file holds too little.
    """
    learnt, asked = _read(train), _read(test)
    if len(set(learnt.pick(np.flatnonzero(~learnt.outside)).intents)) < 2:
        raise UnusableDataError(f"{train}: expected examples of two intents or more inside the scope")
    if asked.outside.all():
        raise UnusableDataError(f"{test}: expected messages inside the scope, found none")
    checked = _read(validation) if validation else None
    if checked is not None and checked.outside.all():
        raise UnusableDataError(f"{validation}: expected messages inside the scope, found none")
    started = time.monotonic()
    plain = _Remembering(embedder().encode).encode
    model = Trained(learnt, plain)
    training_seconds = time.monotonic() - started
    judged = model.judge(asked.texts)
    outside = asked.outside
    right = judged.predicted == np.asarray(asked.intents)
    figures: Dict[str, float] = {"training_seconds": training_seconds, "test_messages": float(len(right))}
    figures["accuracy_without_cut"] = float(right[~outside].mean())
    if not outside.any():
        return figures
    turned_away = _scope(learnt, checked, model, plain).outside(judged.shown)
    figures["in_scope_accuracy"] = float((right & ~turned_away)[~outside].mean())
    figures["out_of_scope_recall"] = float(turned_away[outside].mean())
    figures["in_scope_turned_away"] = float(turned_away[~outside].mean())
    figures["accuracy_over_all"] = float(np.where(outside, turned_away, right & ~turned_away).mean())
    return figures


def _scope(learnt: Rows, checked: Optional[Rows], model: Trained, plain: Encoder) -> Scope:
    if checked is not None:
        judged = model.judge(checked.texts)
        return Scope.fit(judged.shown, judged.predicted == np.asarray(checked.intents), checked.outside)
    # Every message is judged by a model that has learnt from the other parts.
    order = np.random.default_rng(_SEED).permutation(len(learnt.texts))
    parts = []
    for fold in range(_FOLDS):
        held = order[fold::_FOLDS]
        model = Trained(learnt.pick(np.setdiff1d(order, held)), plain)
        judge = model.judge(learnt.pick(held).texts)
        parts.append((held, judge))
    places = np.concatenate([held for held, _ in parts])
    judged_rows = learnt.pick(places)
    predicted = np.concatenate([judge.predicted for _, judge in parts])
    shown = np.vstack([judge.shown for _, judge in parts])
    return Scope.fit(shown, predicted == np.asarray(judged_rows.intents), judged_rows.outside)


class _Remembering:
    """Embeds a text once."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._held: Dict[str, np.ndarray] = {}

    def encode(self, texts: List[str]) -> "np.ndarray":
        """Return one row for each text, shape (n, d)."""
        new = list(dict.fromkeys(text for text in texts if text not in self._held))
        if new:
            self._held.update(zip(new, self._encoder(new)))
        return np.vstack([self._held[text] for text in texts])


def _read(path: Path) -> Rows:
    examples = [m for m in load_data(str(path)).training_examples if m.get(TEXT) and m.get(INTENT)]
    if not examples:
        raise UnusableDataError(f"{path}: expected examples with intents in Rasa's format (nlu:), found none")
    return Rows(
        [example.get(TEXT) for example in examples],
        [example.get(INTENT_RESPONSE_KEY) or example.get(INTENT) for example in examples],
    )


if __name__ == "__main__":
    sys.exit(main())
