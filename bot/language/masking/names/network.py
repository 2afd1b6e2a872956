"""The trained network, run with numpy: how likely each word of a text is part of a name, an address or a school's name.

Learnt by `bot.language.masking.learning`, which holds the same layers in torch; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.language.masking.masked import MaskingError
from bot.language.masking.names.pieces import Pieces
from bot.language.masking.names.words import CASES, SHAPES, Word, case_of, shape_of, spelling_of

Weights = Mapping[str, NDArray[np.float32]]
# How far each layer looks to both sides, in words.
REACH = (1, 2, 4, 1)
MOST_PIECES = 4
# What is learnt: the columns of the estimates, in this order.
KINDS = ("person", "address", "identifying_school")


class NameNetwork:
    """Estimates for words. Safe to use from several threads at once."""

    def __init__(self, weights: Weights, pieces: Pieces) -> None:
        self._weights = weights
        self._pieces = pieces

    @classmethod
    def load(cls, path: Path) -> NameNetwork:
        """Read the weights.

        Raises:
            MaskingError: The file is missing or damaged; the message names it.
        """
        from safetensors.numpy import load_file

        try:
            weights = {name: value.astype(np.float32) for name, value in load_file(str(path)).items()}
        except Exception as error:
            raise MaskingError(
                f"{path}: the recogniser of names cannot be read ({type(error).__name__}); run `make names`"
            ) from error
        return cls(weights, Pieces())

    def estimates(self, words: list[Word]) -> NDArray[np.float32]:
        """Return the probability of being part of each of `KINDS` for each word or sign, shape (n, 3)."""
        if not words:
            return np.zeros((0, len(KINDS)), dtype=np.float32)
        ids = self._pieces.ids_of([word.text for word in words])
        seen = features_of(words, ids)
        weights = self._weights
        spelling = [weights[f"spelling.{i}.weight"][seen[:, i]] for i in range(4)]
        joined = np.concatenate(
            [
                self._pieces.vectors_of(ids),
                self._pieces.contexts_of(ids),
                *spelling,
                weights["shape.weight"][seen[:, 4]],
                weights["count.weight"][seen[:, 5]],
            ],
            axis=1,
        )
        state = joined @ weights["enter.weight"].T + weights["enter.bias"]
        for layer, reach in enumerate(REACH):
            state = state + _looked_around(state, weights, layer, reach)
        scores = state @ weights["leave.weight"].T + weights["leave.bias"]
        return (1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30)))).astype(np.float32)


def features_of(words: list[Word], ids: list[list[int]]) -> NDArray[np.int64]:
    """Return what is looked up for each word, shape (n, 6): four buckets of spelling, shape with case, count of pieces."""
    case = case_of(words)
    rows = [
        (*spelling_of(word.text), shape_of(word.text) * CASES + case, min(len(pieces), MOST_PIECES))
        for word, pieces in zip(words, ids)
    ]
    return np.array(rows, dtype=np.int64).reshape(len(words), 6)


def _looked_around(state: NDArray[np.float32], weights: Weights, layer: int, reach: int) -> NDArray[np.float32]:
    """Return one layer's addition: each word with its neighbours at a distance, through one hidden layer."""
    mean = state.mean(axis=1, keepdims=True)
    spread = np.sqrt(state.var(axis=1, keepdims=True) + 1e-5)
    calm = (state - mean) / spread * weights[f"calm.{layer}.weight"] + weights[f"calm.{layer}.bias"]
    padded = np.pad(calm, ((reach, reach), (0, 0)))
    count = len(state)
    kernel = weights[f"around.{layer}.weight"]  # (out, in, 3)
    total = sum(padded[i * reach : i * reach + count] @ kernel[:, :, i].T for i in range(3))
    return np.maximum(total + weights[f"around.{layer}.bias"], 0.0)


SHAPE_ROWS = SHAPES * CASES
