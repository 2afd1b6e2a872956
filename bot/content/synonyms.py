"""One word for what people call by several."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from bot.content.schema import Synonym


def one_word_for_each(synonyms: Iterable[Synonym]) -> Callable[[str], str]:
    """Return what puts a text into small letters and every word said into the word that is meant."""
    meant = {said: synonym.means for synonym in synonyms for said in synonym.said}
    if not meant:
        return str.lower
    # The longest first: "children in need" before "children".
    said = "|".join(re.escape(word) for word in sorted(meant, key=lambda word: (-len(word), word)))
    pattern = re.compile(rf"(?<![\w&])(?:{said})(?![\w&])")

    def rewrite(text: str) -> str:
        plain = text.lower().replace("\u2019", "'")
        return pattern.sub(lambda match: meant[match.group()], plain)

    return rewrite
