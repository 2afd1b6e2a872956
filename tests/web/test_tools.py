"""What one can do beside writing: ask for a person, take a note along, print, and say that the advice is wrong."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from bot.web.gateway.models import Conversation, Feedback, Message
from tests.canned import HOME_ALONE, KNIFE, TIMESCALES
from tests.web.chat import Chat

PRINTED = "() => { window.printed = []; window.print = () => { window.printed.push(%s) } }"
SHEET = "document.querySelector('signpost-sheet')?.shadowRoot.querySelector('.sheet').innerText"


def _note(chat: Chat) -> str:
    chat.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    chat.button("Copy my note").click()
    expect(chat.progress).to_contain_text("Your note is copied.")
    return chat.page.evaluate("() => navigator.clipboard.readText()")


def _line_from_the_duty_team(text: str, *, holds: bool = True) -> None:
    conversation = Conversation.objects.get()
    Conversation.objects.update(held_by_person=holds)
    if text:
        Message.objects.create(conversation=conversation, n=conversation.next_n(), text=text, speaker="duty_team")


def test_the_duty_team_can_be_asked_at_the_press_of_a_button(chat):
    """“Ask the duty team” makes a case, without a message, and shows reference and number; twice makes one case."""
    chat.button("Ask the duty team").click()

    reply = chat.await_reply(1)
    expect(reply.locator(".reference")).to_contain_text("NEL-7F3K2")
    expect(reply.get_by_role("link", name="01472 326292").first).to_be_visible()
    chat.button("Ask the duty team").click()
    expect(chat.page.locator(".ring .case")).to_contain_text("NEL-7F3K2")
    assert Conversation.objects.count() == 1


def test_asking_the_duty_team_while_the_server_is_away_says_whom_to_ring(chat):
    """The button too has the contacts where it fails."""
    chat.page.route("**/api/**", lambda route: route.abort())
    chat.button("Ask the duty team").click()

    expect(chat.await_reply(1).get_by_role("link", name="01472 326292").first).to_be_visible()
    expect(chat.button("Ask the duty team")).to_be_enabled()


def test_while_a_person_holds_the_conversation_the_chat_says_so(chat, take_picture):
    """A line of the duty team comes by itself, with the speaker's role; who answers is said, and handing back too."""
    chat.say(HOME_ALONE)
    _line_from_the_duty_team("We will ring you on the number of your school within the hour.")

    expect(chat.page.locator(".person .who")).to_have_text("Duty team", timeout=8000)
    expect(chat.page.locator(".held")).to_contain_text("A person from the duty team is answering now.")
    take_picture("chat-person.png")
    reply = chat.say("thank you")
    expect(reply).to_contain_text("A person from the duty team is in this conversation")

    _line_from_the_duty_team("", holds=False)
    expect(chat.page.locator(".turn.notice")).to_contain_text("handed back", timeout=8000)
    expect(chat.page.locator(".held")).to_be_empty()


def test_the_note_says_what_was_asked_found_and_advised(chat):
    """The copied note is dated and holds question, signs, advice, steps, contacts, reference and sources."""
    chat.say(HOME_ALONE)
    note = _note(chat)

    for words in (
        "Made on 10 March 2026",
        "NEL-7F3K2",
        HOME_ALONE,
        "A young child alone or unattended (complex and severe list): “left on her own every evening”",
        "Set aside: ",
        "Refer to the front door (MASH). How soon: today",
        "6. If you are unsure",
        "Duty team: 01472 326292, option 5",
        "Emergency services: 999",
        "undated (names the 2011-14 plan)",
    ):
        assert words in note


def test_what_was_told_stays_while_the_chat_looks_for_news(chat):
    """That the note is copied can be read for as long as nothing else is said, whatever the looks for news find."""
    chat.say(HOME_ALONE)
    with chat.page.expect_response(re.compile(r"/updates|after="), timeout=15_000):
        pass
    _note(chat)
    with chat.page.expect_response(re.compile(r"/updates|after="), timeout=15_000):
        pass
    chat.page.evaluate("() => new Promise(requestAnimationFrame)")
    expect(chat.progress).to_contain_text("Your note is copied.")

    chat.say(TIMESCALES)
    expect(chat.progress).to_be_empty()


