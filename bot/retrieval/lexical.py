"""Matching words, with BM25."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import cache

import bm25s
import numpy as np
import Stemmer

# A digit is a word too: "level 3" is another thing than "level 1".
_WORD = r"(?u)\b(?:\w\w+|\d)\b"


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


class LexicalIndex:
    """BM25 (Lucene's variant) over stemmed English words without stop words.

    `rewrite` is applied to texts and queries alike, to take several words for one. `k1` is how much saying a word again
    counts, and `b`, 0 to 1, how much long texts are held back.
    """

    def __init__(
        self,
        texts: Sequence[str],
        *,
        rewrite: Callable[[str], str] | None = None,
        k1: float = 1.5,
        b: float = 0.75,
    ) -> None:
        self._size = len(texts)
        self._rewrite = rewrite or (lambda text: text)
        self._index: bm25s.BM25 | None = None
        # The library asks for its own debug lines to be written, whoever else wants none.
        logging.getLogger("bm25s").setLevel(logging.INFO)
        tokens = _tokens([self._rewrite(text) for text in texts])
        # bm25s cannot index texts that have no word between them; nothing matches those.
        if any(tokens):
            self._index = bm25s.BM25(method="lucene", k1=k1, b=b)
            self._index.index(tokens, show_progress=False)

    def scores(self, query: str) -> np.ndarray:
        """Return the score of every text for the query, shape (n,), 0 where no word is shared."""
        words = _tokens([self._rewrite(query)])
        if self._index is None or not words[0]:
            return np.zeros(self._size, np.float32)
        return np.asarray(self._index.get_scores(words[0]), dtype=np.float32)


def _tokens(texts: Sequence[str]) -> list[list[str]]:
    tokens = bm25s.tokenize(
        list(texts),
        token_pattern=_WORD,
        stopwords="en",
        stemmer=_stemmer(),
        return_ids=False,
        show_progress=False,
    )
    return [list(words) for words in tokens]
