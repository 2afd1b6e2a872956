"""The pages of the guidance: its parts, one thing of it, a new entry; each with its preview and the checks in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from bot.teaching.draft import Draft
from bot.teaching.edits import Edit
from bot.teaching.errors import TeachingError
from bot.teaching.guidance_preview import GuidancePreview, preview
from bot.web.accounts.permissions import needs
from bot.web.accounts.roles import May
from bot.web.workbench.drafting import in_hand, put
from bot.web.workbench.forms_only import form_of
from bot.web.workbench.guidance_forms import KIND_WORDS, edits_of, in_a_year, new_entry, retired
from bot.web.workbench.guidance_parts import PARTS, Part, Thing, fields, fixed, things
from bot.web.workbench.places import draft_store, places
from bot.web.workbench.taught_files import texts_with

_PAGE = 50


@dataclass(frozen=True)
class Row:
    """A thing in a list, with what is to be said of its dates."""

    thing: Thing
    dates: str


@needs(May.EDIT_TRAINING)
@require_GET
def guidance(request: HttpRequest) -> HttpResponse:
    """Show the parts of the guidance, and the things of one of them."""
    part = PARTS.get(request.GET.get("part", ""), PARTS["entries"])
    words = request.GET.get("q", "")[:200]
    try:
        every = _things(request, part)
    except TeachingError as error:
        return _broken(request, error)
    late = request.GET.get("late") == "yes"
    found = [thing for thing in every if _matches(thing, words) and (not late or _is_late(thing))]
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    shown = {
        "part": part,
        "parts": PARTS.values(),
        "q": words,
        "late": late,
        "late_count": sum(map(_is_late, every)) if part.name == "entries" else 0,
        "page": page,
        "rows": [Row(thing, _dates(thing)) for thing in page.object_list],
        "draft": in_hand(request),
    }
    return render(request, "workbench/guidance.html", shown)


@needs(May.EDIT_TRAINING)
def guidance_thing(request: HttpRequest, part_name: str, thing_id: str) -> HttpResponse:
    """Show one thing; check what was typed, and keep it in the draft in hand."""
    part = PARTS.get(part_name)
    if part is None:
        raise Http404
    try:
        thing = next((one for one in _things(request, part) if one.id == thing_id), None)
        documents = _documents(request)
    except TeachingError as error:
        return _broken(request, error)
    if thing is None:
        raise Http404
    shown: dict[str, Any] = {"faults": [], "looked": None, "sent": None}
    status = 200
    if request.method == "POST":
        shown["sent"] = request.POST
        try:
            made = edits_of(request.POST, fields(part, thing), thing.file, request.user.username)
            shown["looked"] = looked = _look(request, made)
            shown["nothing"] = not made
            if request.POST.get("do") == "keep" and made and not looked.faults:
                return _kept(request, made, reverse("guidance_thing", args=[part.name, thing.id]))
            status = 422 if looked.faults else 200
        except TeachingError as error:
            shown["faults"], status = str(error).split("\n"), 422
    typed = shown["sent"]
    rows = [(field, typed.get(field.name, "") if typed is not None else field.shown) for field in fields(part, thing)]
    shown |= {
        "part": part,
        "thing": thing,
        "rows": rows,
        "fixed": fixed(part, thing),
        "documents": documents,
        "as_shown": _as_shown(part, thing, typed, dict(documents)),
        "today": timezone.localdate().isoformat(),
        "draft": in_hand(request),
    }
    return render(request, "workbench/guidance_thing.html", shown, status=status)


@needs(May.EDIT_TRAINING)
def add_entry(request: HttpRequest) -> HttpResponse:
    """Add an entry to the draft in hand."""
    try:
        every = _things(request, PARTS["entries"])
        documents = _documents(request)
    except TeachingError as error:
        return _broken(request, error)
    files = sorted({thing.file for thing in every})
    shown: dict[str, Any] = {"faults": [], "looked": None, "sent": request.POST}
    status = 200
    if request.method == "POST":
        try:
            if request.POST.get("file") not in files:
                raise TeachingError("File: choose one.")
            known = frozenset(thing.id for thing in every)
            made = new_entry(request.POST, request.POST["file"], known, request.user.username)
            shown["looked"] = looked = _look(request, [made])
            if request.POST.get("do") == "keep" and not looked.faults:
                return _kept(request, [made], reverse("guidance"))
            status = 422 if looked.faults else 200
        except TeachingError as error:
            shown["faults"], status = str(error).split("\n"), 422
    shown |= {
        "files": [(file, file.rpartition("/")[2].removesuffix(".yml").replace("-", " ")) for file in files],
        "documents": documents,
        "kinds": KIND_WORDS.items(),
        "today": timezone.localdate().isoformat(),
        "in_a_year": in_a_year(),
        "draft": in_hand(request),
    }
    return render(request, "workbench/guidance_new.html", shown, status=status)


@needs(May.EDIT_TRAINING)
@form_of("guidance")
def retire_entry(request: HttpRequest, thing_id: str) -> HttpResponse:
    """Let an entry be shown no longer from a day on; it stays in the file, so that earlier advice can be traced."""
    back = reverse("guidance_thing", args=["entries", thing_id])
    try:
        thing = next((one for one in _things(request, PARTS["entries"]) if one.id == thing_id), None)
        if thing is None:
            raise Http404
        made = retired(thing.file, thing.id, request.POST.get("until", ""), request.user.username)
        looked = _look(request, [made])
    except TeachingError as error:
        messages.error(request, f"Not retired: {error}")
        return HttpResponseRedirect(back)
    if looked.faults:
        messages.error(request, "Not retired: " + " ".join(looked.faults))
        return HttpResponseRedirect(back)
    return _kept(request, [made], back)


def _kept(request: HttpRequest, made: Sequence[Edit], back: str) -> HttpResponse:
    try:
        for edit in made:
            put(request, edit)
    except TeachingError as error:
        messages.error(request, f"Not kept: {error}")
        return HttpResponseRedirect(back)
    messages.success(request, f"{len(made)} change{'' if len(made) == 1 else 's'} in the draft.")
    return HttpResponseRedirect(back)


def _look(request: HttpRequest, made: Sequence[Edit]) -> GuidancePreview:
    """Return what the draft in hand would do to the guidance with these changes."""
    here, draft = places(), in_hand(request)
    with_them = replace(draft or Draft("", "", "", ""), edits=(*(draft.edits if draft else ()), *made))
    return preview(here.pack, here.root, draft_store().texts(with_them))


def _things(request: HttpRequest, part: Part) -> list[Thing]:
    here = places()
    return things(part, here.pack, here.root, texts_with(in_hand(request), draft_store()))


def _documents(request: HttpRequest) -> list[tuple[str, str]]:
    sources = Part("sources", "Sources", "sources.yml", "sources", "title")
    return [(thing.id, thing.title) for thing in _things(request, sources)]


def _matches(thing: Thing, words: str) -> bool:
    said = f"{thing.id} {thing.title} {thing.record}".casefold()
    return all(word in said for word in words.casefold().split())


def _day(thing: Thing, key: str) -> date | None:
    found = thing.record.get(key, thing.head.get(key))
    return found if isinstance(found, date) else None


def _is_late(thing: Thing) -> bool:
    due, until = _day(thing, "check_again_by"), _day(thing, "in_force_until")
    today = timezone.localdate()
    return due is not None and due < today and (until is None or until > today)


def _dates(thing: Thing) -> str:
    today, said = timezone.localdate(), []
    begin, until, due = (_day(thing, key) for key in ("in_force_from", "in_force_until", "check_again_by"))
    if begin and begin > today:
        said.append(f"shown from {begin:%-d %B %Y} on")
    if until:
        said.append(f"retired on {until:%-d %B %Y}" if until <= today else f"shown until {until:%-d %B %Y}")
    if _is_late(thing) and due:
        said.append(f"should have been looked at by {due:%-d %B %Y}")
    return "; ".join(said)


def _as_shown(
    part: Part, thing: Thing, typed: Mapping[str, str] | None, documents: Mapping[str, str]
) -> dict[str, str] | None:
    """Return an entry as practitioners would see it."""
    if part.name != "entries":
        return None
    start = f"entries.{thing.id}."
    words = {key: (typed or {}).get(start + key, "") or str(thing.record.get(key, "")) for key in ("title", "answer")}
    sources = thing.record.get("sources") or [{}]
    first = sources[0] if isinstance(sources[0], dict) else {}
    said = {
        key: (typed or {}).get(f"{start}sources.0.{key}", "") or first.get(key, "") for key in ("document", "section")
    }
    return {**words, "source": f"{documents.get(said['document'], said['document'])}, {said['section']}"}


def _broken(request: HttpRequest, error: TeachingError) -> HttpResponse:
    return render(request, "workbench/broken.html", {"fault": str(error), "draft": in_hand(request)}, status=409)