def test_the_note_can_be_taken_where_the_clipboard_is_closed(chat):
    """Without the right to write to the clipboard the note is shown, to be copied by hand."""
    chat.page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(); document.execCommand = () => false }"
    )
    chat.say(HOME_ALONE)
    chat.button("Copy my note").click()

    expect(chat.page.get_by_label("Note", exact=True)).to_have_value(re.compile("NEL-7F3K2"))
    chat.button("Done").click()
    expect(chat.button("Copy my note")).to_be_focused()


def test_print_gives_the_record_and_nothing_else_of_the_page(page, foreign, take_picture):
    """What is printed is the dated record alone, on somebody else's page too; afterwards the page is as it was."""
    foreign.attributes += " data-open"
    chat = Chat(page, foreign.url).open()
    chat.say(HOME_ALONE)
    page.evaluate(PRINTED % SHEET)
    chat.button("Print").click()
    page.wait_for_function("() => window.printed.length")

    printed = page.evaluate("() => window.printed[0]")
    assert "Note of advice from Signpost" in printed
    assert "NEL-7F3K2" in printed
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Staff pages")).to_be_hidden()
    expect(page.get_by_role("heading", name="Note of advice from Signpost")).to_be_visible()
    take_picture("note-printed.png")
    page.emulate_media(media="screen")
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    expect(page.get_by_role("heading", name="Staff pages")).to_be_visible()
    expect(page.locator("signpost-sheet")).to_have_count(0)


def test_the_page_printed_by_the_browser_shows_the_whole_conversation(chat):
    """Printed by the browser's own menu the transcript is whole, sources unfolded, without boxes and buttons."""
    chat.say(HOME_ALONE)
    chat.page.emulate_media(media="print")

    expect(chat.box).to_be_hidden()
    expect(chat.button("End chat")).to_be_hidden()
    source = chat.page.locator("details li").first
    assert source.bounding_box()["height"] > 0


@pytest.fixture
def feedback(chat, take_picture):
    """The form about the first advice of a conversation."""
    chat.say(HOME_ALONE)
    chat.button("This advice is wrong").click()
    expect(chat.page.get_by_role("heading", name="This advice is wrong")).to_be_focused()
    return chat


def test_saying_that_the_advice_is_wrong_reaches_the_gateway(feedback):
    """The short form is stored with its turn, and the person is told what it changes."""
    feedback.page.get_by_label("It missed a sign").check()
    feedback.page.get_by_label("What should it have said?").fill("The school has seen bruises before.")
    feedback.button("Send this").click()

    expect(feedback.page.locator(".turn.notice")).to_contain_text("It changes nothing about your case")
    held = Feedback.objects.get()
    assert (held.kind, held.text) == ("missed_sign", "The school has seen bruises before.")


def test_a_form_without_a_choice_says_what_is_missing(feedback, take_picture):
    """The summary of what is wrong has the focus and leads to the field, which says it too."""
    feedback.button("Send this").click()

    summary = feedback.page.get_by_role("alert").filter(has_text="There is a problem")
    expect(summary).to_be_focused()
    expect(feedback.page.locator("#kind-problem")).to_have_text("Error: Choose what is wrong with the advice")
    take_picture("chat-feedback.png")
    summary.get_by_role("link").click()
    expect(feedback.page.get_by_label("It found a sign that is not there")).to_be_focused()


def test_feedback_that_cannot_be_sent_stays_in_the_form(feedback):
    """Where the server is away the form says so, with whom to ring, and keeps what was written."""
    feedback.page.route("**/feedback", lambda route: route.abort())
    feedback.page.get_by_label("Something else").check()
    feedback.page.get_by_label("What should it have said?").fill("words")
    feedback.button("Send this").click()

    expect(feedback.page.get_by_role("alert").filter(has_text="There is a problem")).to_contain_text("999")
    expect(feedback.page.get_by_label("What should it have said?")).to_have_value("words")


def test_what_was_masked_is_said(chat, rasa, canned):
    """Where identifiers were masked the chat says so and shows the message as it was kept."""
    masked = canned.emergency().model_copy(
        update={"said": "[name] has a knife", "masked": [{"type": "person", "count": 1}]}
    )
    told = masked.replies[0].model_copy(update={"text": "I left out 1 name.", "about": "masked"})
    masked = masked.model_copy(update={"replies": [*masked.replies, told]})
    chat.page.route("**/messages", lambda route: route.fulfill(json=masked.model_dump(mode="json")))
    chat.page.route("**/updates*", lambda route: route.abort())

    chat.say(KNIFE)

    expect(chat.page.locator(".said .words")).to_contain_text("[name] has a knife")
    expect(chat.page.locator(".reply")).to_contain_text("I left out 1 name.")
