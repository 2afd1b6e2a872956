"""Every address of the web part."""

from __future__ import annotations

from django.urls import include, path

from bot.web.chat.views import chat_page
from bot.web.gateway.api import api

urlpatterns = [
    path("", chat_page, name="chat"),
    path("api/v1/", api.urls),
    path("account/", include("bot.web.accounts.urls")),
    path("duty/", include("bot.web.cases.urls")),
]
handler404 = "bot.web.errors.not_found"
handler500 = "bot.web.errors.server_error"
handler400 = "bot.web.errors.bad_request"
handler403 = "bot.web.errors.forbidden"
