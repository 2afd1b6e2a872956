"""What a sentence denies, and how far each denial reaches.

A denial begins at a word such as "no" or "denies" and reaches over a list ("no pain, fever or rash") up to a word that
turns round ("but", "except"), to a new statement ("no pain, he is tired") or to the end of the sentence. Words such as
"ruled out" or "not seen" deny what stands before them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.language.denial_words import DENIES_AFTER, DENIES_BEFORE, ENDS_DENIAL, LOOKS_LIKE_DENIAL


@dataclass(frozen=True)
class Denial:
    """A word that denies (`cue_start`, `cue_end`) and the stretch that it denies; ends are exclusive."""

    cue_start: int
    cue_end: int
    start: int
    end: int

    def covers(self, start: int, end: int) -> bool:
        """Return whether the stretch lies within what is denied."""
        return self.start <= start and end <= self.end


_WORD = re.compile(r"[a-z0-9][a-z0-9'/-]*")
# After a comma or an "and", these show that something is stated anew and the list of what is denied has ended.
_SUBJECT = (
    r"(?:he|she|they|it|i|we|you|there|this|that|these|those|mum|mother|mam|dad|father|parents?|mom|child|baby|patient|pt|"
    r"his|her|their|the (?:\w+ )?\w+|my|our|both|family|school|staff|who)"
)
_VERB = (
    r"(?:is|are|was|were|has|have|had|does|did|do|will|would|can|could|may|says?|said|states?|stated|reports?|reported|"
    r"feels?|felt|looks?|looked|seems?|seemed|appears?|appeared|shows?|showed|reveals?|revealed|demonstrates?|demonstrated|"
    r"remains?|remained|continues?|continued|complains?|complained|admits?|admitted|presents?|presented|develop(?:s|ed)|"
    r"gets?|got|goes|went|comes?|came|took|takes?|told|thinks?|notes?|noted|started|began|became|underwent|received|"
    r"lives?|left|sleeps?|eats?|drinks?|smokes?|uses|hits?|shouts?|cries|cried|'s|'re|'ve|'d|'m)"
)
_STATES_ANEW = re.compile(
    rf"(?:{_SUBJECT}) (?:\w+ ){{0,2}}{_VERB}\b|(?:he|she|it|they|that|there)(?:'s|'re|'ve|'d)\b|"
    r"(?:also |now |still |then |later |since )*(?:has|have|had|is|are|was|were|does|did|reports?|reported|complains?|complained|"
    r"admits?|admitted|states?|stated|says|said|remains?|continues?|presents?|presented|developed|underwent|received|went|took|feels|felt|looks|"
    r"fell|ran|hit|broke|lost|climbed|wandered|choked|swallowed|collapsed|slipped|drowned|told|gave|came)\b"
)
_HAS_VERB = re.compile(
    r"\b(?:is|are|was|were|has been|have been|remains?|remained|appears?|appeared|shows?|showed|reveals?|revealed|"
    r"demonstrates?|demonstrated|says|said|told|looks|looked|seems)\b"
)
# A list of findings that are there rather than denied.
_STATES_A_FINDING = re.compile(
    r"(?:with|mild\w*|moderate\w*|severe\w*|trace|occasional\w*|some|few|minimal\w*|slight\w*|scattered|diffuse\w*|only|just|now|old|"
    r"positive|alert|oriented|awake|well|soft|supple|normal\w*|intact|clear|regular|stable|obese|pleasant|afebrile|conscious|comfortable|"
    r"symmetric\w*|equal|warm|dry|moist|healthy|happy|active|moderately|bilaterally|status|chronic\w*|resting|unchanged|"
    r"a |an |the |his |her |their |my |another |several |two |three |four |five |many |multiple |lots |plenty |good |great |"
    r"\+|\d+[+%/]|x\d)"
)
_JOINT = re.compile(
    r"\s*,\s*(?:and |or |nor |just |any )?|\s+and(?:/or)?\s+|\s+plus\s+|\s+then\s+|\s*[:()/\[\]]\s*|\s*\+\s*",
    re.IGNORECASE,
)
_LIST_GOES_ON = re.compile(r",\s*(?:or|nor)\b|\bor\b|\bnor\b")
_TREATED = re.compile(
    r"\b(?:treat\w*|medicat\w*|tablets?|medicine|therapy|surgery|given|take|taken|taking|took|prescri\w*|admitted|seen|operat\w*|"
    r"hospitali[sz]\w*|need|needs|needed|require\w*|antibiotics?|refer\w*|evaluated|brought|attend\w*|appointments?|help|support)\b"
)
# "no source of bleeding": the bleeding is there, its source is not.
_ENDS_AT_ONCE = re.compile(r"(?:source|cause|reason|origin|etiology|aetiology|explanation)s?\b|[;\n.!?]")
_BEFORE_REACHES = 12
# No list of what is denied is longer than this many characters.
_LONGEST = 400


def denials(sentence: str) -> tuple[Denial, ...]:
    """Return every denial of a sentence, in the order of the words that deny; offsets fit the sentence."""
    text = plain(sentence)
    taken = [match.span() for match in LOOKS_LIKE_DENIAL.finditer(text)]
    ends = [match.span() for match in ENDS_DENIAL.finditer(text)]
    found = []
    for match in DENIES_BEFORE.finditer(text):
        if not _overlaps(match.span(), taken):
            found.append(Denial(match.start(), match.end(), _reaches_back_to(text, match, ends), match.start()))
    for match in DENIES_AFTER.finditer(text):
        if not _overlaps(match.span(), taken):
            found.append(Denial(match.start(), match.end(), match.end(), _reaches_to(text, match, ends)))
    return tuple(sorted(found, key=lambda denial: (denial.cue_start, denial.start)))


def is_denied(sentence: str, start: int, end: int) -> bool:
    """Return whether the sentence denies the words between two offsets. Words of denial inside them do not count:
    "not eating" is what is mentioned, not a denial of eating."""
    outside = (d for d in denials(sentence) if d.cue_end <= start or d.cue_start >= end)
    return any(denial.covers(start, end) for denial in outside) or _denied_by_prefix(plain(sentence), start)


def plain(text: str) -> str:
    """Return the text in lower case with straight apostrophes, of the same length."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters change length when lowered; offsets must still fit
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered.replace("\u2019", "'").replace("\u2018", "'")


