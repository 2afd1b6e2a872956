"""Django's entry for cases."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Tables and pages of the duty team."""

    name = "bot.web.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"
