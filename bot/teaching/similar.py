"""Examples that say nearly the same: to warn before one is added twice, or under two labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.retrieval.embedder import Embedder, Vectors
from bot.teaching.taught import Taught

NEARLY_THE_SAME = 0.93
_SHOWN = 5


@dataclass(frozen=True)
class Alike:
    """An example that says nearly the same. `similarity` is the cosine, -1 to 1; `conflicts` where it teaches
    another label."""

    example: Taught
    similarity: float
    conflicts: bool


class Wordings:
    """Every taught example with its vector, shape (n, d), rows of unit length."""

    def __init__(self, examples: Sequence[Taught], embedder: Embedder) -> None:
        self._examples = tuple(examples)
        self._embedder = embedder
        self._vectors: Vectors = embedder.encode([example.text for example in examples])

    def alike(self, text: str, labels: frozenset[str], *, at_least: float = NEARLY_THE_SAME) -> list[Alike]:
        """Return the examples that say nearly the same as a text, the nearest first, five at most.

        One that teaches other labels is a conflict: one of the two is wrong, or one fact between them decides.
        """
        similarities = self._similarities([text])[0]
        order = np.argsort(-similarities, kind="stable")[:_SHOWN]
        return [
            Alike(self._examples[i], float(similarities[i]), self._examples[i].labels != labels)
            for i in order
            if similarities[i] >= at_least
        ]

    def distance(self, texts: Sequence[str]) -> list[float]:
        """Return for each text how far it is from the nearest example, 0 (the same) to 2; 2 where there is none."""
        if not self._examples:
            return [2.0] * len(texts)
        return [1.0 - float(row.max()) for row in self._similarities(texts)]

    def _similarities(self, texts: Sequence[str]) -> Vectors:
        return self._embedder.encode(texts) @ self._vectors.T


def groups_of_alike(vectors: Vectors, *, at_least: float = NEARLY_THE_SAME) -> list[list[int]]:
    """Return the rows that say nearly the same, grouped: each row in one group, in the order of its first row.

    A row joins the first group whose first row it is like, so that a chain of small differences does not end in a
    group whose ends differ much.
    """
    groups: list[list[int]] = []
    for row, vector in enumerate(vectors):
        for group in groups:
            if float(vectors[group[0]] @ vector) >= at_least:
                group.append(row)
                break
        else:
            groups.append([row])
    return groups
