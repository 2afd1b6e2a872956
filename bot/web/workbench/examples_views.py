"""The pages of the training examples: browse and search, add, change, move, delete."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from bot.teaching.edits import Edit, EditKind
from bot.teaching.errors import TeachingError
from bot.teaching.taught import Taught
from bot.web.accounts.permissions import needs
from bot.web.accounts.roles import May
from bot.web.workbench.drafting import in_hand, put
from bot.web.workbench.example_checks import Checked, check
from bot.web.workbench.example_forms import edit_of, written_of
from bot.web.workbench.examples_list import found, found_by, intents, key_of, row
from bot.web.workbench.forms_only import form_of
from bot.web.workbench.guideline import labels
from bot.web.workbench.inbox_words import ASIDE
from bot.web.workbench.places import draft_store
from bot.web.workbench.project import taught_files
from bot.web.workbench.taught_files import files_by_intent, texts_with

_PAGE = 50


@needs(May.EDIT_TRAINING)
@require_GET
def examples(request: HttpRequest) -> HttpResponse:
    """Show the examples of a search, with the counts of every intent."""
    try:
        every = _examples(request)
    except TeachingError as error:
        return _broken(request, error)
    asked = {name: request.GET.get(name, "")[:200] for name in ("q", "intent", "voice", "label")}
    chosen = found(every, asked["q"], asked["intent"], asked["voice"], asked["label"])
    page = Paginator(chosen, _PAGE).get_page(request.GET.get("page"))
    shown = {
        "asked": asked,
        "is_used": any(asked.values()),
        "page": page,
        "rows": [row(example) for example in page.object_list],
        "intents": intents(every),
        "voices": _voices(every),
        "counts": Counter(example.voice or "none named" for example in chosen).most_common(),
        "indicators": list(labels().items()),
        "draft": in_hand(request),
    }
    return render(request, "workbench/examples.html", shown)


@needs(May.EDIT_TRAINING)
def new_example(request: HttpRequest) -> HttpResponse:
    """Add an example to the draft in hand."""
    return _written(request, None)


@needs(May.EDIT_TRAINING)
def example(request: HttpRequest, key: str) -> HttpResponse:
    """Show one example, and change or move it in the draft in hand."""
    try:
        before = found_by(key, _examples(request))
    except TeachingError as error:
        return _broken(request, error)
    if before is None:
        messages.error(
            request, "This example is no longer there in these words. Somebody has changed it; search again."
        )
        return HttpResponseRedirect(reverse("examples"))
    return _written(request, before)


@needs(May.EDIT_TRAINING)
@form_of("examples")
def delete_example(request: HttpRequest, key: str) -> HttpResponse:
    """Take an example away in the draft in hand."""
    try:
        before = found_by(key, _examples(request))
        if before is None:
            raise Http404
        now = timezone.now().isoformat(timespec="seconds")
        put(
            request,
            Edit(EditKind.DELETE, before.file, request.user.username, now, intent=before.intent, before=before.raw),
        )
    except TeachingError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(reverse("example", args=[key]))
    messages.success(request, "The example is taken away in the draft in hand.")
    return HttpResponseRedirect(f"{reverse('examples')}?intent={before.intent}")


@needs(May.EDIT_TRAINING)
@form_of("examples")
def check_example(request: HttpRequest) -> HttpResponse:
    """Say what the live model makes of what is being written, and what it is like; a page's own script asks."""
    try:
        written = written_of(request.POST)
        every = _examples(request)
        before = found_by(request.POST.get("key", ""), every)
        checked = check(written.text, written.intent, written.labels, every, before.raw if before else "")
    except TeachingError as error:
        return render(request, "workbench/checked.html", {"fault": str(error)})
    return render(request, "workbench/checked.html", {"checked": checked})


def _written(request: HttpRequest, before: Taught | None) -> HttpResponse:
    fault, checked, status = "", None, 200
    try:
        every = _examples(request)
    except TeachingError as error:
        return _broken(request, error)
    if request.method == "POST":
        try:
            written = written_of(request.POST)
            checked = check(written.text, written.intent, written.labels, every, before.raw if before else "")
            edit = edit_of(
                written, before, request.user.username, files_by_intent(every), frozenset(dict(_voices(every)))
            )
            if request.POST.get("do") == "keep" and (not checked.warns or request.POST.get("sure") == "yes"):
                put(request, edit)
                messages.success(request, f"In the draft: {edit.words()}")
                return HttpResponseRedirect(f"{reverse('examples')}?intent={written.intent}")
        except TeachingError as error:
            fault, status = str(error), 422
    shown = _context(request, before, every, checked)
    return render(request, "workbench/example.html", {**shown, "fault": fault}, status=status)


def _context(
    request: HttpRequest, before: Taught | None, every: list[Taught], checked: Checked | None
) -> dict[str, Any]:
    sent = request.POST if request.method == "POST" else None
    intent = (sent or request.GET).get("intent", "") or (before.intent if before else "")
    marks: list[Any] = []
    if before is not None:
        marks = [[before.text[mark.start : mark.end], mark.label, mark.reason] for mark in before.marks]
    if sent is not None:
        marks = [mark for mark in map(_loaded, sent.getlist("mark")) if isinstance(mark, list) and len(mark) == 3]
    elif before is not None and checked is None:
        checked = check(before.text, before.intent, before.labels, every, before.raw)
    return {
        "before": before,
        "key": key_of(before) if before else "",
        "example": sent.get("example", "") if sent is not None else (before.text if before else ""),
        "intent": intent,
        "intents": [one.intent for one in intents(every)],
        "voice": sent.get("voice", "") if sent is not None else (before.voice if before else ""),
        "voices": _voices(every),
        "chosen": set(sent.getlist("indicator")) if sent is not None else set(before.also if before else ()),
        "marks": marks,
        "indicators": [pair for pair in labels().items() if pair[0] != "emergency"],
        "danger": "emergency",
        "aside": ASIDE,
        "checked": checked,
        "asks_again": sent is not None and checked is not None and checked.warns,
        "draft": in_hand(request),
    }


def _loaded(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return None


def _examples(request: HttpRequest) -> list[Taught]:
    """Return every example with the changes of the draft in hand."""
    return taught_files().examples(texts_with(in_hand(request), draft_store()))


def _voices(every: list[Taught]) -> list[tuple[str, int]]:
    return sorted(Counter(example.voice for example in every if example.voice).items())


def _broken(request: HttpRequest, error: TeachingError) -> HttpResponse:
    """Say which file was broken by hand, and what to do; nothing is lost."""
    return render(request, "workbench/broken.html", {"fault": str(error), "draft": in_hand(request)}, status=409)
