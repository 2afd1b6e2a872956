"""The pages of the inbox: the list, one item, and what is decided on either."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from bot.teaching.errors import TeachingError
from bot.web.accounts.permissions import needs
from bot.web.accounts.roles import May
from bot.web.workbench import inbox_list
from bot.web.workbench.deciding import decide, row_of, take_back
from bot.web.workbench.drafting import draft_for, in_hand
from bot.web.workbench.forms_only import form_of
from bot.web.workbench.guideline import labels
from bot.web.workbench.inbox_filling import fill
from bot.web.workbench.inbox_forms import given_of, ids_of
from bot.web.workbench.inbox_page import context_of, topics
from bot.web.workbench.inbox_words import CHOICES, REASONS, intent_words
from bot.web.workbench.models import InboxItem
from bot.web.workbench.places import draft_store
from bot.web.workbench.project import taught_files

_PAGE = 25
# As many as a page can wait for; the rest comes with the process that fills the inbox.
_AT_ONCE = 8
_UNDO = "inbox_undo"
_MOST_UNDO = 20


@needs(May.EDIT_TRAINING)
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """Show what to look at next, the most useful first."""
    filled = fill(most=_AT_ONCE)
    view = request.GET.get("view", inbox_list.OPEN)
    view = view if view in inbox_list.VIEWS else inbox_list.OPEN
    words, reason = request.GET.get("q", "")[:200], request.GET.get("reason", "")
    reason = reason if reason in REASONS else ""
    found = inbox_list.items(view, request.user, words, reason).prefetch_related("messages__message", "decisions__who")
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    names = labels()
    shown = {
        "view": view,
        "views": inbox_list.counts(request.user),
        "page": page,
        "rows": [_row(item, names) for item in page.object_list],
        "q": words,
        "reason": reason,
        "reasons": REASONS,
        "topics": _topics(),
        "indicators": list(names.items()),
        "model_asked": filled.model_asked,
        "undo": bool(request.session.get(_UNDO)),
        "draft": in_hand(request),
    }
    return render(request, "workbench/inbox.html", shown)


@needs(May.EDIT_TRAINING)
@require_GET
def inbox_item(request: HttpRequest, item_id: int) -> HttpResponse:
    """Show one item: the conversation, how it was understood, what can be decided, and the guideline."""
    item = get_object_or_404(InboxItem.objects.filter(messages__isnull=False).distinct(), pk=item_id)
    return render(request, "workbench/inbox_item.html", _item_context(request, item))


@needs(May.EDIT_TRAINING)
@form_of("inbox")
def decide_item(request: HttpRequest, item_id: int) -> HttpResponse:
    """Take a decision about one item and go on to the next."""
    item = get_object_or_404(InboxItem.objects.filter(messages__isnull=False).distinct(), pk=item_id)
    try:
        given = given_of(request.POST)
        before = row_of(item.pk, request.user)
        decide(item.pk, request.user, given, store=draft_store(), draft_for=lambda: draft_for(request))
    except TeachingError as error:
        shown = {**_item_context(request, item, request.POST), "fault": str(error)}
        return render(request, "workbench/inbox_item.html", shown, status=422)
    _remember(request, [(item.pk, before)])
    messages.success(request, f"Decided: {CHOICES[given.choice.value]}.")
    return HttpResponseRedirect(_next(request, item))


@needs(May.EDIT_TRAINING)
@form_of("inbox")
def decide_many(request: HttpRequest) -> HttpResponse:
    """Take one decision about everything that was ticked."""
    ids, done, faults = ids_of(request.POST), [], []
    try:
        given = given_of(request.POST)
    except TeachingError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(_back(request))
    if not ids:
        messages.error(request, "Tick the messages that you decide about.")
    for item_id in ids:
        before = row_of(item_id, request.user)
        try:
            decide(item_id, request.user, given, store=draft_store(), draft_for=lambda: draft_for(request))
            done.append((item_id, before))
        except InboxItem.DoesNotExist:
            faults.append("One message has been deleted meanwhile.")
        except TeachingError as error:
            faults.append(str(error))
    _remember(request, done)
    if done:
        messages.success(request, f"Decided about {len(done)}: {CHOICES[given.choice.value]}.")
    for fault, count in {fault: faults.count(fault) for fault in faults}.items():
        messages.error(request, f"Not decided ({count}): {fault}")
    return HttpResponseRedirect(_back(request))


@needs(May.EDIT_TRAINING)
@form_of("inbox")
def undo(request: HttpRequest) -> HttpResponse:
    """Take the editor's latest decision back, or all of it where it was about several items."""
    stack = request.session.get(_UNDO) or []
    if not stack:
        messages.error(request, "There is nothing to undo.")
        return HttpResponseRedirect(_back(request))
    last, request.session[_UNDO] = stack[-1], stack[:-1]
    try:
        for item_id, before in last:
            take_back(item_id, request.user, before, store=draft_store(), draft_for=lambda: draft_for(request))
    except TeachingError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(_back(request))
    messages.success(request, "Undone.")
    if len(last) == 1 and InboxItem.objects.filter(pk=last[0][0], messages__isnull=False).exists():
        return HttpResponseRedirect(reverse("inbox_item", args=[last[0][0]]))
    return HttpResponseRedirect(_back(request))


def _item_context(request: HttpRequest, item: InboxItem, sent: Any = None) -> dict[str, Any]:
    view = _view(request)
    return {
        **context_of(item, request.user, sent),
        "view": view,
        "next": inbox_list.after(item, view, request.user),
        "undo": bool(request.session.get(_UNDO)),
        "draft": in_hand(request),
    }


def _row(item: InboxItem, names: dict[str, str]) -> dict[str, Any]:
    members = sorted(item.messages.all(), key=lambda member: member.pk)
    first = members[0]
    return {
        "item": item,
        "text": first.message.text,
        "more": len(members) - 1,
        "at": item.latest_at,
        "understood": intent_words(first.intent, names),
        "signs": [(names.get(name, name), p) for name, p, *_ in sorted(first.findings, key=lambda one: -one[1])[:3]],
        "reasons": [REASONS[reason] for reason in item.reasons if reason in REASONS],
        "decided": [f"{one.who.username}: {CHOICES[one.choice]}" for one in item.decisions.all()],
    }


def _topics() -> list[tuple[str, str]]:
    try:
        return topics(taught_files().examples())
    except TeachingError:
        return []


def _remember(request: HttpRequest, done: list[tuple[int, Any]]) -> None:
    if done:
        stack = request.session.get(_UNDO) or []
        request.session[_UNDO] = [*stack, [list(one) for one in done]][-_MOST_UNDO:]


def _view(request: HttpRequest) -> str:
    view = request.POST.get("view") or request.GET.get("view") or inbox_list.OPEN
    return view if view in inbox_list.VIEWS else inbox_list.OPEN


def _next(request: HttpRequest, item: InboxItem) -> str:
    view = _view(request)
    following = inbox_list.after(item, view, request.user)
    if following is None:
        return f"{reverse('inbox')}?view={view}"
    return f"{reverse('inbox_item', args=[following.pk])}?view={view}"


def _back(request: HttpRequest) -> str:
    return f"{reverse('inbox')}?view={_view(request)}"
