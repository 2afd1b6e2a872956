"""Every address of the web part."""

from __future__ import annotations

from django.urls import include, path

from bot.web.gateway.api import api
from bot.web.widget.views import page, script

urlpatterns = [
    path("", page, name="chat"),
    path("static/widget.js", script, name="widget-script"),
    path("api/v1/", api.urls),
    path("account/", include("bot.web.accounts.urls")),
    path("duty/", include("bot.web.cases.urls")),
    path("editor/", include("bot.web.workbench.urls")),
]
handler404 = "bot.web.errors.not_found"
handler500 = "bot.web.errors.server_error"
handler400 = "bot.web.errors.bad_request"
handler403 = "bot.web.errors.forbidden"
