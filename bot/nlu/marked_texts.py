"""Prints the training messages with their marks as JSON Lines, for scores that know nothing of Rasa.

python -m bot.nlu.marked_texts
"""

import json
import sys

from bot.nlu.encoder import examples_by_intent


def main() -> None:
    """Write every message: its intent, text, labels, writer, voice and marks (label, start, end, reason)."""
    for intent, group in sorted(examples_by_intent().items()):
        for example in group:
            record = {
                "intent": intent,
                "text": example.text,
                "labels": sorted(example.labels),
                "writer": example.writer,
                "voice": example.voice,
                "marks": [[mark.label, mark.start, mark.end, mark.reason] for mark in example.marks],
            }
            sys.stdout.write(json.dumps(record) + "\n")


if __name__ == "__main__":
    main()
