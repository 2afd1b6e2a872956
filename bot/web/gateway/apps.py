"""Django's entry for the gateway."""

from django.apps import AppConfig


class GatewayConfig(AppConfig):
    """The gateway's tables."""

    name = "bot.web.gateway"
    label = "gateway"
    default_auto_field = "django.db.models.BigAutoField"
