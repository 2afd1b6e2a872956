"""Everything that is estimated of one message: its whole, its clauses, and what clauses that do not count speak of.

The encoder reads the message once. A clause is estimated from its words as they stand in the message; read by itself it
would say hardly more (F1 0.805 against 0.801 on a writer who was left out) and cost as much again as the message.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.language.clauses import Span
from bot.recognition.estimator import Estimator
from bot.recognition.examples import EMERGENCY
from bot.retrieval.embedder import Reader

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Estimates:
    """Before calibration, labels in the estimator's order.

    `whole` has shape (labels,), `clauses` (clauses, labels); `mentioned`, of the same shape, is how likely a turned
    clause speaks of a label, and zero for the others. `severe_neglect` is how likely the whole tells of that, 0 to 1.
    """

    whole: Floats
    clauses: Floats
    mentioned: Floats
    severe_neglect: float = 0.0


def estimates_of(
    text: str, pieces: Sequence[Span], turned: NDArray[np.bool_], reader: Reader, estimator: Estimator
) -> Estimates:
    """Return the estimates of a message; `turned` says of each clause whether it denies, dates or imagines."""
    read = reader.read([text])[0]
    rows = [read.stretch(piece.start, piece.end) for piece in pieces]
    # Beyond what the encoder reads of a long text, a clause is read by itself.
    unread = [at for at, row in enumerate(rows) if row is None]
    aside = [at for at, is_turned in enumerate(turned) if is_turned]
    # What is denied or past would count all the same in the meaning of the whole: what is stated is read alone too.
    stated = " ".join(piece.text for piece, is_turned in zip(pieces, turned) if not is_turned) if aside else ""
    alone = [stated] if stated else []
    parts = reader.encode([*alone, *(pieces[at].text for at in (*aside, *unread))])
    for at, row in zip(unread, parts[len(alone) + len(aside) :]):
        rows[at] = row
    vectors = np.vstack([read.vector, parts[: len(alone)], *(row for row in rows if row is not None)])
    probabilities = estimator.probabilities([text, *alone, *(piece.text for piece in pieces)], vectors)
    mentioned = np.zeros((len(pieces), len(estimator.labels)), dtype=np.float32)
    mentioned[aside] = estimator.mentions(parts[len(alone) : len(alone) + len(aside)])
    severe = estimator.severe_neglect(read.vector)
    first = 1 + len(alone)
    wholes = probabilities[:first]
    if aside and not alone:
        # Nothing is stated at all, so nothing is shown; what comes of that is the duty team, who can tell.
        wholes = np.vstack([wholes, np.zeros_like(wholes)])
    return Estimates(_lower(wholes, estimator.labels), probabilities[first:], mentioned, severe)


def _lower(wholes: Floats, labels: Sequence[str]) -> Floats:
    """Return the lower of the estimates of the whole and of what is stated. Danger is never less for what is denied."""
    lower = wholes.min(axis=0)
    if EMERGENCY in labels:
        lower[labels.index(EMERGENCY)] = wholes[0, labels.index(EMERGENCY)]
    return lower
