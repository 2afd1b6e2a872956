"""Teaches the sentence encoder our field: a low-rank adapter, learnt slowly once and shipped as a small file.

The encoder is tuned together with throw-away heads for the labels and for the intents; what is kept is the adapter.
Retraining by an editor fits new heads over the adapted encoder in seconds and leaves the adapter as it is.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from bot.retrieval.tuning import Steps, TunedEncoder, hash_of


@dataclass(frozen=True)
class AdapterSettings:
    """The recipe. `joined_share`: how many messages, as a share of all, are made by joining two, so that the encoder
    learns that one message may show the signs of both. `hidden_share`: how many words of every text are hidden at each
    reading, so that no single word carries a sign; it stands in for dropout, which takes a third longer."""

    rank: int = 32
    alpha: int = 64
    epochs: int = 4
    batch_size: int = 32
    learning_rate: float = 1.0e-3
    head_learning_rate: float = 5.0e-3
    warm_up_share: float = 0.1
    joined_share: float = 0.15
    hidden_share: float = 0.1
    intent_weight: float = 0.3
    positive_weight: float = 2.0
    max_tokens: int = 160
    seed: int = 20261122


@dataclass(frozen=True)
class TuningText:
    """A text to learn from: its labels, and its intent where it is a whole message (None for a marked stretch)."""

    text: str
    labels: frozenset[str]
    intent: str | None


def train_adapter(
    texts: Sequence[TuningText],
    folder: Path,
    settings: AdapterSettings | None = None,
    *,
    progress: Callable[[str], None] = lambda line: None,
) -> None:
    """Learn an adapter and write it into a folder, with its recipe.

    The same texts and settings give the same adapter on the same kind of machine.
    """
    import torch

    settings = settings or AdapterSettings()
    torch.manual_seed(settings.seed)
    generator = np.random.default_rng(settings.seed)
    labels = sorted({label for text in texts for label in text.labels})
    intents = sorted({text.intent for text in texts if text.intent})
    encoder = TunedEncoder(
        rank=settings.rank,
        alpha=settings.alpha,
        hidden_share=settings.hidden_share,
        max_tokens=settings.max_tokens,
    )
    label_head = torch.nn.Linear(384, len(labels))
    intent_head = torch.nn.Linear(384, len(intents))
    torch.nn.init.constant_(label_head.bias, -2.0)
    heads = {"params": [*label_head.parameters(), *intent_head.parameters()], "lr": settings.head_learning_rate}
    steps_per_epoch = math.ceil(len(texts) * (1 + settings.joined_share) / settings.batch_size)
    steps = Steps(
        encoder,
        settings.learning_rate,
        settings.epochs * steps_per_epoch,
        warm_up_share=settings.warm_up_share,
        heads=[heads],
    )
    weight = torch.full((len(labels),), settings.positive_weight)
    label_loss = torch.nn.BCEWithLogitsLoss(pos_weight=weight)
    intent_loss = torch.nn.CrossEntropyLoss(ignore_index=-1)
    started = time.monotonic()
    for epoch in range(settings.epochs):
        total = 0.0
        rows = _with_joined(texts, generator, settings.joined_share)
        for batch in _batches_by_length(rows, generator, settings.batch_size):
            # Scaled so that a head over vectors of unit length has room to be sure.
            unit = encoder.directions([row.text for row in batch]) * 8.0
            held = torch.tensor([[float(label in row.labels) for label in labels] for row in batch])
            intent = torch.tensor([intents.index(row.intent) if row.intent else -1 for row in batch])
            loss = label_loss(label_head(unit), held)
            if (intent >= 0).any():
                loss = loss + settings.intent_weight * intent_loss(intent_head(unit), intent)
            total += steps.take(loss) * len(batch)
        minutes = (time.monotonic() - started) / 60
        progress(f"epoch {epoch + 1} of {settings.epochs}: loss {total / len(rows):.4f}, {minutes:.1f} min")
    recipe = {**asdict(settings), "texts": len(texts), "data_sha256": data_hash(texts)}
    encoder.save(folder, recipe)


def data_hash(texts: Sequence[TuningText]) -> str:
    """Return a hash of what was learnt from, the same for the same texts in any order."""
    return hash_of(f"{text.text}\t{','.join(sorted(text.labels))}\t{text.intent}" for text in texts)


def _with_joined(texts: Sequence[TuningText], generator: np.random.Generator, share: float) -> list[TuningText]:
    whole = [text for text in texts if text.intent == "concern" and len(text.text) < 250]
    rows = list(texts)
    for _ in range(int(share * len(texts)) if len(whole) > 1 else 0):
        first, second = (whole[i] for i in generator.choice(len(whole), size=2, replace=False))
        joint = "" if first.text.rstrip().endswith((".", "!", "?")) else "."
        rows.append(TuningText(f"{first.text.rstrip()}{joint} {second.text}", first.labels | second.labels, "concern"))
    return rows


def _batches_by_length(rows: Sequence[TuningText], generator: np.random.Generator, size: int) -> list[list[TuningText]]:
    """Put texts of like length together, so that little is spent on padding, and shuffle the batches."""
    noise = generator.uniform(0.8, 1.25, size=len(rows))
    order = np.argsort([len(row.text) * n for row, n in zip(rows, noise)], kind="stable")
    batches = [[rows[i] for i in order[start : start + size]] for start in range(0, len(rows), size)]
    generator.shuffle(batches)  # type: ignore[arg-type]
    return batches
