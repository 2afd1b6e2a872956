"""Addresses of the inbox, the examples, the guidance and the drafts."""

from __future__ import annotations

from django.urls import path

from bot.web.workbench import doubtful_views, drafts_views, examples_views, guidance_views, inbox_views

urlpatterns = [
    path("inbox/", inbox_views.inbox, name="inbox"),
    path("inbox/decide/", inbox_views.decide_many, name="decide_many"),
    path("inbox/undo/", inbox_views.undo, name="inbox_undo"),
    path("inbox/<int:item_id>/", inbox_views.inbox_item, name="inbox_item"),
    path("inbox/<int:item_id>/decide/", inbox_views.decide_item, name="decide_item"),
    path("examples/", examples_views.examples, name="examples"),
    path("examples/new/", examples_views.new_example, name="new_example"),
    path("examples/check/", examples_views.check_example, name="check_example"),
    path("examples/doubtful/", doubtful_views.doubtful, name="doubtful"),
    path("examples/doubtful/look/", doubtful_views.look_for_doubtful, name="look_for_doubtful"),
    path("examples/<slug:key>/", examples_views.example, name="example"),
    path("guidance/", guidance_views.guidance, name="guidance"),
    path("guidance/new-entry/", guidance_views.add_entry, name="add_entry"),
    path("guidance/entries/<slug:thing_id>/retire/", guidance_views.retire_entry, name="retire_entry"),
    path("guidance/<slug:part_name>/<slug:thing_id>/", guidance_views.guidance_thing, name="guidance_thing"),
    path("drafts/", drafts_views.drafts, name="drafts"),
    path("drafts/begin/", drafts_views.begin_draft, name="begin_draft"),
    path("drafts/<slug:draft_id>/", drafts_views.draft, name="draft"),
    path("drafts/<slug:draft_id>/change/", drafts_views.change_draft, name="change_draft"),
    path("examples/<slug:key>/delete/", examples_views.delete_example, name="delete_example"),
]
