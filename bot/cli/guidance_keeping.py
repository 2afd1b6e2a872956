"""What `signpost guidance import` does with a document that was read, and what it says about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import get_args

from bot.cli.errors import CommandError
from bot.content.errors import nearest
from bot.content.importing.document import Document, Kind
from bot.content.importing.editions import is_newer, other_editions
from bot.content.importing.errors import DocumentError
from bot.content.importing.library import DocumentLibrary
from bot.content.importing.withheld import withheld_because
from bot.content.pack import Pack


def keep(library: DocumentLibrary, pack: Pack, document: Document, replaced: str | None) -> str:
    """Keep a document unless it is there already, and return what to say about that.

    `replaced` is the id of the edition whose place it takes; taking that away is left to the caller, because the index
    must be without it first.

    Raises:
        DocumentError: The same content is there under another title, or one that is there is damaged.
    """
    others = library.all()
    if document in others:
        return f"{document.file}: already imported as {document.id}."
    for other in others:
        if other.sha256 == document.sha256 and other.id not in (document.id, replaced):
            raise DocumentError(
                f"{document.file} is already imported as {other.id}, under the title {other.title!r}; "
                f"remove that first to import it under another."
            )
    lines = [f"{document.file}: {len(document.passages)} passages, as {document.id}."]
    lines += [f"  Note: {warning}." for warning in document.warnings]
    reasons = [reason for one in document.passages if (reason := withheld_because(one.text, pack))]
    for reason in sorted(set(reasons)):
        lines.append(f"  {reasons.count(reason)} not to be quoted: {reason}.")
    lines += [f"  {words}" for words in _editions(document, [one for one in others if one.id != replaced])]
    library.put(document)
    return "\n".join(lines)


@contextmanager
def all_or_nothing(library: DocumentLibrary) -> Iterator[None]:
    """Take back what was put into the library where an error keeps it from being put into service.

    An interruption (Ctrl-C, a killed process) takes nothing back: the same command then goes on from there.
    """
    before = {document.id: document for document in library.readable()}
    try:
        yield
    except Exception:
        for document in list(library.readable()):
            if document.id not in before:
                library.remove(document.id)
            elif document != before[document.id]:
                # A disk that is full has room for as much as was taken away.
                with suppress(OSError):
                    library.put(before[document.id])
        raise


def _editions(document: Document, others: Sequence[Document]) -> Iterator[str]:
    """Say which of the editions of a document is quoted from now on."""
    for other in other_editions(document, others):
        about = f"{other.id} ({other.title}, {other.date})"
        if is_newer(document, other):
            yield f"It takes the place of {about}, which stays listed and is no longer quoted."
        elif is_newer(other, document):
            yield f"The newer edition is {about}, so this one is listed and not quoted."
        else:
            yield (
                f"{about} looks like another edition of it. The dates do not say which is newer, so both are quoted; "
                f"remove one of them, or import this one again with a clearer --date."
            )


def place_among_editions(document: Document, older: Mapping[str, Document]) -> str:
    """Return what `list` and `show` add for a document that has a newer edition; "" for any other."""
    newer = older.get(document.id)
    return f"superseded by {newer.id} ({newer.date}), not quoted" if newer is not None else ""


def authority_named(pack: Pack, given: str | None) -> str:
    """Return the id of an authority of the pack; our own where none is given."""
    known = [authority.id for authority in pack.about.authorities]
    if given is None:
        return next((authority.id for authority in pack.about.authorities if authority.own), known[0])
    if given not in known:
        like = nearest(given, known)
        hint = f" Did you mean {like!r}?" if like else ""
        raise CommandError(f"There is no authority {given!r}; the pack names {', '.join(known)}.{hint}")
    return given


def kind_named(given: str) -> Kind:
    """Return a kind of document by its name."""
    for kind in get_args(Kind):
        if kind == given:
            found: Kind = kind
            return found
    raise CommandError(f"There is no kind {given!r}; the kinds are {', '.join(get_args(Kind))}.")
