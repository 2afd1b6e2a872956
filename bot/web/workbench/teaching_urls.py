"""Addresses of the inbox, the examples, the guidance and the drafts."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
