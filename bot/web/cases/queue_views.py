"""The queue at `/duty/`, and the searches that people keep."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from bot.publishing.live import LiveRasa, Serving
from bot.review.states import State
from bot.web.accounts.permissions import BACKGROUND, needs
from bot.web.accounts.roles import May
from bot.web.cases.forms import FilterForm
from bot.web.cases.models import Escalation, SavedFilter
from bot.web.cases.queue import PAGE_SIZE, QueueForm, found, latest_raised, rows, unread_count
from bot.web.cases.words import STATES
from bot.web.gateway.guidance import composer, pack


@needs(May.WORK_CASES)
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """Show the cases, most urgent first. The page's own script asks for the table alone, and gets nothing where nothing
    has changed."""
    form = QueueForm(pack(), request.GET)
    page = Paginator(found(form, request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    now = timezone.now()
    shown = {
        "form": form,
        "page": page,
        "rows": rows(page.object_list, pack(), now),
        "now": now,
        "unread": unread_count(),
        "latest": latest_raised(),
        "query": _query(request),
    }
    if request.headers.get(BACKGROUND):
        return render(request, "cases/queue_table.html", shown)
    counts = dict(Escalation.objects.values_list("state").annotate(Count("pk")).order_by())
    shown["counts"] = [(STATES[state], counts.get(state.value, 0)) for state in State if state.is_open]
    shown["filters"] = list(SavedFilter.objects.filter(owner=request.user))
    shown["filter_form"] = FilterForm(initial={"query": _query(request)})
    shown["hours"] = composer().wording.open_state()
    serving = LiveRasa(Path(settings.LIVE_FILE), Serving(settings.RASA_URL)).now()
    shown |= {"model": serving.model, "guidance": pack().version}
    return render(request, "cases/queue.html", shown)


@needs(May.WORK_CASES)
@require_POST
def save_filter(request: HttpRequest) -> HttpResponse:
    """Keep a search under a name; one of the same name is replaced."""
    form = FilterForm(request.POST)
    if not form.is_valid():
        return render(request, "cases/filter_fault.html", {"form": form}, status=422)
    given = form.cleaned_data
    SavedFilter.objects.update_or_create(
        owner=request.user, name=given["name"].strip(), defaults={"query": given["query"]}
    )
    return HttpResponseRedirect(f"{reverse('queue')}?{given['query']}")


@needs(May.WORK_CASES)
@require_POST
def delete_filter(request: HttpRequest, filter_id: int) -> HttpResponse:
    """Forget one of the person's own searches."""
    get_object_or_404(SavedFilter, pk=filter_id, owner=request.user).delete()
    return HttpResponseRedirect(reverse("queue"))


def _query(request: HttpRequest) -> str:
    """Return what is looked for, without the page."""
    asked = request.GET.copy()
    asked.pop("page", None)
    return "&".join(part for part in asked.urlencode().split("&") if not part.endswith("="))
