"""Preparing what to send: the form in the chat, by hand and by eye."""

from __future__ import annotations

import io

import docx
import pytest
from playwright.sync_api import expect

from bot.web.gateway.models import DUTY_TEAM, Conversation, Message
from bot.web.referral.models import PreparedReferral
from tests.canned import HOME_ALONE
from tests.web.axe import violations
from tests.web.chat import Chat

HEADINGS = (
    "What to send with a referral",
    "The child's developmental needs",
    "The capacity of parents and carers",
    "Family and environment",
    "Has the family been spoken to?",
    "The child's voice",
    "Other agencies",
)


@pytest.fixture
def form(chat: Chat) -> Chat:
    """The first page of the form, after advice."""
    chat.say(HOME_ALONE)
    chat.button("Prepare what to send").click()
    expect(chat.page.get_by_role("heading", name=HEADINGS[0])).to_be_focused()
    return chat


def _go_on(chat: Chat) -> None:
    chat.button("Continue").click()


def _to_the_end(chat: Chat) -> None:
    """Fill in what has to be, up to the last page."""
    _go_on(chat)
    for heading in HEADINGS[1:4]:
        expect(chat.page.get_by_role("heading", name=heading, exact=True)).to_be_focused()
        chat.page.get_by_label("What is not known").fill("whether her father has been told")
        _go_on(chat)
    chat.page.get_by_label("No", exact=True).check()
    chat.page.get_by_label("Why not?").fill("It would put her at risk")
    _go_on(chat)
    chat.page.get_by_label("The child's voice").fill("I make my own tea")
    _go_on(chat)
    _go_on(chat)
    expect(chat.page.get_by_role("heading", name="Check what you have written")).to_be_focused()


def test_the_form_is_filled_in_from_the_conversation(form, take_picture):
    """What was written stands under the concern, and a sign under the domain it belongs to, with the person's words."""
    expect(form.page.get_by_label("What worries you")).to_have_value(HOME_ALONE)
    take_picture("referral-concern.png")
    _go_on(form)
    expect(form.page.get_by_label("What is known", exact=True)).to_have_value("")
    form.page.get_by_label("What is not known").fill("everything")
    _go_on(form)

    expect(form.page.get_by_label("What is known", exact=True)).to_have_value(
        "A young child alone or unattended: “left on her own every evening”"
    )
    take_picture("referral-domain.png")


def test_every_page_says_whom_to_ring_first_and_where_it_comes_from(form):
    """The numbers stay in sight on each page, and the source of what is asked is folded."""
    expect(form.page.get_by_text("Do not let this form hold you up.")).to_contain_text("999")
    expect(form.page.get_by_role("group", name="Whom to ring")).to_be_visible()
    form.page.get_by_text("Where this comes from").last.click()
    expect(form.page.get_by_text("Local Protocol for Assessment and Support, 8.").last).to_be_visible()


def test_a_page_without_an_answer_says_what_is_missing(form, take_picture):
    """Neither known nor not known: the summary has the focus, leads to the field, and the field says it too."""
    _go_on(form)
    _go_on(form)

    summary = form.page.get_by_role("alert").filter(has_text="There is a problem")
    expect(summary).to_be_focused()
    expect(form.page.locator("#development-known-problem")).to_contain_text("Error: Say what is known of this")
    take_picture("referral-problem.png")
    assert violations(form.page) == []
    summary.get_by_role("link").click()
    expect(form.page.get_by_label("What is known", exact=True)).to_be_focused()


def test_why_the_family_was_not_spoken_to_has_to_be_said(form, take_picture):
    """Yes or no has to be chosen; a no asks why not, and says that risk is a reason."""
    for _ in range(4):
        if form.page.get_by_label("What is not known").count():
            form.page.get_by_label("What is not known").fill("not known")
        _go_on(form)
    expect(form.page.get_by_text("but not where that could put the child or anybody else at risk")).to_be_visible()
    _go_on(form)
    expect(form.page.locator("#spoken-problem")).to_contain_text("Choose whether the family has been spoken to")
    expect(form.page.get_by_label("Why not?")).to_be_hidden()

    form.page.get_by_label("No", exact=True).check()
    _go_on(form)

    expect(form.page.locator("#why-problem")).to_contain_text("Say why the family has not been spoken to")
    take_picture("referral-family.png")
    assert violations(form.page) == []


