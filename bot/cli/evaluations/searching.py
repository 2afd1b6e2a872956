"""`signpost evaluate retrieval`: whether the search finds the right entry."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.cli.errors import CommandError
from bot.cli.places import DOCUMENTS, INDEX, ROOT
from bot.content.importing.library import DocumentLibrary
from bot.content.pack import Pack, load_pack
from bot.evaluation.beir import BeirError, score_beir
from bot.evaluation.retrieval import Found, as_named_now, read_questions, score
from bot.reply.compose import Composer
from bot.reply.entries import EntryFinder
from bot.reply.indexing import all_passages, bring_up_to_date, finder_of
from bot.reply.question_encoder import question_encoder
from bot.retrieval.embedder import EmbedderError, MiniLmEmbedder
from bot.retrieval.store import IndexStore

QUESTIONS = ROOT / "tests" / "eval" / "questions.jsonl"


def retrieval(
    beir: Annotated[Path | None, typer.Option(help="a folder in the BEIR layout, instead of our own questions")] = None,
    questions: Annotated[Path, typer.Option(help="questions as JSON Lines")] = QUESTIONS,
    show_misses: Annotated[bool, typer.Option(help="print every question whose first entry is wrong")] = False,
) -> None:
    """Score the search."""
    console = Console(highlight=False, soft_wrap=True)
    if beir is not None:
        try:
            result = score_beir(beir, MiniLmEmbedder(), console.print)
        except (BeirError, EmbedderError) as error:
            raise CommandError(str(error)) from error
        console.print(f"nDCG@10 {result.ndcg_at_10:.4f}")
        console.print(f"recall@100 {result.recall_at_100:.4f}")
        console.print(f"{result.queries_per_second:.1f} queries per second ({result.queries} queries)")
        return
    pack = load_pack()
    finder = _finder(pack, question_encoder())
    found = []
    for question in as_named_now(read_questions(questions), pack.merged):
        ranked = finder.ranked(question.text)
        found.append(Found(question, tuple(hit.passage_id for hit in ranked.hits), ranked.answered))
    scores = score(found)
    console.print(f"First entry right: {scores.first}")
    console.print(f"Right one among three: {scores.among_three}")
    console.print(f"'Not held' recognised: {scores.not_held}")
    console.print(f"Held but refused: {scores.refused}")
    if show_misses:
        for one in found:
            if one.question.held and one.entries[:1] and one.entries[0] not in one.question.answers:
                console.print(f"{one.question.id}: {one.question.text} -> {', '.join(one.entries)}", markup=False)


def _finder(pack: Pack, embedder: MiniLmEmbedder) -> EntryFinder:
    store = IndexStore(INDEX)
    documents = list(DocumentLibrary(DOCUMENTS).readable())
    bring_up_to_date(store, all_passages(pack, documents, date.today()), embedder)
    return finder_of(pack, store.read(embedder), documents, embedder, Composer(pack))
