"""Django's entry for the chat page."""

from django.apps import AppConfig


class ChatConfig(AppConfig):
    """Template, script and style of the chat page."""

    name = "bot.web.chat"
    label = "chat"
