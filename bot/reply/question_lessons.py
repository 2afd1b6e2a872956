"""Learns the encoder of questions from the entries' own: `make question-encoder`."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from bot.content.pack import load_pack
from bot.reply.question_encoder import FOLDER
from bot.retrieval.learning import LearningSettings, learn
from bot.retrieval.tuning import say


def ways_of_asking(on: date) -> list[tuple[str, ...]]:
    """Return title and questions of every entry in force that lists any."""
    entries = load_pack().entries_in_force(on)
    return [(entry.title, *entry.questions) for entry in entries if entry.questions]


def main() -> int:
    """Learn the adapter from the entries' own questions and write it into `data/question_encoder`."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--epochs", type=int, default=LearningSettings().epochs)
    options = parser.parse_args()
    asked = ways_of_asking(date.today())
    say(f"{sum(map(len, asked))} ways of asking for {len(asked)} entries")
    learn(asked, options.out, LearningSettings(epochs=options.epochs), progress=say)
    return 0


if __name__ == "__main__":
    sys.exit(main())
