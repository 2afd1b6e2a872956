"""The assistant without the web: what recognition read, put through the rules of a pack to an outcome.

Recognition is slow and runs once; deciding is quick, so that other thresholds can be tried on what was read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.content.pack import Pack
from bot.evaluation.answering import Answering
from bot.evaluation.behaviour import AskOutcome
from bot.reply.compose import Composer
from bot.reply.shape import Reply


def outcome_of(reply: Reply) -> AskOutcome:
    """Return what a reply comes to."""
    found = reply.assessment
    if found is None:
        return AskOutcome(None, None, ())
    return AskOutcome(found.route.id, found.level, tuple(indicator.id for indicator in found.indicators))


def deciding(pack: Pack, actions: Mapping[str, str]) -> Answering:
    """Return what answers by a pack, without an index; `actions` says which action answers an intent."""
    return Answering(pack, Composer(pack), None, actions)


def with_cuts(pack: Pack, factor: float) -> Pack:
    """Return the pack with every threshold of a sign moved: below 1 signs are taken as shown sooner, above 1 later.

    The thresholds for danger stay; they are no matter of coverage.
    """
    limits = pack.thresholds

    def moved(cut: float) -> float:
        return min(0.99, max(0.01, cut * factor))

    per_level = {
        name: getattr(limits, name).model_copy(
            update={level: moved(getattr(getattr(limits, name), level)) for level in ("early_help", "complex_severe")}
        )
        for name in ("clear", "possible")
    }
    exceptions = {
        indicator: cut.model_copy(update={"clear": moved(cut.clear), "possible": moved(cut.possible)})
        for indicator, cut in limits.indicators.items()
    }
    named = limits.named.model_copy(update={"beside": moved(limits.named.beside), "alone": moved(limits.named.alone)})
    changed = {**per_level, "named": named, "indicators": exceptions}
    return replace(pack, thresholds=limits.model_copy(update=changed))
