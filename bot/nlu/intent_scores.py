"""Trains our pipeline on any intent data set in Rasa's format and scores it.

    python -m bot.nlu.intent_scores --train FILE --test FILE [--validation FILE] [--tune] [--json]

With `--tune` the encoder is tuned to the intents of the training data (`bot/recognition/intent_tuning.py`; minutes on
two cores), and an intent model over its vectors decides together with one over those of the encoder as it came.

Public sets write questions outside their scope as an intent named `oos` or `out_of_scope`. Where the test has it, a cut
on the confidence decides; it is chosen on validation data (or on a part of the training data kept back), never on the
test.
"""

import argparse
import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Dict, List, Optional, Tuple

import numpy as np
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.loading import load_data

from bot.nlu.shared_embedder import embedder
from bot.recognition.intent_tuning import tune_to_intents
from bot.recognition.intents import IntentModel

OUTSIDE = frozenset({"oos", "out_of_scope", "outofscope", "no_nodes_detected", "none", "out-of-scope"})
# Of questions inside the scope, at most this share may be turned away where validation holds none outside it.
_TURNED_AWAY = 0.03
_KEPT_BACK = 0.15
_SEED = 20261122
_OUTSIDE_SHARE = 0.2
# Of what the tuned encoder's model says against that of the encoder as it came.
_TUNED_SHARE = 0.65
Encoder = Callable[[List[str]], "np.ndarray"]


@dataclass(frozen=True)
class Rows:
    """Messages and their intents."""

    texts: List[str]
    intents: List[str]


def main() -> int:
    """Score, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--test", type=Path, required=True)
    parser.add_argument("--validation", type=Path)
    parser.add_argument("--tune", action="store_true", help="tune the encoder to these intents")
    parser.add_argument("--json", action="store_true", dest="as_json")
    options = parser.parse_args()
    for path in (options.train, options.test, options.validation):
        if path is not None and not path.exists():
            sys.stderr.write(f"{path}: no such file\n")
            return 1
    figures = score(options.train, options.test, options.validation, tune=options.tune)
    if options.as_json:
        sys.stdout.write(json.dumps(figures) + "\n")
    else:
        for name, value in figures.items():
            sys.stdout.write(f"{name}: {value:.4f}\n" if isinstance(value, float) else f"{name}: {value}\n")
    return 0


@dataclass(frozen=True)
class Trained:
    """Intent models over the vectors of encoders, with the weight of each; the weights come to 1."""

    parts: List[Tuple[Encoder, IntentModel, float]]

    def predict(self, texts: List[str]) -> Tuple["np.ndarray", "np.ndarray"]:
        """Return the likeliest intent of every text, and its probability."""
        total = np.sum(
            [share * model.probabilities(texts, encode(texts)) for encode, model, share in self.parts], axis=0
        )
        return np.asarray(self.parts[0][1].intents)[total.argmax(axis=1)], total.max(axis=1)


def score(train: Path, test: Path, validation: Optional[Path], *, tune: bool = False) -> Dict[str, float]:
    """Return accuracy inside the scope, recall outside it, and the seconds of training."""
    learnt, asked = _read(train), _read(test)
    started = time.monotonic()
    model = _trained(learnt, tune=tune)
    training_seconds = time.monotonic() - started
    predicted, confidence = model.predict(asked.texts)
    truth = np.asarray(asked.intents)
    outside = np.isin(truth, list(OUTSIDE))
    figures: Dict[str, float] = {"training_seconds": training_seconds, "test_messages": float(len(truth))}
    figures["accuracy_without_cut"] = float((predicted == truth)[~outside].mean())
    if not outside.any():
        return figures
    cut = _cut(learnt, _read(validation) if validation else None, model, tune=tune)
    turned_away = (confidence < cut) | np.isin(predicted, list(OUTSIDE))
    figures["cut"] = cut
    figures["in_scope_accuracy"] = float(((predicted == truth) & ~turned_away)[~outside].mean())
    figures["out_of_scope_recall"] = float(turned_away[outside].mean())
    return figures


def _cut(learnt: Rows, validation: Optional[Rows], model: Trained, *, tune: bool) -> float:
    if validation is None:
        # Keep a part of the training data back, learn from the rest, and choose on the part.
        order = np.random.default_rng(_SEED).permutation(len(learnt.texts))
        kept = int(len(order) * _KEPT_BACK)
        part, rest = order[:kept], order[kept:]
        model = _trained(_pick(learnt, rest), tune=tune)
        validation = _pick(learnt, part)
    predicted, confidence = model.predict(validation.texts)
    truth = np.asarray(validation.intents)
    outside = np.isin(truth, list(OUTSIDE))
    candidates = np.unique(np.quantile(confidence, np.linspace(0, 0.6, 121)))
    if not outside.any():
        return float(np.quantile(confidence, _TURNED_AWAY))
    known = np.isin(predicted, list(OUTSIDE))
    inside_right = [((predicted == truth) & (confidence >= c) & ~known)[~outside].mean() for c in candidates]
    outside_right = [((confidence < c) | known)[outside].mean() for c in candidates]
    # One question in five is taken to lie outside: a point inside the scope is worth four of recall outside it.
    worth = (1 - _OUTSIDE_SHARE) * np.asarray(inside_right) + _OUTSIDE_SHARE * np.asarray(outside_right)
    return float(candidates[int(np.argmax(worth))])


def _trained(rows: Rows, *, tune: bool) -> Trained:
    plain = embedder().encode
    first = IntentModel.train(rows.texts, plain(rows.texts), rows.intents)
    if not tune:
        return Trained([(plain, first, 1.0)])
    tuned = tune_to_intents(rows.texts, rows.intents, progress=_say).encode
    second = IntentModel.train(rows.texts, tuned(rows.texts), rows.intents)
    return Trained([(plain, first, 1 - _TUNED_SHARE), (tuned, second, _TUNED_SHARE)])


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")


def _pick(rows: Rows, which: "np.ndarray") -> Rows:
    return Rows([rows.texts[i] for i in which], [rows.intents[i] for i in which])


def _read(path: Path) -> Rows:
    examples = [m for m in load_data(str(path)).training_examples if m.get(TEXT) and m.get(INTENT)]
    return Rows(
        [example.get(TEXT) for example in examples],
        [example.get(INTENT_RESPONSE_KEY) or example.get(INTENT) for example in examples],
    )


if __name__ == "__main__":
    sys.exit(main())
