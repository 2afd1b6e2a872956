"""Every address of the web part."""

from __future__ import annotations

from django.urls import path

from bot.web.chat.views import chat_page
from bot.web.gateway.api import api

urlpatterns = [
    path("", chat_page, name="chat"),
    path("api/v1/", api.urls),
]
handler404 = "bot.web.gateway.failures.not_found"
handler500 = "bot.web.gateway.failures.server_error"
handler400 = "bot.web.gateway.failures.bad_request"
handler403 = "bot.web.gateway.failures.forbidden"
