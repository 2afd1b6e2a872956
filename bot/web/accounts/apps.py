"""Django's entry for accounts."""

from django.apps import AppConfig
from django.core.checks import register


class AccountsConfig(AppConfig):
    """Accounts, and the pages that all staff use."""

    name = "bot.web.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have Django look at the settings of single sign-on before it changes the database."""
        from bot.web.accounts.claimed_roles import faults_of_settings

        register(faults_of_settings)
