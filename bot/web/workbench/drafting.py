"""The draft in hand: what an editor changes goes into it, until another one is taken up."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from bot.teaching.draft import Draft, DraftState
from bot.teaching.edits import Edit
from bot.teaching.errors import DraftError
from bot.web.audit.record import Deed, record
from bot.web.workbench.places import draft_store

_IN_HAND = "draft"


def in_hand(request: HttpRequest) -> Draft | None:
    """Return the draft that the editor works in: the one taken up last, else the newest open one; None without any."""
    store = draft_store()
    chosen = request.session.get(_IN_HAND)
    if chosen:
        try:
            draft = store.get(chosen)
            if draft.state is DraftState.OPEN:
                return draft
        except DraftError:
            pass
        del request.session[_IN_HAND]
    return next((draft for draft in store.drafts() if draft.state is DraftState.OPEN), None)


def take_up(request: HttpRequest, draft: Draft) -> None:
    """Work in this draft from now on."""
    request.session[_IN_HAND] = draft.id


def begin(request: HttpRequest, why: str) -> Draft:
    """Begin a draft and work in it."""
    draft = draft_store().begin(who=request.user.username, why=why)
    record(Deed(request.user.username, "began_draft", f"draft {draft.id}", after=why))
    take_up(request, draft)
    return draft


def draft_for(request: HttpRequest) -> Draft:
    """Return the draft in hand, begun where there is none."""
    return in_hand(request) or begin(request, f"Changes of {timezone.localdate():%-d %B %Y}")


def put(request: HttpRequest, edit: Edit) -> Draft:
    """Add a change to the draft in hand, and record it.

    Raises:
        TeachingError: It cannot be made; the message says why. Nothing is changed.
    """
    draft = draft_store().change(draft_for(request).id, edit)
    record(Deed(request.user.username, "edited_draft", f"draft {draft.id}", after=f"{edit.kind.value} in {edit.file}"))
    return draft
