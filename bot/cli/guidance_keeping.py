"""What `signpost guidance import` does with a document that was read, and what it says about it."""

from __future__ import annotations

from typing import get_args

from bot.cli.errors import CommandError
from bot.content.errors import nearest
from bot.content.importing.document import Document, Kind
from bot.content.importing.editions import other_editions
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
    for other in other_editions(document, others):
        if other.id != replaced:
            lines.append(
                f"  {other.id} looks like another edition of it ({other.title}, {other.date}) and is still quoted; "
                f"if this one takes its place, run `signpost guidance remove {other.id}`."
            )
    library.put(document)
    return "\n".join(lines)


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
