"""Addresses of training, comparing, publishing, going back, and the history."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bot.web.workbench import comparison_views, history_views, training_views

urlpatterns: list[URLPattern | URLResolver] = [
    path("train/", training_views.train_and_publish, name="train_and_publish"),
    path("train/ask/", training_views.train, name="train"),
    path("train/back/", comparison_views.go_back, name="go_back"),
    path("train/<str:job_id>/", training_views.training, name="training"),
    path("train/<str:job_id>/cancel/", training_views.cancel, name="cancel_training"),
    path("models/<str:model>/", comparison_views.comparison, name="comparison"),
    path("models/<str:model>/again/", training_views.compare_again, name="compare_again"),
    path("models/<str:model>/agree/", comparison_views.agree_to, name="agree"),
    path("models/<str:model>/publish/", comparison_views.publish_model, name="publish_model"),
    path("history/", history_views.model_history, name="model_history"),
]
