"""What the fields of the guidance are called on a page, out of where they stand in a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.content.pack import Pack
from bot.teaching.guidance_file import Step

_FIELDS: Mapping[str, str] = {
    "clear.early_help": "An early help sign is taken as shown from (0 to 1)",
    "clear.complex_severe": "A complex and severe sign is taken as shown from (0 to 1)",
    "possible.early_help": "An early help sign may be shown from (0 to 1)",
    "possible.complex_severe": "A complex and severe sign may be shown from (0 to 1)",
    "named.beside": "A sign that is not clear is named beside others from (0 to 1)",
    "named.alone": "The likeliest sign is named where no other is from (0 to 1)",
    "danger.clear": "Danger now is taken as shown from (0 to 1)",
    "danger.possible": "Danger now may be shown from (0 to 1)",
    "concern": "A message is plainly a concern from (0 to 1)",
    "danger_beside_early_help": "Danger now is taken as shown beside a clear early help sign from (0 to 1)",
    "some_severe": "Several severe signs, none clear by itself, are taken as one from (chance of any, 0 to 1)",
    "several_early_help": "So many early help signs at once are a complex case",
    "questions_per_conversation": "Deciding questions in one conversation, at most",
}
_KEYS: Mapping[str, str] = {
    "covers": "what it covers",
    "is_not": "what it is not",
    "severe_when": "it is severe when (may stay empty)",
    "if_yes": "answer that means yes",
    "if_no": "answer that means no",
    "if_unsure": "answer that means not sure",
    "opens": "opens at",
    "closes": "closes at",
    "says": "what it says",
    "when": "what it is for",
    "how": "what to do",
    "email": "e-mail",
    "option": "option to press",
    "answer": "answer, as practitioners see it",
    "questions": "questions, as people would type them",
    "keywords": "words that the answer does not use",
    "related": "related entries, by their names in the files",
    "in_force_from": "not shown before (may stay empty)",
    "in_force_until": "no longer shown from (may stay empty)",
    "checked": "compared with the document on",
    "check_again_by": "compare again by",
}
_GROUPS: Mapping[str, str] = {
    "source": "source",
    "sources": "source",
    "differs": "another document that says otherwise",
    "days": "opening times",
    "answers": "",
}
_FIXED: Mapping[str, str] = {
    "id": "name in the files",
    "lower": "a no leaves it at",
    "higher": "a yes makes it",
    "pair": "one fact away",
    "always": "asked even where the words seem to tell",
    "raised_by": "not asked where this stands in the message",
    "closed_on": "closed on",
    "n": "number",
}


def field_words(within: Sequence[Step], record: Mapping[str, Any], pack: Pack) -> str:
    """Return what a field is called; `within` leads to it from its record on."""
    name = ".".join(map(str, within))
    if name in _FIELDS:
        return _FIELDS[name]
    first, last = str(within[0]), str(within[-1])
    if first == "indicators" and len(within) == 3:
        label = pack.indicators[str(within[1])].label if str(within[1]) in pack.indicators else _plain(within[1])
        does = "is taken as shown" if last == "clear" else "may be shown"
        return f"“{label}” alone {does} from (0 to 1)"
    own = _KEYS.get(last, _plain(last))
    if len(within) == 1:
        return own
    group = _GROUPS.get(first, _plain(first))
    several = isinstance(record.get(first), list) and len(record[first]) > 1
    number = f" {int(within[1]) + 1}" if several and isinstance(within[1], int) else ""
    return f"{group}{number}: {own}" if group else own


def fixed_words(key: str) -> str:
    """Return what something is called that is shown and not changed."""
    return _FIXED.get(key, _plain(key))


def value_words(value: Any, pack: Pack) -> str:
    """Return what a value means to people: signs by their labels, yes for true."""
    if isinstance(value, list):
        return ", ".join(value_words(one, pack) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    words = str(value)
    return pack.indicators[words].label if words in pack.indicators else words.replace("_", " ")


def _plain(key: Step) -> str:
    return str(key).replace("_", " ")
