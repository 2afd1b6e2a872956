"""Django's entry for the workbench."""

from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    """The pages of content editors, and what they decide about messages."""

    name = "bot.web.workbench"
    label = "workbench"
    default_auto_field = "django.db.models.BigAutoField"
