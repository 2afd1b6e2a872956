"""A candidate beside the live model; agreeing, publishing, going back."""

from __future__ import annotations

import os

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from bot.publishing.agreement import agree, agreement_to
from bot.publishing.assessing import kept_comparison
from bot.publishing.candidate import Candidate, candidate_of, learnt_by
from bot.publishing.errors import PublishingError, RefusedError, UnknownModelError
from bot.publishing.publish import publish, roll_back
from bot.publishing.shelf import ModelState
from bot.publishing.starting import start_serving_guidance
from bot.web.accounts.permissions import needs
from bot.web.accounts.roles import May
from bot.web.audit.record import Deed, record
from bot.web.gateway.guidance import pack
from bot.web.workbench.comparison_page import page_of
from bot.web.workbench.places import draft_store, model_shelf, places
from bot.web.workbench.publishing_forms import GoBackForm, PublishForm

_FULL_DISK = "{problem}: {file}. The live model is as it was. Free some space and try again."


@needs(May.PUBLISH)
@require_GET
def comparison(request: HttpRequest, model: str) -> HttpResponse:
    """Show what a candidate does better and worse than the live model, and what may be done with it."""
    return _page(request, _candidate(request, model))


@needs(May.PUBLISH)
@require_POST
def agree_to(request: HttpRequest, model: str) -> HttpResponse:
    """Keep that the person has looked at the messages whose advice comes to a lower level, and agrees."""
    candidate, shelf = _candidate(request, model), model_shelf()
    try:
        found = kept_comparison(candidate, shelf=shelf, places=places())
        if found is None or sorted(change.key for change in found.downwards) != sorted(request.POST.getlist("message")):
            return _page(request, candidate, ["What would change is no longer what you saw. Look at it again."], 409)
        agree(found, who=request.user.username, shelf=shelf)
    except PublishingError as error:
        return _page(request, candidate, str(error).splitlines(), 409)
    except OSError as error:
        return _page(request, candidate, [_FULL_DISK.format(problem=error.strerror, file=error.filename)], 507)
    keys = ", ".join(change.key for change in found.downwards)
    record(Deed(request.user.username, "model_agreed", f"model {model}", after=f"messages {keys}"))
    messages.success(request, "Recorded: you have looked at these messages and agree. Somebody else publishes.")
    return HttpResponseRedirect(_address(candidate))


@needs(May.PUBLISH)
@require_POST
def publish_model(request: HttpRequest, model: str) -> HttpResponse:
    """Make a candidate live, where nothing stands against it."""
    candidate, form = _candidate(request, model), PublishForm(request.POST)
    if not form.is_valid():
        return _page(request, candidate, form=form, status=422)
    who, why = request.user.username, form.cleaned_data["why"]
    try:
        publish(
            candidate,
            who=who,
            why=why,
            shelf=model_shelf(),
            places=places(),
            drafts=draft_store(),
            author=settings.COMMIT_AUTHOR,
        )
    except RefusedError as error:
        record(Deed(who, "model_refused", f"model {model}", after=f"{len(error.reasons)} reasons", reason=why))
        return _page(request, candidate, error.reasons, 409)
    except PublishingError as error:
        return _page(request, candidate, str(error).splitlines(), 409)
    except OSError as error:
        return _page(request, candidate, [_FULL_DISK.format(problem=error.strerror, file=error.filename)], 507)
    record(Deed(who, "model_published", f"model {model}", after=candidate.draft or "", reason=why))
    messages.success(request, f"{model} is published.")
    if candidate.guidance:
        _serve_guidance(request)
    return HttpResponseRedirect(reverse("train_and_publish"))


@needs(May.PUBLISH)
@require_POST
def go_back(request: HttpRequest) -> HttpResponse:
    """Make an earlier model live again: the one before this, or the one that is named."""
    form = GoBackForm(request.POST)
    given = form.cleaned_data if form.is_valid() else {}
    who, why = request.user.username, given.get("why") or "went back in the workbench"
    try:
        published = roll_back(who=who, why=why, shelf=model_shelf(), places=places(), to=given.get("to") or None)
    except PublishingError as error:
        messages.error(request, str(error))
    except OSError as error:
        messages.error(request, _FULL_DISK.format(problem=error.strerror, file=error.filename))
    else:
        record(Deed(who, "model_rolled_back", f"model {published.live}", before=published.previous or "", reason=why))
        messages.success(
            request,
            f"{published.live} is live again. The training files stay as they are: mend them before the next training. "
            "Guidance, thresholds and contacts stay as they are too.",
        )
    return HttpResponseRedirect(reverse("train_and_publish"))


def _serve_guidance(request: HttpRequest) -> None:
    try:
        start_serving_guidance(places(), os.environ)
    except PublishingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "The guidance is being taken into service. That takes some seconds.")


def _candidate(request: HttpRequest, model: str) -> Candidate:
    draft = request.POST.get("draft") or request.GET.get("draft")
    try:
        if draft:
            return candidate_of(model_shelf().record(model).name, draft, draft_store())
        return learnt_by(model, model_shelf(), draft_store())
    except UnknownModelError as error:
        raise Http404("no such model") from error
    except PublishingError:
        # Its draft is gone: what can be said of the model can still be said.
        return Candidate(model)


def _page(
    request: HttpRequest,
    candidate: Candidate,
    problems: list[str] | tuple[str, ...] = (),
    status: int = 200,
    form: PublishForm | None = None,
) -> HttpResponse:
    shelf = model_shelf()
    shown: dict[str, object] = {"candidate": candidate, "problems": problems}
    try:
        record_of = shelf.record(candidate.model)
        found = kept_comparison(candidate, shelf=shelf, places=places())
        shown |= {"record": record_of, "state": shelf.state(candidate.model).value}
        shown["is_live"] = shelf.state(candidate.model) is ModelState.LIVE and not candidate.guidance
        if found is not None:
            agreed = agreement_to(found, shelf=shelf)
            shown |= {
                "page": page_of(found, pack()),
                "agreed": agreed,
                "is_second": agreed is not None and agreed.who == request.user.username,
                "form": form or PublishForm(initial={"why": record_of.why}),
            }
    except PublishingError as error:
        shown["problems"] = [*problems, str(error)]
    return render(request, "workbench/comparison.html", shown, status=status)


def _address(candidate: Candidate) -> str:
    query = f"?draft={candidate.draft}" if candidate.draft else ""
    return reverse("comparison", args=[candidate.model]) + query
