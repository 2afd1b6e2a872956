"""One message read: its signs, their words, and what is set aside."""

from __future__ import annotations

import pytest

from bot.advice.reading import Finding, Reading, Reason
from bot.recognition.estimator import Estimator, EstimatorSettings
from bot.recognition.examples import Example, Passage, training_passages
from bot.recognition.recogniser import Recogniser, RecogniserSettings
from tests.unit.recognition.keyword_embedder import KeywordEmbedder

LABELS = ["emergency", "home_alone", "intervention_not_effective", "unexplained_injury"]
EXAMPLES = [
    Example("a bruise on the arm", frozenset({"unexplained_injury"})),
    Example("another bruise, no story", frozenset({"unexplained_injury"})),
    Example("alone in the house", frozenset({"home_alone"})),
    Example("left alone all night", frozenset({"home_alone"})),
    Example("he has a knife in the hall", frozenset({"emergency"})),
    Example("a knife, right here", frozenset({"emergency"})),
    Example("the plan has not worked", frozenset({"intervention_not_effective"})),
    Example("a plan for a year, nothing better", frozenset({"intervention_not_effective"})),
    Example("when does school start", frozenset()),
    Example("a lovely day at school", frozenset()),
]


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    """A recogniser of a few words."""
    settings = EstimatorSettings(neighbours=3)
    mentions = [
        Passage("no bruise", frozenset({"unexplained_injury"})),
        Passage("never alone", frozenset({"home_alone"})),
    ]
    mentions.append(Passage("at school", frozenset()))
    estimator = Estimator.train(training_passages(EXAMPLES), LABELS, KeywordEmbedder(), settings, mentions)
    return Recogniser(KeywordEmbedder(), estimator, RecogniserSettings())


def likelihood(reading: Reading, indicator: str) -> float:
    """Return how likely an indicator is, 0 where it is not among the findings."""
    return next((f.probability for f in reading.findings if f.indicator == indicator), 0.0)


def finding(reading: Reading, indicator: str) -> Finding:
    """Return the finding of that indicator."""
    return next(f for f in reading.findings if f.indicator == indicator)


def test_a_denied_sign_beside_a_real_one_does_not_count(recogniser: Recogniser) -> None:
    """What is denied is set aside, and does not count through the meaning of the whole message either."""
    alone = recogniser.read("She was left alone all night.", concern=1.0)
    both = recogniser.read("There was no bruise on the girl. She was left alone all night.", concern=1.0)

    assert likelihood(both, "unexplained_injury") < 0.3
    assert likelihood(both, "home_alone") > 0.5
    assert likelihood(both, "unexplained_injury") <= likelihood(alone, "unexplained_injury") + 0.05
    assert [(one.indicator, one.reason) for one in both.set_aside] == [("unexplained_injury", Reason.NEGATED)]


def test_where_everything_is_denied_nothing_is_shown(recogniser: Recogniser) -> None:
    """A message that only denies shows no sign, however much its words are like one; danger is not less for it."""
    denied = recogniser.read("There was no bruise on the girl.", concern=1.0)

    assert likelihood(denied, "unexplained_injury") < 0.1
    assert recogniser.read("No bruise, no knife.", concern=1.0).danger > 0.1


def test_help_that_has_not_worked_is_in_spite_of_help(recogniser: Recogniser) -> None:
    """The indicator says so, whatever the words."""
    assert recogniser.read("This plan is going nowhere.", concern=1.0).despite_help
    assert not recogniser.read("She was left alone all night.", concern=1.0).despite_help