def _denied_by_prefix(text: str, start: int) -> bool:
    return (
        re.search(r"\b(?:non|an|un)-?$", text[max(0, start - 5) : start]) is not None and text[start - 1 : start] != " "
    )


def _overlaps(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _reaches_to(text: str, cue: re.Match[str], ends: list[tuple[int, int]]) -> int:
    """Return where a denial of what comes after ends."""
    first_word = _WORD.search(text, cue.end())
    begins = first_word.end() if first_word else cue.end()
    # A word that would end it but stands right behind the cue belongs to it: "not due to", "denies that".
    limit = min(
        (at for at, _ in ends if at >= (cue.end() if _ENDS_AT_ONCE.match(text, at) else begins)), default=len(text)
    )
    limit = min(limit, cue.end() + _LONGEST)
    if text[cue.end() : cue.end() + 1] == "," and cue.group() in {"no", "nope"}:
        return cue.end()  # "no, he fell": an answer, not a denial of what follows
    if cue.group() in {"not", "never", "cannot", "unable to"} or cue.group().endswith(("n't", "nt")):
        limit = min(limit, _end_at_purpose(text, cue.end(), limit))
    for joint in _JOINT.finditer(text, begins, limit):
        if _begins_anew(text, cue, joint, limit):
            return joint.start()
    return limit


def _end_at_purpose(text: str, start: int, limit: int) -> int:
    """Return where "for" begins in "was not treated for his asthma": what it was for is not denied."""
    for match in re.finditer(r"\bfor\b", text[start:limit]):
        if _TREATED.search(text, start, start + match.start()):
            return start + match.start()
    return limit


def _begins_anew(text: str, cue: re.Match[str], joint: re.Match[str], limit: int) -> bool:
    following = _JOINT.search(text, joint.end(), limit)
    piece = text[joint.end() : following.start() if following else limit]
    if _STATES_ANEW.match(piece):
        return True
    if joint.group().strip() == "and" and cue.group() in {"no", "nil", "without"} and re.match(r"an? |the ", piece):
        return True
    if "," not in joint.group() and "(" not in joint.group() and ":" not in joint.group():
        return False
    if joint.group().strip().endswith(("or", "nor", "any")):
        return False
    goes_on = _LIST_GOES_ON.search(text, joint.end(), limit) is not None
    if not goes_on and cue.group() in {"not", "never"} and len(text[cue.end() : joint.start()].split()) <= 1:
        return True  # "not settled, screaming": the "not" belongs to one word
    if not goes_on and re.search(r"\b(?:present|positive|persists?)\s*$", piece):
        return True
    if _HAS_VERB.search(text, joint.end(), limit) and _HAS_VERB.search(piece):
        return True
    return _STATES_A_FINDING.match(piece) is not None and not goes_on


def _reaches_back_to(text: str, cue: re.Match[str], ends: list[tuple[int, int]]) -> int:
    """Return where a denial of what comes before begins."""
    # "Smoking - never": the dash right before the cue ends nothing.
    begins = max(
        (end for start, end in ends if end <= cue.start() and (text[start:end] != " - " or end < cue.start())),
        default=0,
    )
    if cue.group().lstrip(" -") == "free":
        before = list(_WORD.finditer(text, begins, cue.start()))
        return before[-1].start() if before else begins
    begins = max(begins, cue.start() - _LONGEST)
    words = list(_WORD.finditer(text, begins, cue.start()))
    begins = max(begins, words[-_BEFORE_REACHES].start() if len(words) >= _BEFORE_REACHES else begins)
    for joint in reversed(list(re.finditer(r",\s*(?!and |or |nor )|\s+and\s+|\s+with\s+", text[begins : cue.start()]))):
        piece = text[begins : begins + joint.start()]
        rest = text[begins + joint.end() : cue.start()].split()
        if _HAS_VERB.search(piece) or re.search(r"\b(?:has|have|had)\b", piece) or not rest:
            return begins + joint.end()
    return begins
