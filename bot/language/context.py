"""What the words around a sign do to it: deny it, put it in the past, imagine it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from bot.language import aside_cues as aside
from bot.language import worries as worries_in
from bot.language.clauses import Span, sentences
from bot.language.negation import Denial, denials, plain


class Turn(str, Enum):
    """How a clause turns the sign it mentions."""

    NEGATED = "negated"
    PAST = "past"
    HYPOTHETICAL = "hypothetical"
    ADULT_ONLY = "adult_only"


# From this share on, a clause is about what it denies rather than about something else beside it.
_MOSTLY = 0.25


# A worry further from its "no" than this many words is hardly what the "no" speaks of.
_FAR = 7


def turns_of(message: str, pieces: Sequence[Span]) -> list[Turn | None]:
    """Return for every clause how it turns what it mentions, None where it simply states it.

    Lessons, stories and adults without a child are told by the whole message; a denial reaches over its sentence.
    """
    text = plain(message)
    everywhere = _turn_of_all(text)
    if everywhere is not None:
        return [everywhere for _ in pieces]
    denied = [
        Denial(one.cue_start + at.start, one.cue_end + at.start, one.start + at.start, one.end + at.start)
        for at in sentences(message)
        for one in denials(at.text)
    ]
    turns = [_turn_of_clause(text, piece, denied) for piece in pieces]
    for place, (asked, answer) in enumerate(zip(pieces, pieces[1:])):
        # "I asked whether he is left, and he isn't": what was only asked about is denied with the answer.
        if turns[place] is None and _answers_no(text, asked, answer, turns[place + 1]):
            turns[place] = turns[place + 1] = Turn.NEGATED
    for place in range(len(pieces) - 2, -1, -1):
        if turns[place] is None and turns[place + 1] is Turn.PAST and _dates(text, pieces[place], pieces[place + 1]):
            turns[place] = Turn.PAST
    return turns


def is_only_reassured(message: str, pieces: Sequence[Span], turns: Sequence[Turn | None]) -> bool:
    """Return whether every sentence denies something, or tells of what is over, and states nothing else that worries:
    "she was not left, her gran was there". A sentence of its own is no reason of the one before."""
    text = plain(message)
    if not any(turn in {Turn.NEGATED, Turn.PAST} for turn in turns):
        return False
    for sentence in sentences(message):
        inside = [turn for piece, turn in zip(pieces, turns) if sentence.start <= piece.start < sentence.end]
        if inside and not any(turn is not None for turn in inside):
            return False
    stated = [text[piece.start : piece.end] for piece, turn in zip(pieces, turns) if turn is None]
    return not any(worries_in.WORRY.search(words) or worries_in.CONTRAST.match(words) for words in stated)


def turn_of(clause: Span) -> Turn | None:
    """Return how a clause that stands alone turns what it mentions, or None where it simply states it."""
    return turns_of(clause.text, [Span(clause.text, 0, len(clause.text))])[0]


def is_elsewhere(message: str) -> bool:
    """Return whether the whole message is about a lesson, a story, or adults without a child."""
    return _turn_of_all(plain(message)) is not None


def _turn_of_all(text: str) -> Turn | None:
    if aside.HYPOTHETICAL.search(text) and not aside.REAL.search(text):
        return Turn.HYPOTHETICAL
    if _is_about_an_adult(text):
        return Turn.ADULT_ONLY
    return None


def _is_about_an_adult(text: str) -> bool:
    """Return whether no child comes into it: said so outright, or an adult is named and nobody younger."""
    rest, said = aside.NO_CHILD.subn(" ", text)
    rest, grown = aside.ADULT.subn(" ", rest)
    if said:
        return aside.CHILD.search(rest) is None
    return bool(grown) and aside.CHILD.search(rest) is None and aside.TO_SOMEBODY.search(text) is None


def _turn_of_clause(text: str, clause: Span, denied: Sequence[Denial]) -> Turn | None:
    words = text[clause.start : clause.end]
    worries = [(clause.start + m.start(), clause.start + m.end()) for m in worries_in.WORRY.finditer(words)]
    real = [one for one in denied if not _is_the_sign(text, one)]
    spoken = [at for at in worries if not any(one.covers(*at) and _speaks_of(text, one, at[0]) for one in real)]
    if worries and not spoken and _share_denied(clause, real) >= _MOSTLY:
        return Turn.NEGATED
    if not spoken and worries_in.DENIES_ALL.search(words):
        return Turn.NEGATED
    if _is_past(text, clause):
        return Turn.PAST
    if not spoken and _is_in_order(text, clause, denied):
        return Turn.NEGATED
    return None


def _answers_no(text: str, asked: Span, answer: Span, turn: Turn | None) -> bool:
    said = text[answer.start : answer.end]
    beside = not any(mark in text[asked.end : answer.start] for mark in "?!;\n")
    no = turn is Turn.NEGATED or worries_in.ANSWERS_NO.fullmatch(said) is not None
    return beside and no and worries_in.ASKED.search(text, asked.start, asked.end) is not None


def _dates(text: str, told: Span, then: Span) -> bool:
    """Return whether the second clause says of the first that it is long ago or over: "it was sorted out years ago"."""
    if "." in text[told.end : then.start] or aside.PAST_IS_THE_SIGN.search(text, told.start, told.end):
        return False
    words = text[then.start : then.end]
    return aside.ONLY_A_TIME.fullmatch(words) is not None or aside.SAYS_IT_IS_OVER.match(words) is not None


def _is_in_order(text: str, clause: Span, denied: Sequence[Denial]) -> bool:
    """Return whether a clause says that something is as it should be, and nothing takes that back: "no clean uniform"."""
    found = worries_in.IN_ORDER.finditer(text, clause.start, clause.end)
    return any(not any(one.covers(*match.span()) for one in denied) for match in found)


def _is_the_sign(text: str, denial: Denial) -> bool:
    """Return whether a "no" is what worries people: "would not seek help for the burn", "won't sleep alone"."""
    if denial.start < denial.cue_start:
        return False
    if worries_in.NOT_WILLING.fullmatch(text, denial.cue_start, denial.cue_end):
        return worries_in.LOOKED_FOR.match(text, denial.cue_end) is None
    return worries_in.NOT_DONE.match(text, denial.cue_end) is not None


def _speaks_of(text: str, denial: Denial, worry: int) -> bool:
    """Return whether a denial means this worry. Of "no lunch money, glasses broken" the first is what is missing, so the
    rest of the list is not denied either."""
    between = text[denial.cue_end : worry]
    if denial.start < denial.cue_start:
        return True
    if "," in between:
        return worries_in.WORRY.search(text, denial.cue_end, denial.cue_end + between.index(",")) is not None
    return len(between.split()) <= _FAR


def _share_denied(clause: Span, denied: Sequence[Denial]) -> float:
    """Return how much of a clause lies in what is denied, the denying words included, 0 to 1."""
    reached: set[int] = set()
    for one in denied:
        first, last = min(one.cue_start, one.start), max(one.cue_end, one.end)
        reached.update(range(max(clause.start, first), min(clause.end, last)))
    return len(reached) / len(clause.text)


def _is_past(text: str, clause: Span) -> bool:
    """Return whether a clause tells of what is over: in its own words, or dated by the next and moved on from since."""
    words = text[clause.start : clause.end]
    if aside.PAST_IS_THE_SIGN.search(words):
        return False
    if aside.PAST.search(words):
        return True
    if aside.MOVED_ON.search(text) is None:
        return False
    return aside.MAYBE_PAST.search(words) is not None or aside.DATED.match(text, clause.end) is not None
