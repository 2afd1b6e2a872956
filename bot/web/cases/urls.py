"""Addresses of the console, below `/duty/`."""

from __future__ import annotations

from django.urls import path

from bot.web.cases import audit_views, case_views, chat_views, export_views, queue_views, statistics_views

urlpatterns = [
    path("", queue_views.queue, name="queue"),
    path("filters/", queue_views.save_filter, name="save_filter"),
    path("filters/<int:filter_id>/delete/", queue_views.delete_filter, name="delete_filter"),
    path("statistics/", statistics_views.statistics_page, name="statistics"),
    path("audit/", audit_views.audit, name="audit"),
    path("audit/check/", audit_views.check_audit, name="check_audit"),
    path("audit/audit.csv", audit_views.export_audit, name="export_audit"),
    path("cases/<str:reference>/", case_views.case, name="case"),
    path("cases/<str:reference>/open/", case_views.open_closed, name="open_closed"),
    path("cases/<str:reference>/do/<slug:kind>/", case_views.deed, name="deed"),
    path("cases/<str:reference>/hold/", case_views.hold, name="hold"),
    path("cases/<str:reference>/chat/join/", chat_views.join, name="join_chat"),
    path("cases/<str:reference>/chat/say/", chat_views.say, name="say"),
    path("cases/<str:reference>/chat/hand-back/", chat_views.hand_back, name="hand_back"),
    path("cases/<str:reference>/case.json", export_views.export_json, name="export_json"),
    path("cases/<str:reference>/case.pdf", export_views.export_pdf, name="export_pdf"),
]
