"""Numbers and letters said aloud: "oh seven", "double nine", "forty two", "delta november"."""

from __future__ import annotations

import re

DIGITS = {
    "oh": "0", "o": "0", "zero": "0", "nought": "0", "naught": "0", "nil": "0", "one": "1", "two": "2", "three": "3",
    "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "niner": "9",
}  # fmt: skip
_TIMES = {"double": 2, "treble": 3, "triple": 3}
_LETTERS = {
    "alpha": "A", "alfa": "A", "bravo": "B", "charlie": "C", "delta": "D", "echo": "E", "foxtrot": "F", "golf": "G",
    "hotel": "H", "india": "I", "juliet": "J", "juliett": "J", "kilo": "K", "lima": "L", "mike": "M", "november": "N",
    "oscar": "O", "papa": "P", "quebec": "Q", "romeo": "R", "sierra": "S", "tango": "T", "uniform": "U", "victor": "V",
    "whiskey": "W", "whisky": "W", "x-ray": "X", "xray": "X", "yankee": "Y", "zulu": "Z",
}  # fmt: skip

DIGIT = r"(?:oh|o|zero|nought|naught|one|two|three|four|five|six|seven|eight|nine)"
LETTER = "(?:" + "|".join(sorted(_LETTERS, key=len, reverse=True)) + ")"
_UNIT = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_TEEN = r"(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
_TENS = r"(?:twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety)"
# One to ninety-nine, and with hundreds.
COMPOUND = rf"(?:{_TENS}[ -]{_UNIT}|(?:a|{_UNIT}) hundred(?: and (?:{_TENS}(?:[ -]{_UNIT})?|{_TEEN}|{_UNIT}))?)"
UP_TO_99 = rf"(?:{_TENS}(?:[ -]{_UNIT})?|{_TEEN}|{_UNIT})"

_ORDINAL = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twel(?:f|v)e?th|thirteenth|fourteenth|fifteenth|"
    r"sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|(?:twenty|thirty)[ -](?:first|second|third|fourth|fifth|"
    r"sixth|seventh|eighth|ninth))"
)
_MONTH = "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
# "two thousand and eleven", "twenty sixteen", "nineteen ninety eight".
YEAR_SAID = (
    rf"(?:two thousand(?:[ ]and)?(?:[ -]{UP_TO_99})?|twenty[ -]{UP_TO_99}|twenty oh {_UNIT}|nineteen[ -]{UP_TO_99})"
)
FEAST = (
    r"(?:christmas(?: day| eve)?|xmas(?: day| eve)?|boxing day|new year['’]?s(?: day| eve)?|valentine['’]?s day|halloween|"
    r"bonfire night|easter(?: sunday| monday)?|st patrick['’]?s day|april fool['’]?s day|leap day)"
)
# "the twenty second of june two thousand and eleven", "june the third".
DAY_SAID = rf"(?:(?:(?:the )?{_ORDINAL}(?: of)? {_MONTH}|{_MONTH} (?:the )?{_ORDINAL})\b(?:,? (?:in )?{YEAR_SAID}\b)?)"


def digits_of(said: str) -> str:
    """Return the digits of words like "oh double seven 700"; a word that says none counts as nothing."""
    digits, times = "", 1
    for word in re.findall(r"[a-z]+|\d+", said.lower()):
        if word in _TIMES:
            times = _TIMES[word]
            continue
        if word == "hundred":
            digits += "00"
            continue
        digits += (word if word.isdigit() else DIGITS.get(word, "")) * times
        times = 1
    return digits


def characters_of(said: str) -> str:
    """Return letters and digits of words like "delta november three one"; a word that says none counts as nothing."""
    words = re.findall(r"x-ray|[a-z]+|\d+", said.lower())
    return "".join(word if word.isdigit() else _LETTERS.get(word) or DIGITS.get(word, "") for word in words)
