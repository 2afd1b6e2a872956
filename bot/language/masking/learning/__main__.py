"""`make names`: learn the recogniser of names anew and write it into `data/masking`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import numpy as np

from bot.language.masking.learning.measure import held_out_texts, measure
from bot.language.masking.learning.network import weights_of
from bot.language.masking.learning.people import FOLDER
from bot.language.masking.learning.texts import Portions, fingerprint, round_of
from bot.language.masking.learning.train import Recipe, learn_a_round
from bot.language.masking.names.network import NameNetwork
from bot.language.masking.names.pieces import Pieces

STATE = Path(__file__).resolve().parents[4] / "var" / "masking" / "learning.pt"


def main() -> int:
    """Learn, or go on learning from a round that was reached before."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--from-round",
        type=int,
        default=0,
        help="go on after the rounds below this one; with --to-round the same, measure only",
    )
    parser.add_argument("--to-round", type=int, default=Recipe().rounds)
    parser.add_argument("--out", type=Path, default=FOLDER)
    options = parser.parse_args()
    from safetensors.numpy import load_file, save_file

    recipe, portions, pieces = Recipe(), Portions(), Pieces()
    weights_file = options.out / "names.safetensors"
    hashes = _hashes(options.out)[: options.from_round] if options.from_round else []
    for number in range(options.from_round, options.to_round):
        examples = round_of(recipe.seed + number, portions)
        hashes.append(fingerprint(examples))
        network = learn_a_round(STATE, number, examples, recipe, pieces, _say)
        options.out.mkdir(parents=True, exist_ok=True)
        save_file(weights_of(network), str(weights_file))
        _write(options.out, {**asdict(recipe), "portions": asdict(portions), "texts_sha256": hashes})
    weights = {name: value.astype(np.float32) for name, value in load_file(str(weights_file)).items()}
    measured = measure(NameNetwork(weights, pieces), held_out_texts())
    record = {**asdict(recipe), "portions": asdict(portions), "texts_sha256": hashes}
    _write(options.out, {**record, "held_out": [asdict(one) for one in measured]})
    for one in measured:
        _say(
            f"{one.kind} from {one.bar:.2f} on: recall {one.recall:.4f} of {one.identifiers}, "
            f"masked {one.masked:.4f} of {one.ordinary_words} other words"
        )
    return 0


def _write(folder: Path, record: Mapping[str, object]) -> None:
    (folder / "recipe.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def _hashes(folder: Path) -> list[str]:
    return list(json.loads((folder / "recipe.json").read_text(encoding="utf-8"))["texts_sha256"])


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
