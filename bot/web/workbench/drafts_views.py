"""The pages of the drafts: who changed what, when and why; taken back, given up, taken up."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET

from bot.teaching.commits import is_checkout
from bot.teaching.draft import LONGEST_WHY, Draft, DraftState
from bot.teaching.edits import EditKind
from bot.teaching.errors import DraftError, TeachingError
from bot.teaching.guidance_preview import preview
from bot.web.accounts.permissions import needs
from bot.web.accounts.roles import May
from bot.web.audit.record import Deed, record
from bot.web.workbench.draft_words import FileChange, changes_of
from bot.web.workbench.drafting import begin, in_hand, take_up
from bot.web.workbench.forms_only import form_of
from bot.web.workbench.models import InboxItem
from bot.web.workbench.places import draft_store, places

STATES = {
    DraftState.OPEN: "open",
    DraftState.SAVED: "in the files, not live yet",
    DraftState.PUBLISHED: "published",
    DraftState.DROPPED: "given up",
}


@needs(May.EDIT_TRAINING)
@require_GET
def drafts(request: HttpRequest) -> HttpResponse:
    """Show every draft, the newest first."""
    held = in_hand(request)
    rows = [_row(draft, held) for draft in draft_store().drafts()]
    return render(request, "workbench/drafts.html", {"rows": rows, "damaged": _damaged()})


@needs(May.EDIT_TRAINING)
@form_of("drafts")
def begin_draft(request: HttpRequest) -> HttpResponse:
    """Begin a draft for a reason, and work in it."""
    why = _why(request)
    if not why:
        messages.error(request, "Say what the draft is for.")
        return HttpResponseRedirect(reverse("drafts"))
    try:
        draft = begin(request, why)
    except DraftError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(reverse("drafts"))
    messages.success(request, "What you change from now on goes into this draft.")
    return HttpResponseRedirect(reverse("draft", args=[draft.id]))


@needs(May.EDIT_TRAINING)
@require_GET
def draft(request: HttpRequest, draft_id: str) -> HttpResponse:
    """Show one draft: its changes in words, line by line, and what the checks say."""
    store = draft_store()
    try:
        found = store.get(draft_id)
    except DraftError as error:
        return render(request, "workbench/no_draft.html", {"fault": str(error)}, status=404)
    fault, looked = "", None
    changes: tuple[FileChange, ...] = ()
    if found.state is DraftState.OPEN:
        here = places()
        try:
            texts = store.texts(found)
            changes = changes_of(here.root, texts)
            if any(edit.kind.is_guidance for edit in found.edits):
                looked = preview(here.pack, here.root, texts)
        except TeachingError as error:
            fault = str(error)
    shown = {
        **_row(found, in_hand(request)),
        "edits": [(place, edit, parse_datetime(edit.at)) for place, edit in enumerate(found.edits)],
        "changes": changes,
        "fault": fault,
        "looked": looked,
        "trains": any(not edit.kind.is_guidance for edit in found.edits),
        "commits": is_checkout(places().root),
        "author": settings.COMMIT_AUTHOR,
    }
    return render(request, "workbench/draft.html", shown)


@needs(May.EDIT_TRAINING)
@form_of("drafts")
def change_draft(request: HttpRequest, draft_id: str) -> HttpResponse:
    """Take a draft up, say anew what it is for, take a change back, or give the whole draft up."""
    store, what = draft_store(), request.POST.get("do", "")
    back = reverse("draft", args=[draft_id])
    try:
        found = store.get(draft_id)
        if what == "take-up":
            if found.state is not DraftState.OPEN:
                raise DraftError("Only an open draft can be worked in.")
            take_up(request, found)
            told = "What you change from now on goes into this draft."
        elif what == "reword":
            if not _why(request):
                raise DraftError("Say what the draft is for.")
            store.reword(draft_id, _why(request))
            told = "The draft says anew what it is for."
        elif what == "take-back":
            told = _take_back(found, request.POST.get("edit", ""))
        elif what == "undo":
            new = store.undoing(draft_id, who=request.user.username)
            take_up(request, new)
            back = reverse("draft", args=[new.id])
            told = "This draft undoes the other one. Look at its changes, then compare and publish it."
        elif what == "give-up":
            store.drop(draft_id)
            _open_again(draft_id)
            told = "The draft is given up. Its changes can still be read here."
        else:
            raise DraftError("Choose what to do with the draft.")
    except TeachingError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(back)
    record(Deed(request.user.username, f"draft_{what.replace('-', '_')}", f"draft {draft_id}"))
    messages.success(request, told)
    return HttpResponseRedirect(back)


def _take_back(found: Draft, place: str) -> str:
    """Take one change out; what was decided in the inbox is then open again."""
    if not place.isdecimal() or int(place) >= len(found.edits):
        raise DraftError("This change is no longer in the draft.")
    edit = found.edits[int(place)]
    draft_store().without(found.id, edit)
    if edit.kind is EditKind.ADD:
        for item in InboxItem.objects.filter(draft=found.id):
            if item.edit and item.edit.get("after") == edit.after:
                _reopen(item)
    return "The change is taken back."


def _open_again(draft_id: str) -> None:
    for item in InboxItem.objects.filter(draft=draft_id):
        _reopen(item)


def _reopen(item: InboxItem) -> None:
    item.decisions.all().delete()
    InboxItem.objects.filter(pk=item.pk).update(draft="", edit=None, stand="open")


def _row(found: Draft, held: Draft | None) -> dict[str, Any]:
    return {
        "draft": found,
        "state": STATES[found.state],
        "is_open": found.state is DraftState.OPEN,
        "held": held is not None and held.id == found.id,
        "at": parse_datetime(found.made_at),
        "people": sorted({found.who, *(edit.who for edit in found.edits)}),
    }


def _damaged() -> list[str]:
    """Return the files of drafts that cannot be read, so that nobody believes them gone."""
    store, names = draft_store(), []
    for file in sorted(places().drafts.glob("draft-*.json")):
        try:
            store.get(file.stem)
        except DraftError:
            names.append(str(file))
    return names


def _why(request: HttpRequest) -> str:
    return " ".join(request.POST.get("why", "").split())[:LONGEST_WHY]
