"""What goes from the inbox with the messages in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from bot.web.accounts.roles import Role
from bot.web.gateway.models import Conversation, Message
from bot.web.workbench.forgetting import forget_items
from bot.web.workbench.models import InboxDecision, InboxItem, InboxMessage
from tests.staff.people import with_roles

pytestmark = pytest.mark.django_db


def _item(days_ago: int) -> InboxItem:
    """Return an item of the inbox with one message, and an editor's words about it."""
    item = InboxItem.objects.create(latest_at=timezone.now() - timedelta(days=days_ago))
    message = Message.objects.create(conversation=Conversation.objects.create(), n=1, text="what somebody wrote")
    InboxMessage.objects.create(message=message, item=item)
    return item


def test_an_item_goes_once_its_messages_are_gone() -> None:
    """What editors wrote about deleted messages goes with them; items that still have a message, or are young, stay."""
    gone, kept, young = _item(91), _item(91), _item(1)
    for item in (gone, young):
        Conversation.objects.filter(messages__inbox__item=item).delete()
    editor = with_roles("editor1", Role.EDITOR)
    InboxDecision.objects.create(item=gone, who=editor, choice="right", example="what somebody wrote")

    assert forget_items(timezone.now() - timedelta(days=90)) == 1

    assert set(InboxItem.objects.all()) == {kept, young}
    assert not InboxDecision.objects.exists()
