"""The chat for people who use no mouse, a small screen, large text, other colours or a screen reader."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from bot.web.gateway.models import Conversation, Message
from tests.canned import HOME_ALONE, KNIFE, SMASHING, TIMESCALES
from tests.web.axe import violations
from tests.web.chat import Chat

FOCUSED = "() => document.activeElement.shadowRoot?.activeElement ?? document.activeElement"


def _focused(page) -> str:
    return page.evaluate(f"() => ({FOCUSED})().textContent.trim()")


def _focus_is_shown(page) -> bool:
    return page.evaluate(f"() => getComputedStyle(({FOCUSED})()).outlineStyle !== 'none'")


def _tab_to(page, words: str) -> None:
    for _ in range(30):
        page.keyboard.press("Tab")
        if words in _focused(page):
            return
    raise AssertionError(f"no stop of the Tab key says {words!r}")


def _arrow_to(page, words: str) -> None:
    for _ in range(60):
        page.keyboard.press("ArrowDown")
        if _focused(page) == words:
            return
    raise AssertionError(f"no arrow leads to {words!r}")


def _unfold_all(page) -> None:
    for summary in page.locator("summary").all():
        summary.click()


def test_the_whole_chat_works_by_keyboard_alone(chat, rasa):
    """Somebody without a mouse can write, send, answer the question, read the reply and open the sources."""
    press = chat.page.keyboard.press
    chat.box.focus()
    chat.page.keyboard.type(SMASHING)
    press("Tab")
    expect(chat.button("Send")).to_be_focused()
    assert _focus_is_shown(chat.page)
    press("Enter")
    chat.await_reply(1)
    expect(chat.choices.first).to_be_visible()
    for _ in range(4):
        press("Shift+Tab")
        if _focused(chat.page) == "Not sure":
            break
    assert _focus_is_shown(chat.page)
    press("Enter")
    second = chat.await_reply(2)
    assert rasa.asked == [SMASHING, "Not sure"]

    _arrow_to(chat.page, "Where this comes from")
    assert _focus_is_shown(chat.page)
    press("Enter")
    expect(second.locator("details[open]")).to_have_count(1)


def test_the_transcript_is_one_stop_of_the_tab_key(chat):
    """However long the conversation is, one Tab leads into the transcript and the next one out of it."""
    for message in (HOME_ALONE, TIMESCALES, HOME_ALONE):
        chat.say(message)
    chat.box.focus()

    chat.page.keyboard.press("Shift+Tab")
    inside = f"() => Boolean(({FOCUSED})().closest('[role=log]'))"
    assert chat.page.evaluate(inside)
    chat.page.keyboard.press("Shift+Tab")
    assert not chat.page.evaluate(inside)
    chat.page.keyboard.press("Tab")
    assert chat.page.evaluate(inside)
    chat.page.keyboard.press("Tab")
    expect(chat.box).to_be_focused()
    assert chat.log.locator("[tabindex='0']").count() == 1


def test_the_arrow_keys_reach_everything_in_the_transcript(chat):
    """From the first message down, each link, fold and button of it can be reached and is in sight."""
    chat.say(HOME_ALONE)
    chat.log.locator(".turn").last.focus()
    chat.page.keyboard.press("Home")
    expect(chat.log.locator(".turn").first).to_be_focused()

    for words in ("Where this comes from", "Prepare what to send", "This advice is wrong"):
        _arrow_to(chat.page, words)
        assert chat.page.evaluate(f"() => ({FOCUSED})().getBoundingClientRect().bottom <= innerHeight + 1")


def test_a_reply_is_announced_politely_and_the_focus_stays(chat):
    """The log announces what is added to it, the state is said too, and who writes on keeps the focus."""
    chat.page.route("**/messages", lambda route: (chat.page.wait_for_timeout(400), route.continue_()))
    chat.box.fill(HOME_ALONE)
    chat.box.press("Control+Enter")
    chat.page.keyboard.type("and he")
    expect(chat.progress).to_have_text("Signpost is reading your message.")
    assert chat.progress.get_attribute("role") == "status"

    chat.await_reply(1)

    expect(chat.box).to_be_focused()
    expect(chat.box).to_have_value("and he")
    assert chat.log.get_attribute("aria-live") in (None, "polite")
    expect(chat.log).to_have_attribute("aria-label", "Conversation")


def test_a_conversation_that_is_shown_again_is_not_read_out_whole(chat):
    """After a reload the earlier turns are no news to a screen reader; what comes then is."""
    chat.say(HOME_ALONE)
    held = []
    chat.page.route("**/conversations/*", lambda route: held.append(route))
    chat.page.reload()
    expect(chat.log).to_have_attribute("aria-live", "off")

    held[0].continue_()

    expect(chat.page.locator(".reply")).to_be_visible()
    expect(chat.log).not_to_have_attribute("aria-live", "off")


def test_a_reply_starts_where_one_is_looking(chat):
    """After a long conversation the beginning of the latest reply is in sight."""
    for _ in range(3):
        reply = chat.say(HOME_ALONE)

    expect(reply.locator(".level")).to_be_in_viewport()


@pytest.mark.parametrize(("width", "height"), [(320, 640), (320, 256), (256, 256)])
def test_a_narrow_screen_needs_no_sideways_scroll(chat, width, height):
    """At 320 pixels, and at 400 % zoom, nothing is cut off, nothing scrolls sideways, and one can write."""
    chat.page.set_viewport_size({"width": width, "height": height})
    for message in (HOME_ALONE, SMASHING, KNIFE, TIMESCALES, "x" * 300):
        chat.say(message)
    _unfold_all(chat.page)

    assert chat.page.evaluate("() => document.documentElement.scrollWidth") <= width
    chat.box.click()
    expect(chat.box).to_be_in_viewport()


@pytest.mark.parametrize("height", [568, 256])
def test_a_small_phone_shows_the_chat_of_a_page_whole(page, foreign, height, take_picture):
    """On somebody else's page too, at 320 pixels and at 400 % zoom, all of the chat can be reached."""
    page.set_viewport_size({"width": 320, "height": height})
    foreign.attributes += " data-open"
    chat = Chat(page, foreign.url).open()
    chat.say(SMASHING)

    inside = page.locator(".inside")
    assert inside.evaluate("box => box.scrollWidth <= box.clientWidth")
    chat.button("Not sure").scroll_into_view_if_needed()
    expect(chat.button("Not sure")).to_be_in_viewport()
    chat.button("End chat").scroll_into_view_if_needed()
    expect(chat.button("End chat")).to_be_in_viewport()
    take_picture(f"chat-320x{height}.png")