def test_a_message_of_the_duty_team_is_seen_and_costs_nothing(form, take_picture):
    """What a person writes meanwhile is pointed out over the form, in sight however far one has scrolled; one press
    leads to it, another one back to the form and to every word that stood there."""
    form.page.get_by_label("What worries you").fill("half a sent")
    conversation = Conversation.objects.get()
    conversation.held_by_person = True
    conversation.save()
    Message.objects.create(
        conversation=conversation, speaker=DUTY_TEAM, n=conversation.next_n(), text="Is she alone now?"
    )
    # Coming back to a tab asks for news.
    form.page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")

    arrived = form.page.get_by_text("The duty team has written to you in the chat.")
    expect(arrived).to_be_visible()
    form.button("Continue").scroll_into_view_if_needed()
    expect(arrived).to_be_in_viewport()
    form.page.get_by_role("link", name="Leave this page").click(trial=True)
    take_picture("referral-message.png")
    assert violations(form.page) == []
    form.button("Read it").click()
    expect(form.page.locator(".turn.person")).to_be_focused()
    expect(form.page.locator(".turn.person")).to_contain_text("Is she alone now?")
    expect(arrived).to_be_hidden()
    assert violations(form.page) == []
    form.button("Go back to what you were writing").click()
    expect(form.page.get_by_role("heading", name=HEADINGS[0])).to_be_focused()
    expect(form.page.get_by_label("What worries you")).to_have_value("half a sent")
    _go_on(form)
    expect(form.page.get_by_role("heading", name=HEADINGS[1])).to_be_focused()


def test_going_back_keeps_what_was_written(form):
    """Back asks for nothing and loses nothing."""
    _go_on(form)
    form.page.get_by_label("What is known", exact=True).fill("tired in class")
    form.button("Back").click()
    expect(form.page.get_by_role("heading", name=HEADINGS[0])).to_be_focused()
    _go_on(form)

    expect(form.page.get_by_label("What is known", exact=True)).to_have_value("tired in class")


@pytest.mark.parametrize(
    ("press", "name"), [("Download as Word file", "referral.docx"), ("Download as text", "referral.txt")]
)
def test_the_document_comes_as_a_file(form, press, name, take_picture):
    """Word file and text hold what was written; nothing of it is stored."""
    _to_the_end(form)
    if name.endswith("txt"):
        take_picture("referral-check.png")
        assert violations(form.page) == []
    with form.page.expect_download() as download:
        form.button(press).click()

    assert download.value.suggested_filename == name
    content = download.value.path().read_bytes()
    written = content.decode() if name.endswith("txt") else _paragraphs(content)
    for words in (HOME_ALONE, "It would put her at risk", "I make my own tea", "whether her father has been told"):
        assert words in written
    expect(form.page.get_by_text("Nothing was stored.")).to_be_visible()
    assert PreparedReferral.objects.count() == 0
    assert "put her at risk" not in form.kept()


def _paragraphs(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)


def test_the_document_can_be_printed_alone(form):
    """The printable page is the document and nothing else of the page."""
    _to_the_end(form)
    form.page.evaluate("() => { window.printed = 0; window.print = () => { window.printed += 1 } }")
    form.page.locator(".place").get_by_role("button", name="Print").click()
    form.page.wait_for_function("() => window.printed")

    form.page.emulate_media(media="print")
    expect(form.page.locator("signpost-sheet .sheet")).to_contain_text("THE CHILD'S VOICE")
    expect(form.page.locator("signpost-chat")).to_be_hidden()


