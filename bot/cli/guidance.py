"""`signpost guidance`: import documents, so that passages of them can be quoted."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, get_args

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from bot.cli.errors import CommandError
from bot.cli.guidance_keeping import all_or_nothing, authority_named, keep, kind_named, place_among_editions
from bot.cli.one_at_a_time import only_one
from bot.cli.places import DOCUMENTS, INDEX
from bot.content.errors import ContentError
from bot.content.importing.document import Document, Kind
from bot.content.importing.editions import superseded
from bot.content.importing.errors import DocumentError
from bot.content.importing.library import DocumentLibrary
from bot.content.importing.take_in import Details, take_in
from bot.content.importing.withheld import withheld_because
from bot.content.pack import DEFAULT_PACK, Pack, load_pack
from bot.reply.excerpts import is_excerpt
from bot.reply.indexing import all_passages, bring_up_to_date
from bot.reply.question_encoder import question_encoder
from bot.retrieval.embedder import EmbedderError
from bot.retrieval.errors import RetrievalError
from bot.retrieval.search import PassageSearch
from bot.retrieval.store import IndexStore

app = typer.Typer(no_args_is_help=True, help="Import documents, so that passages of them can be quoted.")


@app.command("import")
def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="PDF, Word, HTML, Markdown or text")],
    title: Annotated[str | None, typer.Option(help="shown with every quotation; else the file's own")] = None,
    authority: Annotated[str | None, typer.Option(help="whose document it is; an id of pack.yml")] = None,
    date_: Annotated[str | None, typer.Option("--date", help="as it is to be shown; else the file's own")] = None,
    kind: Annotated[str, typer.Option(help=", ".join(get_args(Kind)))] = "guidance",
    replaces: Annotated[str | None, typer.Option(metavar="ID", help="the older edition, which is removed")] = None,
    beside: Annotated[bool, typer.Option("--beside", help="quote it beside other editions of it")] = False,
) -> None:
    """Read documents and put their passages into the search index."""
    console = _console()
    desk = _desk()
    if title is not None and len(files) > 1:
        raise CommandError("One title cannot be that of several documents; import them one by one.")
    if replaces is not None and len(files) > 1:
        raise CommandError("One older edition cannot be replaced by several documents; import them one by one.")
    details = Details(authority_named(desk.pack, authority), kind_named(kind), title, date_, beside)
    refused: list[str] = []
    with only_one(INDEX), _plain_errors():
        desk.library.tidy_up()
        if replaces is not None:
            # Before anything is read: an id that is mistyped must not leave both editions in service.
            desk.library.get(replaces)
        with all_or_nothing(desk.library):
            with _bar(console) as bar:
                task = bar.add_task("Reading", total=len(files))
                for path in files:
                    try:
                        document = take_in(path, details)
                        bar.console.print(keep(desk.library, desk.pack, document, replaces), markup=False)
                        if document.id == replaces:
                            # The file that is there already: there is nothing to take away.
                            replaces = None
                    except DocumentError as error:
                        refused.append(str(error))
                    bar.advance(task)
            if len(refused) < len(files):
                _index(desk, [one for one in desk.library.all() if one.id != replaces], console)
        if len(refused) < len(files) and replaces is not None:
            # The new edition is in service by now, and the old one is not: it can go.
            desk.library.remove(replaces)
            console.print(f"Removed {replaces}, which it replaces.", markup=False)
    if refused:
        raise CommandError("\n".join(refused))


@app.command("list")
def list_() -> None:
    """Name every imported document."""
    console = _console()
    library = DocumentLibrary(DOCUMENTS)
    older = superseded(list(library.readable()))
    for document_id in library.ids():
        with _plain_errors():
            one = library.get(document_id)
        about = [one.kind, one.authority, f"{len(one.passages)} passages", place_among_editions(one, older)]
        console.print(f"{one.id}: {one.title}, {one.date} ({', '.join(filter(None, about))})", markup=False)
    if not library.ids():
        console.print("No document has been imported.")


@app.command()
def show(document_id: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Print a document's passages, and which of them are not quoted."""
    console = _console()
    desk = _desk()
    with _plain_errors():
        document = desk.library.get(document_id)
    console.print(f"{document.title}, {document.date}", markup=False)
    console.print(
        f"{document.kind}, {document.authority}, from {document.file}, SHA-256 {document.sha256}", markup=False
    )
    place = place_among_editions(document, superseded(list(desk.library.readable())))
    if place:
        console.print(f"It is {place}.", markup=False)
    for warning in document.warnings:
        console.print(f"Note: {warning}.", markup=False)
    for excerpt in document.passages:
        reason = withheld_because(excerpt.text, desk.pack)
        console.print(f"\n{excerpt.n}. {document.place(excerpt)}", markup=False)
        if reason:
            console.print(f"(not quoted: {reason})", markup=False)
        console.print(excerpt.text, markup=False)


