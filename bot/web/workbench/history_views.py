"""The models that there are, and everything that was ever done with them."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from bot.publishing.shelf import ModelRecord, ModelShelf, ModelState
from bot.web.accounts.permissions import needs
from bot.web.accounts.roles import May
from bot.web.workbench.places import model_shelf, places
from bot.web.workbench.publishing_forms import GoBackForm
from bot.web.workbench.training_page import live_now

_PAGE_SIZE = 50
_MODELS = 20
_SHOWN = ("safe advice", "safe advice, severe and emergency", "accepted route", "over-escalation", "coverage")
WORDS = {
    "trained": "trained",
    "published": "published",
    "guidance": "guidance published",
    "rolled back": "gone back to",
    "agreed": "agreed to by a second person",
    "refused": "refused",
    "failed": "training failed",
    "cancelled": "training cancelled",
    "withdrawn": "withdrawn, because it did not start",
}
_STATES = {
    ModelState.LIVE: "live",
    ModelState.PREVIOUS: "live before",
    ModelState.CANDIDATE: "candidate",
    ModelState.RETIRED: "was live",
}


@dataclass(frozen=True)
class ModelRow:
    """A model with what it scored on the golden cases; `problem` says what is wrong with its file."""

    record: ModelRecord
    state: str
    can_go_back: bool
    figures: tuple[tuple[str, str], ...]
    problem: str | None


@needs(May.SEE_MODELS)
@require_GET
def model_history(request: HttpRequest) -> HttpResponse:
    """Show the models, and who did what with them and why."""
    shelf = model_shelf()
    events = [(event, WORDS.get(event.what, event.what)) for event in reversed(shelf.history())]
    live = live_now(shelf, places())
    shown = {
        "live": live,
        "models": [] if live.problem else [_row(record, shelf) for record in shelf.models()[:_MODELS]],
        "page": Paginator(events, _PAGE_SIZE).get_page(request.GET.get("page")),
        "form": GoBackForm(),
        "figures": _SHOWN,
        "may_publish": request.user.may(May.PUBLISH),
    }
    return render(request, "workbench/history.html", shown)


def _row(record: ModelRecord, shelf: ModelShelf) -> ModelRow:
    state = shelf.state(record.name)
    archive = shelf.archive(record.name)
    problem = None
    try:
        # The size alone: reading every file of every model would take seconds. Publishing reads them whole.
        if archive.stat().st_size != record.bytes:
            problem = f"Its file has {archive.stat().st_size:,} of {record.bytes:,} bytes: it cannot be used."
    except OSError:
        problem = "Its file is not there, because newer candidates took its place or it was lost: it cannot be used."
    shares = tuple((name, f"{record.figures[name]:.1%}" if name in record.figures else "not asked") for name in _SHOWN)
    can = problem is None and state in {ModelState.PREVIOUS, ModelState.RETIRED}
    return ModelRow(record, _STATES[state], can, shares, problem)
