"""How long a sign-in lasts."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from bot.web.accounts.permissions import BACKGROUND, to_sign_in

_BEGAN, _USED = "began_at", "used_at"
# Written at most this often: a row of the database for every click would help nobody.
_REMEMBERED_EVERY_SECONDS = 30


class SessionLimits:
    """Ends a sign-in that was not used for a while, or is too old however much it is used.

    What a page asks for by itself does not count as use. Somebody who must choose a new password gets to no other page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self._get_response(request)
        now = time.time()
        began = request.session.get(_BEGAN)
        if began is None:
            request.session[_BEGAN] = request.session[_USED] = now
        elif self._is_over(request, now):
            logout(request)
            return to_sign_in(request)
        elif not request.headers.get(BACKGROUND) and now - request.session[_USED] > _REMEMBERED_EVERY_SECONDS:
            request.session[_USED] = now
        if request.user.must_change_password and request.path not in {reverse("change_password"), reverse("sign_out")}:
            return HttpResponseRedirect(reverse("change_password"))
        return self._get_response(request)

    def _is_over(self, request: HttpRequest, now: float) -> bool:
        idle = now - request.session.get(_USED, 0)
        age = now - request.session[_BEGAN]
        return idle > settings.SESSION_IDLE_MINUTES * 60 or age > settings.SESSION_LONGEST_HOURS * 3600