@app.command()
def remove(document_id: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Take a document out of the index, then delete it."""
    console = _console()
    desk = _desk()
    with only_one(INDEX), _plain_errors():
        if document_id not in desk.library.ids():
            desk.library.get(document_id)
        # In this order every excerpt in service has its document, whenever this is interrupted.
        _index(desk, [one for one in desk.library.readable() if one.id != document_id], console)
        desk.library.remove(document_id)
    console.print(f"Removed {document_id}.", markup=False)


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS")],
    top: Annotated[int, typer.Option(min=1, max=50, help="how many to show")] = 5,
) -> None:
    """Search entries and excerpts, best first, without the limits that a reply keeps to."""
    console = _console()
    desk = _desk()
    with _plain_errors():
        embedder = question_encoder()
        index = IndexStore(INDEX).read(embedder)
    places = {
        document.excerpt_id(excerpt): (f"{document.title}, {document.place(excerpt)}, {document.date}", excerpt.text)
        for document in desk.library.readable()
        for excerpt in document.passages
    }
    places |= {entry.id: (entry.title, entry.answer) for entry in desk.pack.entries.values()}
    with _plain_errors():
        hits = PassageSearch(index.passages, embedder, vectors=index.vectors).search(" ".join(words), top_k=top)
    for hit in hits:
        title, text = places.get(hit.passage_id, ("not there any more", ""))
        kind = "excerpt" if is_excerpt(hit.passage_id) else "entry"
        console.print(f"{hit.similarity:.2f} {kind} {hit.passage_id}: {title}", markup=False)
        console.print(f"  {text}", markup=False)
    if not hits:
        console.print("Nothing found.")


@app.command()
def check() -> None:
    """Name every fault of the imported documents and of the index."""
    console = _console()
    desk = _desk()
    faults: list[str] = []
    documents = []
    for document_id in desk.library.ids():
        try:
            documents.append(desk.library.get(document_id))
        except DocumentError as error:
            faults.append(str(error))
    known = [authority.id for authority in desk.pack.about.authorities]
    faults += [
        f"{document.id}: the guidance pack has no authority {document.authority!r}, so nothing of it is quoted."
        for document in documents
        if document.authority not in known
    ]
    with _plain_errors():
        embedder = question_encoder()
    try:
        IndexStore(INDEX).read(embedder)
        if not IndexStore(INDEX).holds(all_passages(desk.pack, documents, date.today()), embedder):
            faults.append("The index is out of date; run `signpost index build`.")
    except RetrievalError as error:
        faults.append(str(error))
    if faults:
        raise CommandError("\n".join(faults))
    older = superseded(documents)
    passages = [excerpt for document in documents if document.id not in older for excerpt in document.passages]
    withheld = sum(withheld_because(excerpt.text, desk.pack) is not None for excerpt in passages)
    editions = f", {len(older)} superseded" if older else ""
    console.print(f"{len(documents)} documents{editions}, {len(passages)} passages, {withheld} not quoted; no faults.")


@dataclass(frozen=True)
class _Desk:
    """What every command here works with."""

    pack: Pack
    library: DocumentLibrary


def _desk() -> _Desk:
    with _plain_errors():
        return _Desk(load_pack(Path(os.environ.get("SIGNPOST_PACK", DEFAULT_PACK))), DocumentLibrary(DOCUMENTS))


def _index(desk: _Desk, documents: list[Document], console: Console) -> None:
    with _bar(console) as bar:
        task = bar.add_task("Indexing", total=None)
        passages = all_passages(desk.pack, documents, date.today())
        bring_up_to_date(
            IndexStore(INDEX),
            passages,
            question_encoder(),
            lambda done, total: bar.update(task, completed=done, total=total),
        )


def _console() -> Console:
    return Console(highlight=False, soft_wrap=True)


def _bar(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=console, transient=True)


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Turn what can go wrong into one plain sentence."""
    try:
        yield
    except (DocumentError, ContentError, RetrievalError, EmbedderError) as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        place = error.filename or INDEX
        raise CommandError(
            f"{place} cannot be written or read ({error.strerror or type(error).__name__}); what was in service stays."
        ) from error
