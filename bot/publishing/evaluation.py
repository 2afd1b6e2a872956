"""What a model says to the golden cases, the behavioural tests and the latest messages: kept as a record.

The record holds no message of a person: messages are named by their keys.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.content.pack import Pack
from bot.evaluation.answering import Answering, Understood
from bot.evaluation.assembled import outcome_of
from bot.evaluation.behaviour import Pair, run_behaviour
from bot.evaluation.outcomes import Outcome
from bot.evaluation.vignettes import Vignette
from bot.reply.shape import Reply


@dataclass(frozen=True)
class PastMessage:
    """A message that somebody wrote, masked; `key` names it in the database."""

    key: str
    text: str


@dataclass(frozen=True)
class Said:
    """A reply in short. `level` and `route` are None where the reply gives none."""

    key: str
    kind: str
    level: str | None
    route: str | None
    indicators: tuple[str, ...] = ()

    @classmethod
    def of(cls, key: str, reply: Reply) -> Said:
        assessment = reply.assessment
        return cls(
            key,
            reply.kind,
            assessment.level if assessment else None,
            assessment.route.id if assessment else None,
            tuple(item.id for item in assessment.indicators) if assessment else (),
        )


@dataclass(frozen=True)
class Evaluation:
    """All that a model said. `behaviour` says for each behavioural test whether it passed, by the test's name."""

    model: str
    knowledge_version: str
    golden: tuple[Outcome, ...]
    behaviour: Mapping[str, bool]
    messages: tuple[Said, ...]


def answered(
    model: str,
    pack: Pack,
    answering: Answering,
    golden: Sequence[Vignette],
    conversations: Sequence[Sequence[PastMessage]],
    understood: Mapping[str, Understood],
    pairs: Sequence[Pair] = (),
) -> Evaluation:
    """Return what a model says, given what it understood of each text.

    Golden cases and behavioural tests are asked as first messages; past messages in their conversations, in order.
    """

    def first(text: str) -> Reply:
        return answering.first(text, understood[text])

    higher = {question.text: question.higher for question in pack.questions.values()}
    outcomes = []
    for vignette in golden:
        reply = first(vignette.text)
        asked_for = next((higher[part.text] for part in reply.replies if part.text in higher), None)
        outcomes.append(Outcome.of(vignette, reply, asked_for))
    said = []
    for conversation in conversations:
        replies = answering.replies([(message.text, understood[message.text]) for message in conversation])
        said += [Said.of(message.key, reply) for message, reply in zip(conversation, replies)]
    behaved = {result.pair.id: result.passed for result in run_behaviour(pairs, lambda text: outcome_of(first(text)))}
    return Evaluation(model, pack.version, tuple(outcomes), behaved, tuple(said))


def texts_of(
    golden: Sequence[Vignette], conversations: Sequence[Sequence[PastMessage]], pairs: Sequence[Pair] = ()
) -> list[str]:
    """Return every text that a model must read, once each."""
    past = (message.text for conversation in conversations for message in conversation)
    paired = (text for pair in pairs for text in (pair.first, pair.second))
    return list(dict.fromkeys([*(vignette.text for vignette in golden), *paired, *past]))


def to_record(evaluation: Evaluation) -> dict[str, Any]:
    """Return the evaluation as JSON values; golden cases are named by their ids."""
    return {
        "model": evaluation.model,
        "knowledge_version": evaluation.knowledge_version,
        "golden": [{**asdict(o), "vignette": o.vignette.id} for o in evaluation.golden],
        "behaviour": dict(evaluation.behaviour),
        "messages": [asdict(said) for said in evaluation.messages],
    }


def from_record(record: Mapping[str, Any], golden: Sequence[Vignette]) -> Evaluation:
    """Return the evaluation that was written.

    Raises:
        KeyError, TypeError: It was written for other golden cases, or by another version of the program.
    """
    by_id = {vignette.id: vignette for vignette in golden}
    return Evaluation(
        record["model"],
        record["knowledge_version"],
        tuple(
            Outcome(
                **{
                    **outcome,
                    "vignette": by_id[outcome["vignette"]],
                    "indicators": tuple(outcome["indicators"]),
                    "probabilities": tuple(outcome["probabilities"]),
                }
            )
            for outcome in record["golden"]
        ),
        dict(record["behaviour"]),
        tuple(Said(**{**said, "indicators": tuple(said["indicators"])}) for said in record["messages"]),
    )
