"""What a sentence denies, and how far a denial reaches."""

from __future__ import annotations

import pytest
from hypothesis import given

from bot.language.negation import denials, is_denied, plain
from tests.strategies import messages


def denied(marked: str) -> bool:
    """Return whether the words in brackets are denied in the sentence around them."""
    start, end = marked.index("["), marked.index("]") - 1
    return is_denied(marked.replace("[", "").replace("]", ""), start, end)


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("No [bruises] seen.", id="no"),
        pytest.param("Denies [chest pain].", id="denies"),
        pytest.param("Denies fever, cough or [chest pain].", id="to-the-end-of-a-list"),
        pytest.param("[Fracture] was ruled out.", id="ruled-out-behind"),
        pytest.param("Ruled out for [infarction].", id="ruled-out-before"),
        pytest.param("[Marks]: none.", id="answer-behind-a-colon"),
        pytest.param("[Smoking] - never.", id="answer-behind-a-dash"),
        pytest.param("He wasn\u2019t [hurt].", id="curly-apostrophe"),
        pytest.param("nil [vomiting] overnight", id="nil"),
        pytest.param("Screen negative for [opiates].", id="negative-for"),
        pytest.param("Margins free of [tumour].", id="free-of"),
        pytest.param("Scan fails to reveal any [bleed].", id="fails-to-reveal"),
        pytest.param("He never had [fits].", id="never-had"),
        pytest.param("She is no longer [febrile].", id="no-longer"),
        pytest.param("Abdomen non-[tender].", id="inside-a-word"),
        pytest.param("A sprain rather than a [fracture].", id="rather-than"),
    ],
)
def test_what_a_denial_reaches_is_denied(marked: str) -> None:
    """The words behind "no", and those before "ruled out", are denied."""
    assert denied(marked)


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("No fever but [a cough].", id="but"),
        pytest.param("No complaints except for [headache].", id="except"),
        pytest.param("No cyanosis, trace [oedema].", id="a-finding-in-the-list"),
        pytest.param("He denies pain, he has [a cough].", id="a-new-statement"),
        pytest.param("No change in the [swelling].", id="no-change"),
        pytest.param("Not only [bruised] but burnt.", id="not-only"),
        pytest.param("[Fracture] cannot be ruled out.", id="cannot-be-ruled-out"),
        pytest.param("CT to rule out [a bleed].", id="to-rule-out"),
        pytest.param("Nobody knows how she got the [burn].", id="nobody-knows"),
        pytest.param("No explanation given for the [bruise].", id="no-explanation-for"),
        pytest.param("No, he has [a bruise].", id="no-as-an-answer"),
        pytest.param("Not treated for his [asthma].", id="what-was-not-treated"),
        pytest.param("[Bruising] without fracture.", id="before-the-denial"),
        pytest.param("He was [not eating].", id="the-no-inside-the-words"),
        pytest.param("No fever. [Cough] for a week.", id="the-next-sentence"),
    ],
)
def test_what_a_denial_does_not_reach_stands(marked: str) -> None:
    """A turn, a new statement, or a "no" that only looks like a denial leaves the words as they are."""
    assert not denied(marked)


@given(message=messages())
def test_denials_of_any_text_lie_within_it(message: str) -> None:
    """Whatever is written, every denial has its words and its reach inside the text."""
    for denial in denials(message):
        assert 0 <= denial.cue_start < denial.cue_end <= len(message)
        assert 0 <= denial.start <= denial.end <= len(message)
    assert len(plain(message)) == len(message)


def test_a_long_text_is_read_quickly() -> None:
    """Four thousand characters of nothing but denials take no noticeable time."""
    import time

    text = ("no pain, not sure, denies fever and " * 120)[:4000]
    # The processor's time: other work on the machine is no matter of the text.
    started = time.process_time()
    denials(text)

    assert time.process_time() - started < 1.0
