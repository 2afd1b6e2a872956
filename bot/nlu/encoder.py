"""Learns the encoder's adapter from the training data and fits its calibration: `make encoder`.

Whole writers are left out of the adapter's data, so that there are voices it has never seen: the calibration, and the
figures in the model card, come from them alone.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Dict, List

import numpy as np
from rasa.shared.nlu.constants import INTENT

from bot.nlu.concern_recogniser import example_of
from bot.nlu.evidence_importer import EvidenceImporter
from bot.recognition.adapter import AdapterSettings, TuningText, train_adapter
from bot.recognition.estimator import Calibration, Estimator, EstimatorSettings
from bot.recognition.examples import Example, training_passages
from bot.recognition.recogniser import Recogniser, RecogniserSettings
from bot.retrieval.embedder import MiniLmEmbedder
from bot.retrieval.recent import RecentReader
from bot.retrieval.tuning import say
from bot.retrieval.vector_cache import CachedEmbedder

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "data" / "encoder"
# The yardsticks: eight voices of community and care, and one writer of lives in many voices.
LEFT_OUT = ("community", "lived")


def examples_by_intent() -> Dict[str, List[Example]]:
    """Return the training examples of the project by intent."""
    importer = EvidenceImporter(str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "data" / "nlu")])
    found: Dict[str, List[Example]] = {}
    for message in importer.get_nlu_data().intent_examples:
        found.setdefault(message.get(INTENT), []).append(example_of(message))
    return found


def tuning_texts(examples: Dict[str, List[Example]]) -> List[TuningText]:
    """Return what the adapter learns from: messages with their intents, and marked stretches of concerns."""
    texts = []
    for intent, group in sorted(examples.items()):
        kept = [example for example in group if example.writer not in LEFT_OUT]
        texts += [TuningText(example.text, example.labels, intent) for example in kept]
        marked = training_passages(kept)[len(kept) :]
        texts += [TuningText(passage.text, passage.labels, None) for passage in marked]
    return texts


def calibrate(examples: Dict[str, List[Example]], folder: Path) -> Dict[str, float]:
    """Fit the calibration on the voices that the adapter has never seen, write it, and return what was measured.

    Each of their writers is judged by an estimator that has learnt from all others, so that nothing in the figures is
    remembered.
    """
    everything = [example for group in examples.values() for example in group]
    labels = sorted({label for example in everything for label in example.labels})
    plain = MiniLmEmbedder(folder)
    tuned = CachedEmbedder(plain, ROOT / "var" / "vectors")
    estimates, unseen = [], []
    for writer in LEFT_OUT:
        others = [example for example in everything if example.writer != writer]
        estimator = Estimator.train(training_passages(others), labels, tuned, EstimatorSettings())
        recogniser = Recogniser(RecentReader(plain), estimator, RecogniserSettings(floor=0.0))
        theirs = [example for example in everything if example.writer == writer]
        estimates += [recogniser.estimates(example.text) for example in theirs]
        unseen += theirs
    return _calibrated(np.vstack(estimates), unseen, labels, folder)


def _calibrated(estimates: "np.ndarray", unseen: List[Example], labels: List[str], folder: Path) -> Dict[str, float]:
    held = np.array([[label in example.labels for label in labels] for example in unseen])
    calibration = Calibration.fit(estimates, held)
    record = {"slope": calibration.slope, "intercept": calibration.intercept, "messages": len(unseen)}
    (folder / "calibration.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    return _figures(calibration(estimates), held)


def _figures(probabilities: "np.ndarray", held: "np.ndarray") -> Dict[str, float]:
    """Return F1 over all labels at a probability of one half, and the share whose likeliest label is right."""
    shown = probabilities >= 0.5
    right = float((shown & held).sum())
    first = held[np.arange(len(held)), probabilities.argmax(axis=1)]
    return {
        "messages": float(len(held)),
        "micro_f1": 2 * right / float(shown.sum() + held.sum()),
        "first_label_right": float(first.mean()),
    }


def main() -> int:
    """Learn the adapter and its calibration and write them into `data/encoder`."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--epochs", type=int, default=AdapterSettings().epochs)
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--calibrate-only", action="store_true", help="keep the adapter that is there")
    options = parser.parse_args()
    examples = examples_by_intent()
    if not options.calibrate_only:
        texts = tuning_texts(examples)
        say(f"{len(texts)} texts; left out: {', '.join(LEFT_OUT)}")
        train_adapter(texts, options.out, AdapterSettings(epochs=options.epochs), progress=say)
    for name, value in calibrate(examples, options.out).items():
        say(f"{name} on the voices left out: {value:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
