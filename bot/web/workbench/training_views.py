"""Trainings: ask for one, watch it, cancel it. Nothing is trained in this process."""

from __future__ import annotations

import os

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from bot.publishing.errors import PublishingError
from bot.publishing.jobs import Job, JobQueue
from bot.publishing.starting import start_worker
from bot.teaching.draft import Draft, DraftState
from bot.web.accounts.permissions import BACKGROUND, needs
from bot.web.accounts.roles import May
from bot.web.audit.record import Deed, record
from bot.web.workbench.places import draft_store, model_shelf, places
from bot.web.workbench.publishing_forms import GoBackForm, TrainForm
from bot.web.workbench.training_page import guidance_that_stays, live_now, log_of, row_of, rows


@needs(May.PUBLISH)
@require_GET
def train_and_publish(request: HttpRequest) -> HttpResponse:
    """Show what answers, what is trained, and what could be. The page's own script asks for the moving part alone."""
    if request.headers.get(BACKGROUND):
        return render(request, "workbench/trainings.html", _moving())
    drafts = _open_drafts()
    asked_for = next((draft for draft in drafts if draft.id == request.GET.get("draft")), None)
    begun = {"draft": asked_for.id, "why": asked_for.why} if asked_for else {"draft": ""}
    return _page(request, TrainForm(drafts, initial=begun))


@needs(May.PUBLISH)
@require_POST
def train(request: HttpRequest) -> HttpResponse:
    """Put a training into the queue, and see that somebody works through it."""
    form = TrainForm(_open_drafts(), request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    draft, why = form.cleaned_data["draft"] or None, form.cleaned_data["why"]
    return _ask(request, why=why, draft=draft, words=f"draft {draft}" if draft else "the training files")


@needs(May.PUBLISH)
@require_POST
def compare_again(request: HttpRequest, model: str) -> HttpResponse:
    """Ask a candidate and the live model anew, in the background."""
    try:
        model_shelf().check_whole(model)
    except PublishingError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(reverse("train_and_publish"))
    draft = request.POST.get("draft") or None
    return _ask(request, why="to compare it again", draft=draft, compare=model, words=f"compare {model}")


@needs(May.PUBLISH)
@require_GET
def training(request: HttpRequest, job_id: str) -> HttpResponse:
    """Show one training: its steps, what went wrong, and its log."""
    queue = JobQueue(places().queue)
    job = _job(queue, job_id)
    shown = {"row": row_of(job), "log": log_of(queue, job)}
    part = "workbench/training_steps.html" if request.headers.get(BACKGROUND) else "workbench/training.html"
    return render(request, part, shown)


@needs(May.PUBLISH)
@require_POST
def cancel(request: HttpRequest, job_id: str) -> HttpResponse:
    """End a training; the live model is as it was."""
    queue = JobQueue(places().queue)
    job = _job(queue, job_id)
    if job.is_over:
        messages.info(request, "That training is over already.")
        return HttpResponseRedirect(reverse("train_and_publish"))
    try:
        queue.cancel(job)
    except OSError as error:
        messages.error(
            request,
            f"The training could not be cancelled ({error.strerror}). It goes on, and the live model is as it was. "
            "Free some space and try again.",
        )
    else:
        record(Deed(request.user.username, "training_cancelled", f"training {job.id}"))
        messages.success(request, "The training is being ended. The live model is as it was.")
    return HttpResponseRedirect(reverse("train_and_publish"))


def _ask(request: HttpRequest, *, why: str, draft: str | None, words: str, compare: str | None = None) -> HttpResponse:
    here = places()
    who = request.user.username
    try:
        queue = JobQueue(here.queue)
        # A second click asks for what waits already.
        wanted = (who, why, draft, compare)
        for job in queue.jobs():
            asked = (job.who, job.why, job.draft, job.model if job.compare_only else None)
            if not job.is_over and asked == wanted:
                return HttpResponseRedirect(reverse("training", args=[job.id]))
        job = queue.ask(who=who, why=why, draft=draft, compare=compare)
        record(Deed(who, "training_asked", f"training {job.id}", after=words, reason=why))
        start_worker(here, os.environ)
    except PublishingError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(reverse("train_and_publish"))
    return HttpResponseRedirect(reverse("training", args=[job.id]))


def _page(request: HttpRequest, form: TrainForm, status: int = 200) -> HttpResponse:
    shown = {"form": form, "go_back": GoBackForm(), **_moving()}
    shown["stays"] = guidance_that_stays(model_shelf(), draft_store(), live_now(model_shelf(), places()))
    return render(request, "workbench/train.html", shown, status=status)


def _moving() -> dict[str, object]:
    """Return what changes while somebody looks."""
    here, shelf = places(), model_shelf()
    live = live_now(shelf, here)
    candidate = None if live.problem else shelf.candidate()
    return {"live": live, "candidate": candidate, "rows": rows(JobQueue(here.queue))}


def _open_drafts() -> list[Draft]:
    return [draft for draft in draft_store().drafts() if draft.state is DraftState.OPEN and draft.edits]


def _job(queue: JobQueue, job_id: str) -> Job:
    job = queue.get(job_id) if job_id.replace("-", "").isalnum() else None
    if job is None:
        raise Http404("no such training")
    return job
