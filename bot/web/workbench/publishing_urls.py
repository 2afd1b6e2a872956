"""Addresses of training, comparing, publishing, going back, and the history."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
