"""Django's entry for the audit."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The audit's tables."""

    name = "bot.web.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
