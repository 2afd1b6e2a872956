"""Nearest neighbours by cosine, with FAISS."""

from __future__ import annotations

from typing import Any

import faiss
import numpy as np

from bot.retrieval.embedder import Vectors

# From this many rows on exact search takes longer than 5 ms on two cores, and the graph pays for its memory.
EXACT_UP_TO = 40_000
_LINKS = 32
_BUILD_EFFORT = 100
_SEARCH_EFFORT = 128


def build_dense(vectors: Vectors, *, exact: bool | None = None) -> Any:
    """Return a FAISS index over rows of unit length, shape (n, d), float32.

    Exact up to `EXACT_UP_TO` rows, a graph (HNSW) above, unless `exact` decides.
    """
    rows, dimension = vectors.shape
    if exact is None:
        exact = rows <= EXACT_UP_TO
    index: Any
    if exact:
        index = faiss.IndexFlatIP(dimension)
    else:
        index = faiss.IndexHNSWFlat(dimension, _LINKS, faiss.METRIC_INNER_PRODUCT)
        index.hnsw.efConstruction = _BUILD_EFFORT
        index.hnsw.efSearch = _SEARCH_EFFORT
    index.add(np.ascontiguousarray(vectors, dtype=np.float32))
    return index


def search_dense(
    index: Any, queries: Vectors, *, top_k: int, among: np.ndarray | None = None
) -> tuple[Vectors, np.ndarray]:
    """Return similarities and row numbers of the nearest rows, each of shape (queries, k), nearest first.

    k is the smaller of `top_k` and the number of rows searched: all, or those whose numbers are in `among`. A graph
    may find fewer; row number -1 then fills the end.
    """
    k = min(top_k, index.ntotal if among is None else len(among))
    if k == 0:
        return np.zeros((len(queries), 0), np.float32), np.zeros((len(queries), 0), np.int64)
    parameters: Any = None
    if among is not None:
        selector = faiss.IDSelectorBatch(np.ascontiguousarray(among, dtype=np.int64))
        if isinstance(index, faiss.IndexHNSW):
            parameters = faiss.SearchParametersHNSW(sel=selector, efSearch=_SEARCH_EFFORT)  # type: ignore[attr-defined]
        else:
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
    similarities, rows = index.search(np.ascontiguousarray(queries, dtype=np.float32), k, params=parameters)
    return similarities, rows
