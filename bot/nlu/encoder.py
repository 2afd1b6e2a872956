"""Learns the encoder's adapter from the training data and fits its calibration: `make encoder`.

Whole writers are left out of the adapter's data, so that there are voices it has never seen: the calibration, and the
figures in the model card, come from them alone.
"""

import argparse
import sys
from pathlib import Path
from typing import Dict, List

from rasa.shared.nlu.constants import INTENT

from bot.nlu.concern_recogniser import CONCERN, example_of
from bot.nlu.evidence_importer import EvidenceImporter
from bot.recognition.adapter import AdapterSettings, TuningText, train_adapter
from bot.recognition.examples import Example, training_passages

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "data" / "encoder"
# The first is the yardstick; the others were written after the adapter had been learnt.
LEFT_OUT = ("community", "narratives_b", "many_b")


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


def main() -> int:
    """Learn the adapter and write it into `data/encoder`."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--epochs", type=int, default=AdapterSettings().epochs)
    parser.add_argument("--out", type=Path, default=FOLDER)
    options = parser.parse_args()
    texts = tuning_texts(examples_by_intent())
    sys.stdout.write(f"{len(texts)} texts; {CONCERN} left out: {', '.join(LEFT_OUT)}\n")
    train_adapter(
        texts,
        options.out,
        AdapterSettings(epochs=options.epochs),
        progress=lambda line: print(line, flush=True),  # noqa: T201
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
