"""The chat on somebody else's page: one tag, another origin, a strict policy."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import expect

from tests.canned import HOME_ALONE
from tests.web.chat import Chat


@pytest.fixture
def hosted(page, foreign) -> Chat:
    """A page of another origin with the one tag, loaded; the chat is behind its button."""
    page.goto(foreign.url)
    chat = Chat(page, foreign.url)
    expect(chat.button("Concern about a child?")).to_be_visible()
    return chat


def _open(chat: Chat) -> Chat:
    chat.button("Concern about a child?").click()
    expect(chat.box).to_be_visible()
    return chat


def test_one_tag_puts_the_chat_on_a_page_of_another_origin(hosted, take_picture):
    """Under a policy that allows our origin alone, and nothing inline, the chat opens and answers."""
    take_picture("chat-button.png")
    _open(hosted).say(HOME_ALONE)

    expect(hosted.page.locator(".what")).to_contain_text("Refer to the front door (MASH)")
    expect(hosted.page.get_by_role("dialog", name="Concern about a child?")).to_be_visible()
    take_picture("chat-hosted.png")


def test_everything_it_loads_is_counted_and_under_forty_kilobytes(page, foreign):
    """What the browser loads from our origin, to the last page of the form, is under 40 kB gzipped."""
    loaded = {}
    page.on("response", lambda got: loaded.update({got.url: got}) if "/static/" in got.url else None)
    foreign.attributes += " data-open"
    chat = Chat(page, foreign.url).open()
    chat.say(HOME_ALONE)
    chat.button("Prepare what to send").click()
    expect(page.get_by_label("What worries you")).to_be_visible()

    total = sum(len(gzip.compress(got.body(), 6)) for got in loaded.values())
    assert any(url.endswith("/static/widget.js") for url in loaded)
    assert 10_000 < total < 40_000


def test_it_stands_in_an_element_of_the_page_where_it_is_told_to(page, foreign):
    """With a target the chat is part of the page, without button or dialog."""
    foreign.attributes = 'data-title="Ask here" data-target="#place"'
    foreign.body += '<div id="place"><p>The chat is not here yet.</p></div>'
    Chat(page, foreign.url).open()

    expect(page.locator("#place > signpost-chat")).to_be_attached()
    expect(page.get_by_text("The chat is not here yet.")).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_page_s_style_and_the_chat_s_leave_each_other_alone(page, foreign, site):
    """A page with odd styles of its own changes nothing of the chat, and the chat changes nothing of the page."""
    foreign.policy = ""
    foreign.head = "<style>* { color: red !important; font-size: 40px } button { display: none !important }</style>"
    page.goto(foreign.url)
    before = page.locator("h1").evaluate("element => JSON.stringify(getComputedStyle(element))")
    chat = _open(Chat(page, foreign.url))

    assert chat.box.evaluate("box => getComputedStyle(box).color") == "rgb(11, 12, 12)"
    assert chat.box.evaluate("box => getComputedStyle(box).fontSize") == "16px"
    assert page.locator("h1").evaluate("element => JSON.stringify(getComputedStyle(element))") == before


def test_a_page_that_is_not_listed_gets_words_and_numbers(page, foreign, settings):
    """Where an origin is not among those allowed, no message is taken, and the chat says whom to ring."""
    settings.CORS_ALLOWED_ORIGINS = []
    page.goto(foreign.url)
    reply = _open(Chat(page, foreign.url)).say(HOME_ALONE)

    expect(reply.get_by_role("link", name="999").first).to_be_visible()


def test_the_static_block_stands_when_the_script_is_blocked(page, foreign):
    """Where the policy of a network lets no script through, the page's own block says whom to ring."""
    page.route("**/static/**", lambda route: route.abort())
    page.goto(foreign.url)

    expect(page.locator("#ours").get_by_role("link", name="999")).to_be_visible()


def test_two_tags_make_one_chat(page, foreign):
    """A page that carries the tag twice by mistake has one button."""
    foreign.head = f'<script src="{foreign.signpost}/static/widget.js" async></script>'
    page.goto(foreign.url)
    page.wait_for_timeout(800)

    expect(page.locator("signpost-chat")).to_have_count(1)


def test_the_colours_can_be_set_by_the_page(page, foreign):
    """A custom property of the page colours the chat's head."""
    foreign.policy = ""
    foreign.head = "<style>:root { --signpost-brand: rgb(0, 94, 165) }</style>"
    page.goto(foreign.url)
    _open(Chat(page, foreign.url))

    assert page.locator(".head").evaluate("head => getComputedStyle(head).backgroundColor") == "rgb(0, 94, 165)"


def test_an_open_chat_is_open_after_a_reload(hosted):
    """Who reads on another page of the site finds the chat as it was."""
    _open(hosted).say(HOME_ALONE)
    hosted.page.reload()

    expect(hosted.page.locator(".what")).to_contain_text("Refer to the front door (MASH)")


def test_the_focus_returns_to_the_button_on_close(hosted):
    """Opened by keyboard the chat has the focus; closed, by its button or by Escape, the button has it again."""
    opener = hosted.button("Concern about a child?")
    opener.focus()
    hosted.page.keyboard.press("Enter")
    expect(hosted.box).to_be_focused()
    hosted.button("Close the chat").click()
    expect(opener).to_be_focused()

    hosted.page.keyboard.press("Enter")
    hosted.page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(hosted.page.get_by_role("dialog")).to_be_hidden()


def test_there_is_no_focus_trap(hosted):
    """Tab leads out of the open chat again, at its end, and Shift and Tab back into the page."""
    _open(hosted).say(HOME_ALONE)
    inside = "() => document.activeElement.localName === 'signpost-chat'"
    for _ in range(40):
        hosted.page.keyboard.press("Tab")
        if not hosted.page.evaluate(inside):
            break
    assert not hosted.page.evaluate(inside)

    hosted.page.locator("#other").focus()
    expect(hosted.page.get_by_role("dialog")).to_be_visible()


def test_on_a_phone_the_chat_fills_the_screen_and_makes_way_for_the_focus(hosted, take_picture):
    """Where it covers the whole page it closes when the focus goes to something that it would hide."""
    hosted.page.set_viewport_size({"width": 390, "height": 844})
    _open(hosted).say(HOME_ALONE)
    box = hosted.page.get_by_role("dialog").bounding_box()
    assert (box["width"], box["height"]) == (390, 844)
    take_picture("chat-phone.png")

    hosted.page.locator("#other").focus()

    expect(hosted.page.get_by_role("dialog")).to_be_hidden()
    expect(hosted.page.locator("#other")).to_be_focused()
