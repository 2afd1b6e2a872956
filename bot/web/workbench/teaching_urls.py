"""Addresses of the inbox, the examples, the guidance and the drafts."""

from __future__ import annotations

from django.urls import path

from bot.web.workbench import inbox_views

urlpatterns = [
    path("inbox/", inbox_views.inbox, name="inbox"),
    path("inbox/decide/", inbox_views.decide_many, name="decide_many"),
    path("inbox/undo/", inbox_views.undo, name="inbox_undo"),
    path("inbox/<int:item_id>/", inbox_views.inbox_item, name="inbox_item"),
    path("inbox/<int:item_id>/decide/", inbox_views.decide_item, name="decide_item"),
]
