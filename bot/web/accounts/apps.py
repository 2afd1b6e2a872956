"""Django's entry for accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts, and the pages that all staff use."""

    name = "bot.web.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
