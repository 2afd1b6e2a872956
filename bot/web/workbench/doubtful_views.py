"""The page of labels that may be wrong, and the look at all of them, which a process of its own takes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET

from bot.publishing.one_holder import is_held
from bot.teaching.doubtful_file import latest
from bot.teaching.errors import TeachingError
from bot.web.accounts.permissions import needs
from bot.web.accounts.roles import May
from bot.web.audit.record import Deed, record
from bot.web.workbench.drafting import in_hand
from bot.web.workbench.examples_list import row
from bot.web.workbench.forms_only import form_of
from bot.web.workbench.places import draft_store, places
from bot.web.workbench.project import taught_files
from bot.web.workbench.taught_files import texts_with

_PAGE = 25


@needs(May.EDIT_TRAINING)
@require_GET
def doubtful(request: HttpRequest) -> HttpResponse:
    """Show the examples whose labels the others speak against; those that were changed since are left out."""
    folder = places().var / "teaching"
    look = latest(folder / "doubtful.json")
    fault, rows = "", []
    try:
        every = taught_files().examples(texts_with(in_hand(request), draft_store()))
        present = {(one.file, one.intent, one.raw): one for one in every}
        known = [(one, present.get((one.file, one.intent, one.raw))) for one in (look.doubts if look else ())]
        rows = [{"row": row(example), "doubt": one} for one, example in known if example is not None]
    except TeachingError as error:
        fault = str(error)
    page = Paginator(rows, _PAGE).get_page(request.GET.get("page"))
    shown = {
        "look": look,
        "at": parse_datetime(look.at) if look else None,
        "page": page,
        "running": is_held(folder / "doubtful.lock"),
        "fault": fault,
    }
    return render(request, "workbench/doubtful.html", shown)


@needs(May.EDIT_TRAINING)
@form_of("doubtful")
def look_for_doubtful(request: HttpRequest) -> HttpResponse:
    """Start a look at all labels, in a process of its own."""
    here = places()
    if request.POST.get("do") != "look":
        messages.error(request, "Press the button to look through all labels.")
        return HttpResponseRedirect(reverse("doubtful"))
    try:
        (here.var / "log").mkdir(parents=True, exist_ok=True)
        with (here.var / "log" / "doubtful.log").open("ab") as log:
            # Forked, so that it is nobody's child and leaves no zombie behind.
            subprocess.run(
                [shutil.which("setsid") or "setsid", "--fork", "nice", sys.executable, "-m", "bot.cli.main"]
                + ["examples", "doubtful"],
                cwd=here.root,
                env={**os.environ, "SIGNPOST_VAR": str(here.var)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                check=True,
            )
    except (OSError, subprocess.CalledProcessError) as error:
        messages.error(request, f"The look could not be started ({type(error).__name__}).")
    else:
        record(Deed(request.user.username, "looked_for_doubtful_labels"))
        messages.success(request, "Signpost looks through all labels. That takes some minutes; come back to this page.")
    return HttpResponseRedirect(reverse("doubtful"))
