"""`signpost evaluate quotations`: whether the right passage of an imported document is quoted, and none needlessly."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.cli.places import ROOT
from bot.content.importing.document import Document
from bot.content.importing.take_in import Details, take_in
from bot.content.pack import Pack, load_pack
from bot.evaluation.quotations import read_quote_questions, score_quotations
from bot.evaluation.retrieval import read_questions
from bot.reply.excerpts import ExcerptFinder, QuoteCut, excerpt_passages
from bot.reply.indexing import EXCERPT_FUSION
from bot.reply.question_encoder import question_encoder
from bot.retrieval.passage import Hit
from bot.retrieval.search import PassageSearch

DOCUMENTS = ROOT / "tests" / "development" / "documents"
CASES = ROOT / "tests" / "eval" / "quotations.jsonl"
OTHERS = ROOT / "tests" / "development" / "questions.jsonl"
_STEPS = [round(0.3 + 0.025 * step, 3) for step in range(21)]


def quotations(
    cases: Annotated[Path, typer.Option(help="questions as JSON Lines")] = CASES,
    documents: Annotated[Path, typer.Option(help="the folder with the documents asked about")] = DOCUMENTS,
    sweep: Annotated[bool, typer.Option("--sweep", help="try every cut, to choose one")] = False,
) -> None:
    """Score what is quoted of imported documents, and how often it is quoted where nothing answers."""
    console = Console(highlight=False, soft_wrap=True)
    pack = load_pack()
    own = next(authority.id for authority in pack.about.authorities if authority.own)
    held = [take_in(path, Details(own, date="2024")) for path in sorted(documents.iterdir())]
    passages = excerpt_passages(held, pack)
    search = _Remembering(PassageSearch(passages, question_encoder(), EXCERPT_FUSION, rewrite=pack.rewrite))
    questions = read_quote_questions(cases)
    # Questions about what the pack holds: none of these documents has to do with them.
    others = [question.text for question in read_questions(OTHERS)]
    for cut in _STEPS if sweep else [QuoteCut().answer, QuoteCut().beside]:
        quoted = _Quoter(pack, search, held, own, cut)
        scores = score_quotations(questions, quoted.place)
        needless = sum(quoted.place(text) is not None for text in others)
        console.print(
            f"From {cut}: right {scores.right}; wrong {scores.wrong}; "
            f"where no document answers {scores.needless}; to {len(others)} questions about other things {needless}"
        )


class _Remembering:
    """Searches for each question once, however many cuts are tried."""

    def __init__(self, search: PassageSearch) -> None:
        self._search = search
        self._found: dict[str, list[Hit]] = {}

    def search(self, query: str, *, top_k: int = 5, authorities: Sequence[str] | None = None) -> list[Hit]:
        """Return the hits; every question here is asked of the same authorities."""
        if query not in self._found:
            self._found[query] = self._search.search(query, top_k=top_k, authorities=authorities)
        return self._found[query]


class _Quoter:
    """Says which passage is quoted from one cut on."""

    def __init__(self, pack: Pack, search: _Remembering, documents: list[Document], own: str, cut: float) -> None:
        self._finder = ExcerptFinder(pack, search, documents, QuoteCut(answer=cut))
        self._own = own
        self._places = {
            document.excerpt_id(excerpt): (document.file, excerpt.section)
            for document in documents
            for excerpt in document.passages
        }

    def place(self, question: str) -> tuple[str, str] | None:
        """Return file and section of what is quoted for a question, or None."""
        found = self._finder.answer(question, [self._own])
        return self._places[found.id] if found is not None else None