def test_large_text_stays_whole(page, site):
    """With the browser's text at twice its size everything is twice as large and nothing scrolls sideways."""
    # What a reader sets as the size of text, `medium`, as the browser's own preference would set it.
    page.add_init_script("""
        const attach = Element.prototype.attachShadow
        Element.prototype.attachShadow = function (options) {
            const root = attach.call(this, options)
            const larger = new CSSStyleSheet()
            larger.replaceSync(':host { font-size: 32px !important }')
            root.adoptedStyleSheets = [larger]
            return root
        }
    """)
    chat = Chat(page, site).open()
    chat.say(HOME_ALONE)

    assert chat.box.evaluate("box => getComputedStyle(box).fontSize") == "32px"
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_targets_are_large_enough_for_a_finger(chat):
    """Everything to press is at least 24 pixels high and wide, and buttons 44."""
    chat.say(SMASHING)
    chat.say(HOME_ALONE)

    for button in chat.page.locator("button:visible").all():
        assert button.bounding_box()["height"] >= 44
    for target in chat.page.locator("summary:visible, a:visible, input:visible").all():
        box = target.bounding_box()
        assert box["height"] >= 24 or target.evaluate("link => Boolean(link.closest('p, li'))")
        assert box["width"] >= 24


def test_less_motion_means_none(page, foreign):
    """With reduced motion nothing glides."""
    foreign.attributes += " data-open"
    page.emulate_media(reduced_motion="reduce")
    Chat(page, foreign.url).open()

    assert page.locator(".inside").evaluate("box => getComputedStyle(box).scrollBehavior") == "auto"
    assert page.evaluate("() => document.querySelector('signpost-chat').shadowRoot.getAnimations().length") == 0


