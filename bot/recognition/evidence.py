"""Which of the practitioner's words show a sign: the clause that speaks most for it, and what goes with it.

An injury and how it is explained, or what was seen and what it was like, belong together: the likeliest clause alone is
often the explanation ("says he fell").
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.language.clauses import Span


def evidence(
    likely: NDArray[np.float32],
    stated: NDArray[np.bool_],
    pieces: Sequence[Span],
    sentences: Sequence[Span],
    *,
    share: float,
    most: int,
) -> tuple[Span, ...]:
    """Return the clauses that show a sign: one or more, side by side, in one sentence.

    Args:
        likely: The sign's estimate for each clause, shape (clauses,).
        stated: Which clauses count, shape (clauses,). Where none does, the first clause is returned.
        pieces: The clauses of the message in order; at least one.
        sentences: Its sentences.
        share: A clause beside the likeliest belongs to it if it is at least this share as likely.
        most: At most so many clauses.
    """
    if not stated.any():
        return (pieces[0],)
    first = last = int(np.where(stated, likely, -1.0).argmax())
    least = share * likely[first]
    within = next((one for one in sentences if one.start <= pieces[first].start < one.end), pieces[first])

    def belongs(at: int) -> bool:
        inside = 0 <= at < len(pieces) and within.start <= pieces[at].start < within.end
        return inside and bool(stated[at]) and likely[at] >= least

    while last - first + 1 < most:
        beside = [at for at in (first - 1, last + 1) if belongs(at)]
        if not beside:
            break
        chosen = max(beside, key=lambda at: float(likely[at]))
        first, last = min(first, chosen), max(last, chosen)
    return tuple(pieces[first : last + 1])
