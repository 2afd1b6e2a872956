"""Reads one message: every indicator with its words, what is set aside, and how sure all of it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.advice.reading import AgencyWork, Finding, Reading, Reason, SetAside, Work
from bot.language.agencies import agencies_in
from bot.language.clauses import clauses, sentences
from bot.language.context import Turn, is_only_reassured, turns_of
from bot.language.facts import facts_of
from bot.language.hearsay import hearsay_in
from bot.language.told import told
from bot.recognition.estimates import Estimates, estimates_of
from bot.recognition.estimator import Calibration, Estimator
from bot.recognition.evidence import evidence
from bot.recognition.examples import EMERGENCY, HELP_FAILED
from bot.recognition.learnt_facts import NEGLECT
from bot.recognition.named_signs import named_in
from bot.retrieval.embedder import Reader

_REASONS = {
    Turn.NEGATED: Reason.NEGATED,
    Turn.PAST: Reason.PAST,
    Turn.HYPOTHETICAL: Reason.HYPOTHETICAL,
    Turn.ADULT_ONLY: Reason.ADULT_ONLY,
}


@dataclass(frozen=True)
class RecogniserSettings:
    """`floor`: findings less likely than this are not kept. `clause_share`: how much the best clause counts against
    the whole message. `aside_floor`: a clause that does not count is shown as set aside from here on.

    `evidence_share`: a clause beside the best one, in its sentence, is evidence too if it is at least this share as
    likely; at most `evidence_clauses`. Both were chosen by how much evidence and marks overlap, on a writer left out.

    `help_floor`: from here on the indicator that help has not worked says that things go on in spite of help, as the
    words for it do. On two writers left out it finds 84 and 86 per cent, the words alone 20 and none.
    `neglect_floor`: from here on the head for severe neglect counts, beside a sign of neglect from `neglect_beside` on.
    So words and head find 11 of 14 such messages of these writers, words alone 6; of 1,338 others the head takes 13.

    `reassured_at_most`: in a message that denies a sign and gives reasons for it alone, the sign is at most so likely;
    there a clause is taken to speak of the sign from `reassured_from` on. On 704 cases of four writers the lower cut
    changes no advice, and four of 26 denials more remove what they deny.
    `named`: how likely a sign is that the message names outright, as likely as such names were right in the training
    messages; `named_danger`: how likely danger is where a name may mean it, which is possible and not clear.
    """

    floor: float = 0.1
    clause_share: float = 0.15
    aside_floor: float = 0.5
    evidence_share: float = 0.02
    evidence_clauses: int = 3
    help_floor: float = 0.3
    neglect_floor: float = 0.05
    neglect_beside: float = 0.2
    reassured_at_most: float = 0.2
    reassured_from: float = 0.15
    named: float = 0.75
    named_danger: float = 0.2


class Recogniser:
    """An estimator over an embedder, applied to the message and to each of its clauses."""

    def __init__(
        self,
        reader: Reader,
        estimator: Estimator,
        settings: RecogniserSettings | None = None,
        calibration: Calibration | None = None,
    ) -> None:
        self._reader = reader
        self._estimator = estimator
        self._settings = settings or RecogniserSettings()
        self._calibration = calibration or Calibration()

    def read(self, message: str, *, concern: float) -> Reading:
        """Return what the message shows; `concern` is the probability that it is one, from intent classification."""
        words = told(message)
        pieces = clauses(words.text)
        if not pieces:
            return Reading(concern=concern)
        turns = turns_of(words.text, pieces)
        stated = np.array([turn is None for turn in turns])
        found = estimates_of(words.text, pieces, ~stated, self._reader, self._estimator)
        combined = self._calibration(self._combined(found, stated))
        named = named_in(words.text, pieces, [turn is None for turn in turns])
        reassured = is_only_reassured(words.text, pieces, turns)
        bounds = sentences(words.text)
        passed_on = hearsay_in(words.text, pieces)
        share, most = self._settings.evidence_share, self._settings.evidence_clauses
        findings, set_aside = [], []
        danger = 0.0
        for index, label in enumerate(self._estimator.labels):
            if label == EMERGENCY:
                danger = max(float(combined[index]), self._settings.named_danger if named.danger else 0.0)
                continue
            by_name = self._settings.named if label in named.signs else 0.0
            probability = max(float(combined[index]), by_name)
            denied = float(found.mentioned[:, index].max())
            if reassured and denied >= self._settings.reassured_from and not by_name:
                # What is said beside the denial is its reason ("her gran was there"), though it sounds like the sign.
                probability = min(probability, self._settings.reassured_at_most)
            if probability >= self._settings.floor:
                shown = (
                    [pieces[named.signs[label]]]
                    if probability > combined[index]
                    else evidence(found.clauses[:, index], stated, pieces, bounds, share=share, most=most)
                )
                start, end = words.back(shown[0].start, shown[-1].end)
                reported = any(passed_on[pieces.index(piece)] for piece in shown)
                findings.append(Finding(label, probability, message[start:end], start, end, reported))
            at = int(found.mentioned[:, index].argmax())
            turn = turns[at]
            if turn is not None and found.mentioned[at, index] >= self._settings.aside_floor:
                start, end = words.back(pieces[at].start, pieces[at].end)
                set_aside.append(SetAside(label, message[start:end], start, end, _REASONS[turn]))
        facts = facts_of(message)
        likely = {finding.indicator: finding.probability for finding in findings}
        beside = self._settings.neglect_beside
        return Reading(
            findings=tuple(sorted(findings, key=lambda f: -f.probability)),
            set_aside=tuple(set_aside),
            concern=concern,
            danger=danger,
            despite_help=facts.despite_help or likely.get(HELP_FAILED, 0) >= self._settings.help_floor,
            severe_neglect=facts.severe_neglect
            or (found.severe_neglect >= self._settings.neglect_floor and likely.get(NEGLECT, 0) >= beside),
            children=facts.children,
            accounts_differ=facts.accounts_differ,
            agencies=tuple(
                AgencyWork(mention.agency, Work(mention.work.value), mention.evidence)
                for mention in agencies_in(message)
            ),
        )

    def estimates(self, message: str) -> NDArray[np.float32]:
        """Return the estimate of every label before calibration, in the estimator's order, shape (labels,)."""
        text = told(message).text
        pieces = clauses(text)
        stated = np.array([turn is None for turn in turns_of(text, pieces)])
        return self._combined(estimates_of(text, pieces, ~stated, self._reader, self._estimator), stated)

    def _combined(self, found: Estimates, stated: NDArray[np.bool_]) -> NDArray[np.float32]:
        """Return the estimate of the message from its whole and its likeliest clause, shape (labels,)."""
        share = self._settings.clause_share
        return np.asarray((1 - share) * found.whole + share * _counted(found.clauses, stated).max(axis=0))


def _counted(by_clause: NDArray[np.float32], stated: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Return the clauses' probabilities with nothing from clauses that deny, date or imagine what they mention."""
    return np.where(stated[:, None], by_clause, 0.0).astype(np.float32)
