"""What a word means where it stands: the encoder's first layers, run with numpy over the pieces of a text.

"Will" the name and "will" the verb are spelt alike; their neighbours tell them apart, and the encoder has read many more
of those than could be written here. Its first layers are enough, and cost a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Read = Callable[[str], NDArray[np.float32]]

LAYERS = 2
_HEADS = 12
_BEGIN, _END = 101, 102
# A long text is read in windows that overlap; a piece counts in the window where it stands furthest from an edge.
_WINDOW, _MARGIN = 190, 30


class Context:
    """The first layers of the encoder. Safe to use from several threads at once."""

    def __init__(self, read: Read, table: NDArray[np.float32]) -> None:
        """Take the weights, by name, from `read`; `table` holds the vectors of pieces."""
        self._table = table
        self._positions = (
            read("embeddings.position_embeddings.weight") + read("embeddings.token_type_embeddings.weight")[0]
        )
        self._enter = (read("embeddings.LayerNorm.weight"), read("embeddings.LayerNorm.bias"))
        self._layers = [_Layer(read, f"encoder.layer.{number}.") for number in range(LAYERS)]

    def vectors_of(self, ids: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Return one row for each word, shape (n, width): the mean over its pieces; a word without pieces gives noughts."""
        return self.vectors_of_many([ids])[0]

    def vectors_of_many(self, texts: Sequence[Sequence[Sequence[int]]]) -> list[NDArray[np.float32]]:
        """Return the same for many texts at once, which takes less time than one after the other."""
        flat = [[piece for pieces in ids for piece in pieces] for ids in texts]
        windows = [(number, start) for number, pieces in enumerate(flat) for start in _starts(len(pieces))]
        read = self._read([flat[number][start : start + _WINDOW] for number, start in windows])
        found = [np.zeros((len(pieces), self._table.shape[1]), dtype=np.float32) for pieces in flat]
        for (number, start), state in zip(windows, read):
            skipped = 0 if start == 0 else _MARGIN
            found[number][start + skipped : start + len(state)] = state[skipped:]
        return [_by_word(ids, state) for ids, state in zip(texts, found)]

    def _read(self, windows: Sequence[Sequence[int]]) -> list[NDArray[np.float32]]:
        """Return the state of each piece of each window; what happens to pieces one by one is done for all together."""
        if not windows:
            return []
        lengths = [len(pieces) + 2 for pieces in windows]
        ids = [piece for pieces in windows for piece in (_BEGIN, *pieces, _END)]
        positions = np.concatenate([self._positions[:length] for length in lengths])
        state = _calmed(self._table[ids] + positions, *self._enter)
        for layer in self._layers:
            state = layer(state, lengths)
        ends = np.cumsum(lengths)
        return [state[end - length + 1 : end - 1] for length, end in zip(lengths, ends)]


def _starts(count: int) -> list[int]:
    """Return where the windows of a text with so many pieces begin."""
    if count <= _WINDOW:
        return [0] if count else []
    return list(range(0, count - 2 * _MARGIN, _WINDOW - 2 * _MARGIN))


def _by_word(ids: Sequence[Sequence[int]], state: NDArray[np.float32]) -> NDArray[np.float32]:
    rows = np.zeros((len(ids), state.shape[1]), dtype=np.float32)
    position = 0
    for row, pieces in enumerate(ids):
        if len(pieces) == 1:
            rows[row] = state[position]
        elif pieces:
            rows[row] = state[position : position + len(pieces)].mean(axis=0)
        position += len(pieces)
    return rows


class _Layer:
    def __init__(self, read: Read, prefix: str) -> None:
        def linear(name: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
            return np.ascontiguousarray(read(f"{prefix}{name}.weight").T), read(f"{prefix}{name}.bias")

        def norm(name: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
            return read(f"{prefix}{name}.LayerNorm.weight"), read(f"{prefix}{name}.LayerNorm.bias")

        three = [linear(f"attention.self.{name}") for name in ("query", "key", "value")]
        self._asked = np.concatenate([weight for weight, _ in three], axis=1)
        self._asked_bias = np.concatenate([bias for _, bias in three])
        self._given, self._given_norm = linear("attention.output.dense"), norm("attention.output")
        self._wide, self._narrow, self._out_norm = (
            linear("intermediate.dense"),
            linear("output.dense"),
            norm("output"),
        )

    def __call__(self, state: NDArray[np.float32], lengths: Sequence[int]) -> NDArray[np.float32]:
        """Return the next state of the pieces of windows that stand one behind the other, each of its length."""
        asked = state @ self._asked + self._asked_bias
        ends = np.cumsum(lengths)
        given = np.concatenate([_attended(asked[end - length : end]) for length, end in zip(lengths, ends)])
        state = _calmed(state + given @ self._given[0] + self._given[1], *self._given_norm)
        wide = state @ self._wide[0] + self._wide[1]
        return _calmed(state + _bent(wide) @ self._narrow[0] + self._narrow[1], *self._out_norm)


def _attended(asked: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return what each piece of a window takes from all of them."""
    count, width = asked.shape[0], asked.shape[1] // 3
    query, key, value = (
        part.reshape(count, _HEADS, width // _HEADS).transpose(1, 0, 2) for part in np.split(asked, 3, axis=1)
    )
    scores = query @ key.transpose(0, 2, 1) / np.float32(np.sqrt(width // _HEADS))
    shares = np.exp(scores - scores.max(axis=2, keepdims=True))
    shares /= shares.sum(axis=2, keepdims=True)
    given: NDArray[np.float32] = (shares @ value).transpose(1, 0, 2).reshape(count, width)
    return given


def _calmed(state: NDArray[np.float32], weight: NDArray[np.float32], bias: NDArray[np.float32]) -> NDArray[np.float32]:
    state = state - state.mean(axis=1, keepdims=True)
    spread = np.sqrt(np.einsum("ij,ij->i", state, state) / state.shape[1] + np.float32(1e-12))
    return state / spread[:, None] * weight + bias


def _bent(state: NDArray[np.float32]) -> NDArray[np.float32]:
    """The Gaussian error unit, by its usual approximation: a difference in the third decimal at most."""
    inner = np.float32(0.7978845608) * (state + np.float32(0.044715) * state * state * state)
    bent: NDArray[np.float32] = np.float32(0.5) * state * (np.float32(1.0) + np.tanh(inner))
    return bent
