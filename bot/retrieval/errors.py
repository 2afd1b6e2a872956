"""What can go wrong in retrieval.

RetrievalError
├── IndexMissingError    no index where one is expected
├── IndexDamagedError    files of the index are missing, cut short or do not fit each other
├── IndexMismatchError   the index was built with another embedder
└── IndexUnmadeError     a new index cannot be made
"""

from __future__ import annotations


class RetrievalError(Exception):
    """Base of all errors of retrieval."""


class IndexMissingError(RetrievalError):
    """There is no index; the message says how to build one."""


class IndexDamagedError(RetrievalError):
    """The index cannot be read; the message says how to build it again."""


class IndexMismatchError(RetrievalError):
    """The index and the embedder do not belong together."""


class IndexUnmadeError(RetrievalError):
    """A new index cannot be made; the message says what stays and what to do."""
