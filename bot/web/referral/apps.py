"""Django's entry for referrals that were added to a case."""

from django.apps import AppConfig


class ReferralConfig(AppConfig):
    """What practitioners added to their case."""

    name = "bot.web.referral"
    label = "referral"
