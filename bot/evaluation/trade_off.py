"""Safety against coverage: what other thresholds would have done, decided anew by the rules on what was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.content.pack import Pack
from bot.evaluation.answering import Understood
from bot.evaluation.assembled import deciding, with_cuts
from bot.evaluation.outcomes import Outcome
from bot.evaluation.scores import Scores, scores_of
from bot.evaluation.vignettes import Vignette

# Thresholds from a fifth of those in use to twice as high.
FACTORS = (0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 1.0, 1.1, 1.25, 1.4, 1.6, 1.8, 2.0)
IN_USE = 1.0


@dataclass(frozen=True)
class TradeOff:
    """The figures with every threshold of a sign multiplied by `factor`."""

    factor: float
    scores: Scores

    @property
    def point(self) -> tuple[float, float]:
        """Coverage and safety, each 0 to 1."""
        return self.scores.coverage.value, self.scores.safe.value


def trade_offs(
    vignettes: Sequence[Vignette],
    read: Sequence[Understood],
    pack: Pack,
    asked_for: Mapping[str, str],
    actions: Mapping[str, str],
) -> list[TradeOff]:
    """Return the figures for every factor. `read` holds what was understood of each vignette, in the same order;
    `asked_for` gives the higher indicator of a deciding question by its words, `actions` the action of each intent."""
    found = []
    for factor in FACTORS:
        answering = deciding(with_cuts(pack, factor), actions)
        outcomes = []
        for vignette, understood in zip(vignettes, read):
            reply = answering.first(vignette.text, understood)
            asked = next((asked_for[text.text] for text in reply.replies if text.text in asked_for), None)
            outcomes.append(Outcome.of(vignette, reply, asked))
        found.append(TradeOff(factor, scores_of(outcomes)))
    return found