def test_forced_colours_keep_every_border_and_mark(page, site, take_picture):
    """In high contrast blocks keep their borders, and marked words are still told apart."""
    page.emulate_media(forced_colors="active")
    chat = Chat(page, site).open()
    reply = chat.say(HOME_ALONE)

    for block in (reply, reply.locator(".route"), reply.locator(".reference"), page.locator(".said")):
        assert block.evaluate("element => parseFloat(getComputedStyle(element).borderTopWidth)") > 0
    assert "underline" in reply.locator("mark").evaluate("mark => getComputedStyle(mark).textDecorationLine")
    take_picture("chat-forced-colours.png")
    assert violations(page) == []


def test_the_empty_chat_has_no_barriers(chat, take_picture):
    """The chat as it loads meets WCAG 2.2 AA, as far as axe can tell."""
    assert violations(chat.page) == []
    take_picture("chat-empty.png")


@pytest.mark.parametrize("message", [HOME_ALONE, SMASHING, KNIFE, TIMESCALES, "/restart", "anything else"])
def test_a_reply_has_no_barriers(chat, message):
    """Every kind of reply, with all of it unfolded, meets WCAG 2.2 AA."""
    chat.say(message)
    _unfold_all(chat.page)

    assert violations(chat.page) == []


def test_the_states_of_a_conversation_have_no_barriers(chat):
    """A used question, an error, a failure, a person's line, each form and the end meet WCAG 2.2 AA too."""
    chat.say(SMASHING)
    chat.choices.first.click()
    chat.await_reply(2)
    chat.button("Send").click()
    expect(chat.page.locator("#problem")).not_to_be_empty()
    assert violations(chat.page) == []

    conversation = Conversation.objects.get()
    Conversation.objects.update(held_by_person=True)
    Message.objects.create(conversation=conversation, n=conversation.next_n(), text="Hello.", speaker="duty_team")
    expect(chat.page.locator(".person")).to_be_visible(timeout=8000)
    assert violations(chat.page) == []

    chat.button("This advice is wrong").last.click()
    chat.button("Send this").click()
    assert violations(chat.page) == []
    chat.button("Back to the chat").click()

    chat.page.route("**/api/**", lambda route: route.abort())
    chat.write("something about a child")
    expect(chat.page.locator(".failsafe")).to_be_visible()
    assert violations(chat.page) == []

    chat.button("End chat").click()
    assert violations(chat.page) == []
    chat.page.locator(".place").get_by_role("button", name="End chat").click()
    expect(chat.log).to_contain_text("The chat has ended.")
    assert violations(chat.page) == []


def test_the_chat_behind_its_button_has_no_barriers(page, foreign):
    """Closed and open, on somebody else's page, it meets WCAG 2.2 AA."""
    chat = Chat(page, foreign.url)
    page.goto(foreign.url)
    expect(chat.button("Concern about a child?")).to_be_visible()
    assert violations(page) == []
    chat.button("Concern about a child?").click()
    chat.say(HOME_ALONE)

    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_colours_keep_their_contrast_whatever_scheme_is_set(page, site, scheme):
    """A dark scheme of the device changes nothing that would make text hard to read."""
    page.emulate_media(color_scheme=scheme)
    Chat(page, site).open().say(HOME_ALONE)

    assert violations(page) == []
