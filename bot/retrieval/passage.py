"""What can be searched, and what a search gives back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Passage:
    """A piece of text that may be found.

    `views` are the ways in which it can be asked for (its title, its text, known questions); each is embedded on its
    own, and the nearest one counts. `lexical` is the text whose words are matched; `own` is as much of it as does not
    come from known questions. `authority` and `kind` filter.
    """

    id: str
    views: tuple[str, ...]
    lexical: str
    authority: str = ""
    kind: str = ""
    own: str = ""

    def __post_init__(self) -> None:
        if not self.views:
            raise ValueError(f"passage {self.id!r} has nothing to embed")


@dataclass(frozen=True)
class Hit:
    """A passage that was found.

    `score` is the fused score by which hits are ordered, to be compared within one search alone; `similarity` the
    cosine of its nearest view, -1 to 1; `overlap` its BM25 score, 0 or more.
    """

    passage_id: str
    score: float
    similarity: float
    overlap: float
