"""Learning itself: rounds of fresh texts, one after the other, with the state kept between them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.language.masking.learning.example import Example
from bot.language.masking.learning.network import new_network
from bot.language.masking.names.network import KINDS, features_of
from bot.language.masking.names.pieces import WIDTH, Pieces
from bot.language.masking.names.words import Word, words_of

_AT_ONCE = 48


@dataclass(frozen=True)
class Recipe:
    """How to learn. `name_weight`: how much more a missed word of a name counts than a masked ordinary word."""

    rounds: int = 2
    batch_size: int = 64
    learning_rate: float = 3.0e-3
    dropout: float = 0.12
    weight_decay: float = 0.01
    name_weight: float = 2.0
    seed: int = 20261126


@dataclass(frozen=True)
class Seen:
    """An example as numbers: pieces, context and features of each word, and 1.0 for each word of an identifier by kind."""

    ids: list[list[int]]
    context: np.ndarray
    features: np.ndarray
    held: np.ndarray


class Reader:
    """Turns examples into numbers."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._known: dict[str, list[int]] = {}

    def read(self, examples: Sequence[Example]) -> list[Seen]:
        """Return examples as numbers."""
        words = [words_of(example.text)[:160] for example in examples]
        new = sorted({word.text for text in words for word in text} - self._known.keys())
        self._known.update(zip(new, self._pieces.ids_of(new)))
        ids = [[self._known[word.text] for word in text] for text in words]
        # Half precision here alone: a round of contexts in full would fill the memory.
        contexts = [context.astype(np.float16) for context in self._pieces.contexts_of_many(ids)]
        return [
            Seen(one, context, features_of(text, one), _held(text, example))
            for text, one, context, example in zip(words, ids, contexts, examples)
        ]


def _held(words: Sequence[Word], example: Example) -> np.ndarray:
    held = [_kinds_of(word, example) for word in words]
    return np.array(held, dtype=np.float32).reshape(len(words), len(KINDS))


def _kinds_of(word: Word, example: Example) -> list[float]:
    return [float(any(word.start < end and start < word.end for start, end in example.of_kind(kind))) for kind in KINDS]


def learn_a_round(
    state: Path, number: int, examples: Sequence[Example], recipe: Recipe, pieces: Pieces, say: Callable[[str], None]
) -> Any:
    """Learn one round, going on from the state that the round before left; return the network."""
    import torch

    # One thread: sums come out the same every time.
    torch.set_num_threads(1)
    torch.manual_seed(recipe.seed + number)
    chance = np.random.default_rng(recipe.seed + number)
    network = new_network(recipe.dropout)
    optimiser = torch.optim.AdamW(network.parameters(), lr=recipe.learning_rate, weight_decay=recipe.weight_decay)
    if number > 0:
        kept = torch.load(state, weights_only=True)
        network.load_state_dict(kept["network"])
        optimiser.load_state_dict(kept["optimiser"])
    reader = Reader(pieces)
    chunks = [examples[start : start + _AT_ONCE] for start in range(0, len(examples), _AT_ONCE)]
    seen = [one for chunk in chunks for one in reader.read(chunk) if len(one.held)]
    steps = -(-len(seen) // recipe.batch_size)
    weight = torch.tensor(recipe.name_weight)
    network.train()
    total, started = 0.0, time.monotonic()
    for step, batch in enumerate(_batches(seen, recipe.batch_size, chance)):
        for group in optimiser.param_groups:
            group["lr"] = recipe.learning_rate * _pace(step / steps)
        vectors, features, held, present = _padded(batch, pieces)
        scores = network(vectors, features, present)
        losses = torch.nn.functional.binary_cross_entropy_with_logits(scores, held, pos_weight=weight, reduction="none")
        loss = (losses * present).sum() / present.sum()
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        total += float(loss.detach())
    state.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"network": network.state_dict(), "optimiser": optimiser.state_dict()}, state)
    say(f"round {number + 1} of {recipe.rounds}: loss {total / steps:.4f}, {time.monotonic() - started:.0f} s")
    network.eval()
    return network


def _pace(position: float) -> float:
    """Return the share of the full learning rate within a round: up in its first tenth, then down to nothing."""
    return min(position * 10, 1.0) * (1.0 - position)


def _batches(seen: Sequence[Seen], size: int, chance: np.random.Generator) -> Iterator[list[Seen]]:
    noise = chance.uniform(0.8, 1.25, size=len(seen))
    order = np.argsort([len(one.held) * n for one, n in zip(seen, noise)], kind="stable")
    starts = list(range(0, len(seen), size))
    chance.shuffle(starts)
    for start in starts:
        yield [seen[i] for i in order[start : start + size]]


def _padded(batch: Sequence[Seen], pieces: Pieces) -> tuple[Any, Any, Any, Any]:
    import torch

    longest = max(len(one.held) for one in batch)
    vectors = np.zeros((len(batch), longest, 2 * WIDTH), dtype=np.float32)
    features = np.zeros((len(batch), longest, 6), dtype=np.int64)
    held = np.zeros((len(batch), longest, len(KINDS)), dtype=np.float32)
    present = np.zeros((len(batch), longest, 1), dtype=np.float32)
    for row, one in enumerate(batch):
        count = len(one.held)
        vectors[row, :count, :WIDTH] = pieces.vectors_of(one.ids)
        vectors[row, :count, WIDTH:] = one.context
        features[row, :count], held[row, :count], present[row, :count] = one.features, one.held, 1.0
    return tuple(torch.from_numpy(array) for array in (vectors, features, held, present))
