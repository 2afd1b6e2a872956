"""What a message answers to a deciding question: yes, no, not sure, or nothing.

A pressed button is known by its words. In free text a plain yes or no counts first, then the facts that the pack lists
for the question ("five months gone"). A hedged answer counts where it raises the advice; where it would lower it, it is
a "not sure": doubt goes up.
"""

from __future__ import annotations

import re

from bot.advice.assess import Answer
from bot.content.schema import Question

_START = r"^(?:well|erm?|um+|hmm+|oh|ok|okay|so|and|sorry|i mean|tbh|to be honest|honestly)?,? ?"
_DOUBT = re.compile(
    r"\b(?:not (?:really |quite |too |entirely |100% )?(?:sure|certain)|unsure|(?:i )?(?:don'?t|dont|do not) (?:really )?know|dunno|no idea|no clue|not (?:got )?a clue|haven'?t (?:got )?a clue|"
    r"maybe|possibly|perhaps|hard to (?:say|tell)|difficult to (?:say|tell)|(?:can'?t|cannot|couldn'?t) (?:say|tell|be sure|rule)|who (?:knows|can tell)|"
    r"(?:i'd|i'll|i would|i will|we'd|we'll|will|would) (?:have to |need to )?(?:ask|check|find out)|(?:haven'?t|have not|hasn'?t|not) (?:yet )?(?:asked|checked|found out|been told)|"
    r"not in so many words|your guess|unclear|not clear|50.?50|depends|sort of|kind of|might (?:be|have|well)|may (?:be|have|well))\b"
)
# "No idea whether she is pregnant" names the fact and says nothing of it.
_WONDERS = re.compile(r"\b(?:about|if|whether|or not)\b|^no\b")
_HEDGED_NO = re.compile(
    r"\b(?:not (?:that|as far as|so far as|to) (?:i|we|my|anyone|i'm)\b|not to (?:my|our) knowledge|(?:i|we) (?:don'?t|dont|do not) (?:think|believe|suppose) so|(?:i|we) (?:don'?t|dont|do not) (?:think|believe)|"
    r"(?:i|we) doubt (?:it|that)|not really|unlikely|probably not|i (?:think|guess|suppose) not|hopefully not|hope not|not (?:yet|so far)|not much)\b"
)
_HEDGED_YES = re.compile(
    rf"{_START}(?:(?:i|we)(?:'d| would)? (?:think|believe|guess|suppose|reckon|fear|imagine|say) (?:so|yes)|probably|likely|most likely|very likely|quite likely|i would (?:say|think) so|could (?:be|have been|well be)|it'?s possible|seems? (?:so|like it)|looks like it|apparently(?: so| yes)?|pretty much|more or less)\b"
)
_YES = re.compile(
    rf"{_START}(?:sadly |unfortunately |oh |i'?m afraid |definitely |absolutely )?(?:yes|yeah|yea|yep|yup|ye|aye|correct|definitely|absolutely|certainly|indeed|exactly|of course|afraid so|that'?s right|true|both|all of (?:them|these|those))\b(?! not)"
    r"|\bi'?m afraid so\b|^(?:he|she|they|it|mum|dad) (?:is|was|were|are|has|have|did|does|do|had|will)$"
)
_NO = re.compile(
    rf"{_START}(?:no(?:$|[,.;! ](?! (?:one|body) knows)(?!\s*(?:idea|clue|explanation|food|one|longer|contact)))|nope|nah|naw|none(?: of (?:these|those|them|that))?\b|neither\b|never\b|(?:definitely|absolutely|certainly|of course|clearly|it'?s) not\b|not at all\b|nothing (?:like|of) (?:that|the)|not one of)"
    r"|[, ]no$|^(?:he|she|they|it|mum|dad|nobody|no one) (?:isn'?t|wasn'?t|weren'?t|aren'?t|hasn'?t|haven'?t|didn'?t|doesn'?t|don'?t|hadn'?t|won'?t|is not|was not|has not|did not)$"
)
# A no that takes itself back: "no, but she may be pregnant". It lowers nothing.
_BUT = re.compile(r"^\w+\W+(?:but|although|though|except|unless)\b|\b(?:but|although|though|except|unless)\b")
_ASKS = re.compile(r"^(?:what|why|how|who|which|when|where|can you|could you|do you)\b|\?$")


def answer_in(message: str, question: Question) -> Answer | None:
    """Return the answer that a message gives to the question, or None where it gives none."""
    said = message.strip().lower().replace("\u2019", "'").rstrip(".! ")
    pressed = {
        question.answers.if_yes.lower(): Answer.YES,
        question.answers.if_no.lower(): Answer.NO,
        question.answers.if_unsure.lower(): Answer.UNSURE,
    }
    if said in pressed:
        return pressed[said]
    raising, lowering = (Answer.NO, Answer.YES) if question.inverted else (Answer.YES, Answer.NO)
    given = _plain_answer(said, question, raising=raising, lowering=lowering)
    if given is lowering and _BUT.search(said):
        return Answer.UNSURE
    return given


def _plain_answer(said: str, question: Question, *, raising: Answer, lowering: Answer) -> Answer | None:
    facts = _facts(said, question)
    if _HEDGED_NO.search(said):
        return Answer.NO if raising is Answer.NO else facts or Answer.UNSURE
    if raising is Answer.NO and _NO.search(said):
        return Answer.NO
    if _YES.search(said):
        # "Yes, but it doesn't fit": the fact beside the yes says more than the yes.
        return raising if facts is raising else Answer.YES
    if _HEDGED_YES.search(said):
        return Answer.YES if raising is Answer.YES else facts if facts is raising else Answer.UNSURE
    if _DOUBT.search(said):
        return raising if facts is raising and not _WONDERS.search(said) else Answer.UNSURE
    if _NO.search(said):
        return Answer.NO
    if _ASKS.search(said):
        return None
    return facts if facts is raising or facts is lowering else None


def _facts(said: str, question: Question) -> Answer | None:
    """Return what the facts in the words come to; one that raises counts before one that lowers."""
    says_yes = any(re.search(rf"\b(?:{pattern})", said) for pattern in question.says_yes)
    says_no = any(re.search(rf"\b(?:{pattern})", said) for pattern in question.says_no)
    first, second = ((says_no, Answer.NO), (says_yes, Answer.YES))
    if not question.inverted:
        first, second = second, first
    return first[1] if first[0] else second[1] if second[0] else None
