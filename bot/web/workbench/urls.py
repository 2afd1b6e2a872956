"""Addresses of the workbench, below `/editor/`: its start, teaching, and publishing."""

from __future__ import annotations

from django.urls import include, path

from bot.web.workbench import start_views

urlpatterns = [
    path("", start_views.start, name="workbench"),
    path("", include("bot.web.workbench.teaching_urls")),
    path("", include("bot.web.workbench.publishing_urls")),
]
