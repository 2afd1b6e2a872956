"""Nearest neighbours by cosine, with FAISS: exact while that is quick, by clusters above.

The limit, the form of the index for large sets and the recall asked for are explained in docs/decisions/0007-search.md;
`signpost bench --only index` measures them.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from bot.retrieval.embedder import Vectors
from bot.retrieval.errors import IndexDamagedError, IndexUnmadeError

# From about this many rows on, exact search takes longer than 5 ms on two cores.
EXACT_UP_TO = 40_000
# Clusters are about the square root of the rows: with more, building takes longer and searching gets no quicker.
_CLUSTERS_PER_ROOT = 1.0
_ROWS_PER_CLUSTER_TO_LEARN_FROM = 48
_ROUNDS = 8
# Numbers of a row that share a code of half a byte.
_NUMBERS_PER_CODE = 4
# So many times the rows that are asked for are compared again; more find nothing that was measured.
_COMPARED_AGAIN = 20
# Found on rows that are left out of their own answer. Above the 0.95 that is asked of real questions, to leave room.
_RECALL_WANTED = 0.96
_TRIED_QUERIES = 256
_NEAREST = 10


def build_dense(vectors: Vectors, *, exact: bool | None = None) -> Any:
    """Return a FAISS index over rows of unit length, shape (n, d), float32.

    Up to `EXACT_UP_TO` rows it is exact, unless `exact` decides. Above, rows are kept by cluster, half a byte for four
    numbers; as many clusters are read for a query as it takes to find nearly all of the nearest, and those that seem
    nearest are compared again, with a byte for each number.

    Raises:
        IndexUnmadeError: FAISS failed, for want of memory as a rule.
    """
    rows = len(vectors)
    if exact is None:
        exact = rows <= EXACT_UP_TO
    try:
        return _built(vectors, exact=exact)
    except (RuntimeError, MemoryError) as error:
        raise IndexUnmadeError(
            f"The search index of {rows:,} rows cannot be made ({type(error).__name__}); what was in service stays. "
            f"Free some memory and run the same command again."
        ) from error


def _built(vectors: Vectors, *, exact: bool) -> Any:
    rows, dimension = vectors.shape
    index: Any
    if exact or rows == 0:
        index = faiss.IndexFlatIP(dimension)
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return index
    return _by_clusters(np.ascontiguousarray(vectors, dtype=np.float32))


def is_exact(index: Any) -> bool:
    """Return whether an index finds the nearest without fail."""
    return isinstance(index, faiss.IndexFlat)


def write_dense(index: Any, path: Path) -> None:
    """Write an index to a file.

    Raises:
        OSError: It cannot be written.
    """
    try:
        faiss.write_index(index, str(path))
    except RuntimeError as error:
        # All that FAISS says of a full disk.
        raise OSError(errno.EIO, "cannot be written", str(path)) from error


def read_dense(path: Path) -> Any:
    """Return the index of a file.

    Raises:
        IndexDamagedError: The file is missing, or FAISS cannot read it.
    """
    try:
        return faiss.read_index(str(path))
    except (RuntimeError, MemoryError) as error:
        # FAISS names its own source line and little else.
        raise IndexDamagedError(f"{path}: not a whole search index; run `signpost index build`") from error


def search_dense(
    index: Any, queries: Vectors, *, top_k: int, among: np.ndarray | None = None
) -> tuple[Vectors, np.ndarray]:
    """Return similarities and row numbers of the nearest rows, each of shape (queries, k), nearest first.

    k is the smaller of `top_k` and the number of rows searched: all, or those whose numbers are in `among`. An index by
    clusters may find fewer; row number -1 then fills the end.
    """
    k = min(top_k, index.ntotal if among is None else len(among))
    if k == 0:
        return np.zeros((len(queries), 0), np.float32), np.zeros((len(queries), 0), np.int64)
    parameters: Any = None
    if among is not None:
        selector = faiss.IDSelectorBatch(np.ascontiguousarray(among, dtype=np.int64))
        if is_exact(index):
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        else:
            read = faiss.extract_index_ivf(index).nprobe
            within = faiss.SearchParametersIVF(sel=selector, nprobe=read)  # type: ignore[call-arg]
            parameters = faiss.IndexRefineSearchParameters(  # type: ignore[call-arg]
                k_factor=index.k_factor, base_index_params=within
            )
    with _threads_for(queries):
        similarities, rows = index.search(np.ascontiguousarray(queries, dtype=np.float32), k, params=parameters)
    return similarities, rows


@contextmanager
def _threads_for(queries: Vectors) -> Iterator[None]:
    """Let one query be searched by one thread: a second has hardly anything to do, and waiting for it takes time."""
    before = faiss.omp_get_max_threads()
    if len(queries) > 1 or before == 1:
        yield
        return
    # Holds for the calling thread alone.
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)


def _by_clusters(vectors: Vectors) -> Any:
    rows, dimension = vectors.shape
    clusters = max(1, min(int(_CLUSTERS_PER_ROOT * rows**0.5), rows // 4))
    form = f"IVF{clusters},PQ{dimension // _NUMBERS_PER_CODE}x4fs,Refine(SQ8)"
    index: Any = faiss.index_factory(dimension, form, faiss.METRIC_INNER_PRODUCT)
    index.k_factor = _COMPARED_AGAIN
    by_cluster = faiss.extract_index_ivf(index)
    by_cluster.cp.niter = _ROUNDS
    by_cluster.cp.min_points_per_centroid = 1
    by_cluster.cp.max_points_per_centroid = _ROWS_PER_CLUSTER_TO_LEARN_FROM
    index.train(vectors)
    index.add(vectors)
    by_cluster.nprobe = _clusters_to_read(index, by_cluster, vectors)
    return index


def _clusters_to_read(index: Any, by_cluster: Any, vectors: Vectors) -> int:
    """Return how many clusters must be read so that recall against exact search is what is wanted; all, at worst."""
    tried = np.random.default_rng(0).choice(len(vectors), min(_TRIED_QUERIES, len(vectors)), replace=False)
    queries = np.ascontiguousarray(vectors[tried])
    nearest = min(_NEAREST + 1, len(vectors))
    _, exact = faiss.knn(queries, vectors, nearest, metric=faiss.METRIC_INNER_PRODUCT)
    read = 1
    while read < by_cluster.nlist:
        by_cluster.nprobe = read
        _, found = index.search(queries, nearest)
        if recall_of(_others(found, tried), _others(exact, tried)) >= _RECALL_WANTED:
            return read
        read = max(read + 1, int(read * 1.5))
    return int(by_cluster.nlist)


def _others(found: np.ndarray, own: np.ndarray) -> list[set[int]]:
    """Every row is nearest to itself, which says nothing."""
    return [set(row.tolist()) - {int(me), -1} for row, me in zip(found, own)]


def recall_of(found: list[set[int]], wanted: list[set[int]]) -> float:
    """Return the share of the rows wanted that were found, 0 to 1; 1 where none is wanted."""
    total = sum(len(row) for row in wanted)
    return sum(len(one & other) for one, other in zip(found, wanted)) / total if total else 1.0