def test_severe_neglect_is_told_by_its_head_beside_a_sign_of_neglect_alone() -> None:
    """The head counts where neglect is likely too, and not beside another sign."""
    examples = [
        *EXAMPLES,
        Example("never any school dinner", frozenset({"neglect_poor_parenting"})),
        Example("sent to school with nothing", frozenset({"neglect_poor_parenting"})),
    ]
    labels = sorted({*LABELS, "neglect_poor_parenting"})
    severe = [
        Passage("school and hungry", frozenset({"severe_neglect"})),
        Passage("alone, hungry", frozenset({"severe_neglect"})),
        Passage("a bruise", frozenset()),
    ]
    settings = EstimatorSettings(neighbours=2)
    estimator = Estimator.train(training_passages(examples), labels, KeywordEmbedder(), settings, severe=severe)
    recogniser = Recogniser(KeywordEmbedder(), estimator, RecogniserSettings())

    assert recogniser.read("Sent to school with nothing.", concern=1.0).severe_neglect
    assert not recogniser.read("She was left alone all night.", concern=1.0).severe_neglect


def test_hearsay_is_kept_and_marked(recogniser: Recogniser) -> None:
    """What others say counts as much as what was seen, and is marked."""
    heard = recogniser.read("A neighbour told me she was left alone all night.", concern=1.0)
    seen = recogniser.read("She was left alone all night.", concern=1.0)

    assert finding(heard, "home_alone").reported
    assert not finding(seen, "home_alone").reported
    assert likelihood(heard, "home_alone") > 0.5


def test_danger_is_not_less_for_what_is_denied_beside_it(recogniser: Recogniser) -> None:
    """A denial lowers signs; of the danger in the whole message it takes nothing."""
    message = "There is no knife in here. The day at school was lovely."
    whole = recogniser.read("There is a knife in here. The day at school was lovely.", concern=1.0)

    assert recogniser.read(message, concern=1.0).danger > 0.5 * whole.danger > 0.1


def test_a_sign_is_shown_with_what_stands_beside_it(recogniser: Recogniser) -> None:
    """An injury and the clause that goes on about it are one piece of evidence, with offsets into the message."""
    message = "He came in at nine as always. He had a bruise on the arm, and a second bruise on the leg."
    shown = finding(recogniser.read(message, concern=1.0), "unexplained_injury")

    assert shown.evidence == "He had a bruise on the arm, and a second bruise on the leg."
    assert message[shown.start : shown.end] == shown.evidence


def test_courtesies_change_no_estimate(recogniser: Recogniser) -> None:
    """A polite message is read like a plain one."""
    plain = recogniser.read("She was left alone all night.", concern=1.0)
    polite = recogniser.read(
        "Hope you are well. She was left alone all night. Any guidance would be gratefully received.", concern=1.0
    )

    assert likelihood(polite, "home_alone") == pytest.approx(likelihood(plain, "home_alone"), abs=0.01)
    assert finding(polite, "home_alone").evidence == "She was left alone all night."


def test_an_empty_message_shows_nothing(recogniser: Recogniser) -> None:
    """Without words there is nothing to find."""
    assert recogniser.read("  \n ", concern=0.2) == Reading(concern=0.2)


def test_the_reason_of_a_denial_does_not_show_what_is_denied(recogniser: Recogniser) -> None:
    """Beside a denial, what it is explained with sounds like the sign; a worry beside it still counts."""
    explained = recogniser.read("She was never alone, gran was in the house all night.", concern=1.0)
    worrying = recogniser.read("She was never alone, but she was left alone last night.", concern=1.0)

    assert likelihood(explained, "home_alone") <= RecogniserSettings().reassured_at_most
    assert likelihood(worrying, "home_alone") > RecogniserSettings().reassured_at_most


def test_a_sign_named_outright_is_found_with_its_clause(recogniser: Recogniser) -> None:
    """Where estimates see nothing, the name counts, and its clause is the evidence."""
    reading = recogniser.read("A quiet boy of ten. ?NAI, seen at school.", concern=1.0)

    assert likelihood(reading, "unexplained_injury") == RecogniserSettings().named
    assert "NAI" in finding(reading, "unexplained_injury").evidence


def test_an_illness_that_takes_in_the_child_may_be_danger(recogniser: Recogniser) -> None:
    """Danger is then possible, whatever the estimate."""
    assert recogniser.read("Mum thinks the baby is evil.", concern=1.0).danger >= RecogniserSettings().named_danger
