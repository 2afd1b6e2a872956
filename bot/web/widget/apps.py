"""Django's entry for the chat widget."""

from django.apps import AppConfig


class WidgetConfig(AppConfig):
    """The script that puts the chat on any page, and a page that has it."""

    name = "bot.web.widget"
    label = "widget"