def test_it_is_added_to_the_case_when_that_is_ticked(form):
    """Only with the tick it is stored, with the case."""
    _to_the_end(form)
    form.page.get_by_label("Add it to my case NEL-7F3K2").check()
    with form.page.expect_download():
        form.button("Download as text").click()

    expect(form.page.get_by_text("added to your case")).to_be_visible()
    assert PreparedReferral.objects.get().form["voice"] == "I make my own tea"


def test_what_is_ticked_is_added_by_going_back_to_the_chat(form):
    """Whoever ticks it and downloads nothing has it in the case and is told so; where that fails the form stays, with
    whom to ring."""
    _to_the_end(form)
    form.page.get_by_label("Add it to my case NEL-7F3K2").check()
    form.page.route("**/referral*", lambda route: route.abort())
    form.button("Done, back to the chat").click()
    expect(form.page.get_by_role("alert").filter(has_text="There is a problem")).to_contain_text("01472")
    expect(form.page.get_by_label("Add it to my case NEL-7F3K2")).to_be_checked()
    assert not PreparedReferral.objects.exists()
    form.page.unroute("**/referral*")

    form.button("Done, back to the chat").click()

    expect(form.page.get_by_text("What you prepared is added to your case.")).to_be_visible()
    expect(form.box).to_be_visible()
    assert PreparedReferral.objects.get().form["voice"] == "I make my own tea"


def test_without_the_tick_nothing_is_stored(form):
    """Going back, or a download, stores nothing that nobody ticked."""
    _to_the_end(form)
    with form.page.expect_download():
        form.button("Download as text").click()
    expect(form.page.get_by_text("Nothing was stored")).to_be_visible()
    form.button("Done, back to the chat").click()

    expect(form.box).to_be_visible()
    assert not PreparedReferral.objects.exists()


def test_where_the_server_is_away_the_form_says_whom_to_ring(form):
    """A document that cannot be made leaves the words in place and shows the contacts."""
    _to_the_end(form)
    form.page.route("**/referral*", lambda route: route.abort())
    form.button("Download as text").click()

    expect(form.page.get_by_role("alert").filter(has_text="There is a problem")).to_contain_text("999")
    expect(form.page.get_by_text("I make my own tea")).to_be_visible()


def test_a_form_that_cannot_be_begun_says_whom_to_ring(chat):
    """Where the form's wording does not come the contacts do."""
    chat.say(HOME_ALONE)
    chat.page.route("**/api/v1/referral", lambda route: route.abort())
    chat.button("Prepare what to send").click()

    expect(chat.page.locator("form.page")).to_contain_text("01472 326292")
    chat.page.locator("form.page").get_by_role("button", name="Back to the chat").first.click()
    expect(chat.button("Prepare what to send")).to_be_focused()


def test_the_whole_form_works_by_keyboard_alone(form):
    """Somebody without a mouse comes through to the document."""
    press = form.page.keyboard.press

    def to(name: str) -> None:
        for _ in range(25):
            press("Tab")
            if form.page.evaluate("() => document.querySelector('signpost-chat').shadowRoot.activeElement.id") == name:
                return
        raise AssertionError(f"no stop {name}")

    def send() -> None:
        for _ in range(25):
            press("Tab")
            held = "() => document.querySelector('signpost-chat').shadowRoot.activeElement?.type"
            if form.page.evaluate(held) == "submit":
                press("Enter")
                return
        raise AssertionError("no button")

    send()
    for domain in ("development", "parenting", "environment"):
        to(f"{domain}-unknown")
        form.page.keyboard.type("not known")
        send()
    to("spoken-yes")
    press("ArrowDown")
    to("why")
    form.page.keyboard.type("risk")
    send()
    send()
    send()
    expect(form.page.get_by_role("heading", name="Check what you have written")).to_be_focused()


@pytest.mark.parametrize("width", [320, 256])
def test_the_form_fits_a_narrow_screen(form, width):
    """At 320 pixels and at 400 % zoom nothing scrolls sideways."""
    form.page.set_viewport_size({"width": width, "height": 256})
    for _ in range(2):
        assert form.page.evaluate("() => document.documentElement.scrollWidth") <= width
        _go_on(form)
