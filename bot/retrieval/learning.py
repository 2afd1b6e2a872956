"""Teaches the encoder which ways of asking want the same passage: a low-rank adapter, learnt once and shipped.

Two ways of asking for one passage are drawn together, and away from those for the others in the batch. Why, and what it
brought: docs/decisions/0012-an-encoder-for-questions.md.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from bot.retrieval.tuning import Steps, TunedEncoder, hash_of

Asked = Sequence[str]


@dataclass(frozen=True)
class LearningSettings:
    """The recipe. `added_share` is how much of what was learnt is added to the encoder: with all of it, questions that
    nothing answers come too near to something. `hidden_share`: how many words are hidden at each reading."""

    rank: int = 16
    alpha: int = 32
    added_share: float = 0.6
    epochs: int = 3
    batch_size: int = 64
    learning_rate: float = 5.0e-4
    temperature: float = 0.05
    warm_up_share: float = 0.1
    hidden_share: float = 0.1
    max_tokens: int = 32
    seed: int = 20261127


def learn(
    passages: Sequence[Asked],
    folder: Path,
    settings: LearningSettings | None = None,
    *,
    progress: Callable[[str], None] = lambda line: None,
) -> None:
    """Learn an adapter from the ways of asking for each passage, two or more each, and write it into a folder.

    The same questions and settings give the same adapter on the same kind of machine.
    """
    import torch

    settings = settings or LearningSettings()
    torch.manual_seed(settings.seed)
    generator = np.random.default_rng(settings.seed)
    encoder = TunedEncoder(
        rank=settings.rank,
        alpha=settings.alpha,
        hidden_share=settings.hidden_share,
        max_tokens=settings.max_tokens,
    )
    rounds = [pairs_of(passages, settings.batch_size, generator) for _ in range(settings.epochs)]
    steps = Steps(encoder, settings.learning_rate, sum(map(len, rounds)), warm_up_share=settings.warm_up_share)
    started = time.monotonic()
    for number, batches in enumerate(rounds):
        total = 0.0
        for batch in batches:
            ones, others = zip(*batch)
            alike = encoder.directions(ones) @ encoder.directions(others).T
            own = torch.arange(len(batch))
            scores = alike / settings.temperature
            each_way = [torch.nn.functional.cross_entropy(way, own) for way in (scores, scores.T)]
            total += steps.take(sum(each_way) / len(each_way))
        minutes = (time.monotonic() - started) / 60
        progress(f"round {number + 1} of {settings.epochs}: loss {total / len(batches):.3f}, {minutes:.1f} min")
    recipe = {**asdict(settings), "questions": sum(map(len, passages)), "data_sha256": data_hash(passages)}
    encoder.save(folder, recipe, added_share=settings.added_share)


def pairs_of(passages: Sequence[Asked], size: int, generator: np.random.Generator) -> list[list[tuple[str, str]]]:
    """Return every way of asking once, each with another one for the same passage, in batches of `size` or fewer in
    which no passage stands twice: it would count against itself.

    Raises:
        ValueError: A passage has fewer than two ways of asking, or there are fewer than two passages.
    """
    if len(passages) < 2 or any(len(set(asked)) < 2 for asked in passages):  # noqa: PLR2004 - a pair
        raise ValueError("expected two passages or more, each with two ways of asking or more")
    waiting = [(number, one) for number, asked in enumerate(passages) for one in range(len(asked))]
    generator.shuffle(waiting)
    batches: list[list[tuple[str, str]]] = []
    while waiting:
        taken: set[int] = set()
        batch: list[tuple[str, str]] = []
        left = []
        for number, one in waiting:
            if number in taken or len(batch) == size:
                left.append((number, one))
                continue
            taken.add(number)
            others = [text for text in passages[number] if text != passages[number][one]]
            batch.append((passages[number][one], others[int(generator.integers(len(others)))]))
        waiting = left
        # One question alone has nothing to be told from.
        if len(batch) > 1:
            batches.append(batch)
    return batches


def data_hash(passages: Sequence[Asked]) -> str:
    """Return a hash of what was learnt from, the same for the same passages in any order."""
    return hash_of("\t".join(sorted(asked)) for asked in passages)
