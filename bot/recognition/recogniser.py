"""Reads one message: every indicator with its words, what is set aside, and how sure all of it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.advice.reading import AgencyWork, Finding, Reading, Reason, SetAside, Work
from bot.language.agencies import agencies_in
from bot.language.clauses import Span, clauses
from bot.language.context import Turn, is_reported, turns_of
from bot.language.facts import facts_of
from bot.recognition.estimator import Calibration, Estimator
from bot.recognition.examples import EMERGENCY
from bot.retrieval.embedder import Embedder

_REASONS = {
    Turn.NEGATED: Reason.NEGATED,
    Turn.PAST: Reason.PAST,
    Turn.HYPOTHETICAL: Reason.HYPOTHETICAL,
    Turn.ADULT_ONLY: Reason.ADULT_ONLY,
}


@dataclass(frozen=True)
class RecogniserSettings:
    """`floor`: findings less likely than this are not kept. `clause_share`: how much the best clause counts against
    the whole message. `aside_floor`: from here on a turned clause is shown as set aside."""

    floor: float = 0.1
    clause_share: float = 0.15
    aside_floor: float = 0.5


class Recogniser:
    """An estimator over an embedder, applied to the message and to each of its clauses."""

    def __init__(
        self,
        embedder: Embedder,
        estimator: Estimator,
        settings: RecogniserSettings | None = None,
        calibration: Calibration | None = None,
    ) -> None:
        self._embedder = embedder
        self._estimator = estimator
        self._settings = settings or RecogniserSettings()
        self._calibration = calibration or Calibration()

    def read(self, message: str, *, concern: float) -> Reading:
        """Return what the message shows; `concern` is the probability that it is one, from intent classification."""
        pieces = clauses(message)
        if not pieces:
            return Reading(concern=concern)
        whole, by_clause = self._probabilities(message, pieces)
        return self._reading(message, pieces, whole, by_clause, concern)

    def estimates(self, message: str) -> NDArray[np.float32]:
        """Return the estimate of every label before calibration, in the estimator's order, shape (labels,)."""
        pieces = clauses(message)
        whole, by_clause = self._probabilities(message, pieces)
        return self._combined(whole, _counted(by_clause, [turn is None for turn in turns_of(message, pieces)]))

    def _probabilities(self, message: str, pieces: Sequence[Span]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        texts = [message, *(piece.text for piece in pieces)]
        probabilities = self._estimator.probabilities(texts, self._embedder.encode(texts))
        return probabilities[0], probabilities[1:]

    def _combined(self, whole: NDArray[np.float32], counted: NDArray[np.float32]) -> NDArray[np.float32]:
        share = self._settings.clause_share
        best = counted.max(axis=0) if len(counted) else np.zeros_like(whole)
        return (1 - share) * whole + share * best

    def _reading(
        self,
        message: str,
        pieces: Sequence[Span],
        whole: NDArray[np.float32],
        by_clause: NDArray[np.float32],
        concern: float,
    ) -> Reading:
        turns = turns_of(message, pieces)
        stated = np.array([turn is None for turn in turns])
        counted = _counted(by_clause, stated)
        combined = self._calibration(self._combined(whole, counted))
        findings, set_aside = [], []
        danger = 0.0
        for index, label in enumerate(self._estimator.labels):
            if label == EMERGENCY:
                danger = float(combined[index])
                continue
            if combined[index] >= self._settings.floor:
                piece = pieces[int(counted[:, index].argmax())] if stated.any() else pieces[0]
                findings.append(
                    Finding(
                        label,
                        float(combined[index]),
                        piece.text,
                        piece.start,
                        piece.end,
                        is_reported(piece),
                    )
                )
            turned = np.where(stated, 0.0, by_clause[:, index])
            if turned.size and turned.max() >= self._settings.aside_floor:
                at = int(turned.argmax())
                turn = turns[at]
                if turn is not None:
                    set_aside.append(SetAside(label, pieces[at].text, pieces[at].start, pieces[at].end, _REASONS[turn]))
        facts = facts_of(message)
        return Reading(
            findings=tuple(sorted(findings, key=lambda f: -f.probability)),
            set_aside=tuple(set_aside),
            concern=concern,
            danger=danger,
            despite_help=facts.despite_help,
            severe_neglect=facts.severe_neglect,
            children=facts.children,
            accounts_differ=facts.accounts_differ,
            agencies=tuple(
                AgencyWork(mention.agency, Work(mention.work.value), mention.evidence)
                for mention in agencies_in(message)
            ),
        )


def _counted(by_clause: NDArray[np.float32], stated: Sequence[bool] | NDArray[np.bool_]) -> NDArray[np.float32]:
    """Return the clauses' probabilities with nothing from clauses that deny, date or imagine what they mention."""
    return np.where(np.asarray(stated, dtype=bool)[:, None], by_clause, 0.0).astype(np.float32)
