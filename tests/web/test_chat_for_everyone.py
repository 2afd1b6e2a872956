"""The chat page for people who use no mouse, a small screen, large text or a screen reader."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.canned import HOME_ALONE, KNIFE, SMASHING, TIMESCALES
from tests.web.chat import Chat

FETCHED = Path(__file__).parents[2] / "var" / "npm" / "node_modules" / "axe-core" / "axe.min.js"
AXE = Path(os.environ.get("SIGNPOST_AXE", FETCHED))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def _violations(page) -> list[str]:
    assert AXE.exists(), f"{AXE} is missing; tools/test.sh fetches it"
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)
    assert found["passes"]
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def _focus_is_shown(page) -> bool:
    return page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle !== 'none'")


def test_the_whole_chat_works_by_keyboard_alone(chat, rasa):
    """Somebody without a mouse can write, send, read the reply, answer the question and open the sources."""
    press = chat.page.keyboard.press
    press("Tab")
    expect(chat.page.get_by_role("link", name="Skip to your message")).to_be_focused()
    press("Enter")
    chat.page.keyboard.type(SMASHING)
    press("Tab")
    expect(chat.page.get_by_role("button", name="Send")).to_be_focused()
    assert _focus_is_shown(chat.page)
    press("Enter")
    reply = chat.await_reply(1)
    expect(reply).to_be_focused()

    for _ in range(12):
        press("Tab")
        if chat.page.evaluate("() => document.activeElement.textContent") == "Not sure":
            break
    assert _focus_is_shown(chat.page)
    press("Enter")
    second = chat.await_reply(2)
    expect(second).to_be_focused()
    assert rasa.asked == [SMASHING, "Not sure"]

    for _ in range(12):
        press("Tab")
        if "Where this comes from" in chat.page.evaluate("() => document.activeElement.textContent"):
            break
    press("Enter")
    expect(second.locator("details[open]")).to_have_count(1)


def test_control_and_enter_send_the_message(chat):
    """A message can be sent from within the box."""
    chat.box.fill(HOME_ALONE)
    chat.box.press("Control+Enter")

    expect(chat.await_reply(1)).to_contain_text("complex and severe list")


def test_the_focus_does_not_leave_somebody_who_writes_on(chat):
    """Where the person is writing already, a reply is announced and the focus stays in the box."""
    chat.page.route("**/messages", lambda route: (chat.page.wait_for_timeout(400), route.continue_()))
    chat.box.fill(HOME_ALONE)
    chat.box.press("Control+Enter")
    chat.page.keyboard.type("and he")

    chat.await_reply(1)

    expect(chat.box).to_be_focused()
    expect(chat.page.get_by_role("status")).to_have_text("Signpost has replied above.")


def test_a_reply_starts_where_one_is_looking(chat):
    """After a long conversation the beginning of the latest reply is in sight."""
    for _ in range(3):
        reply = chat.say(HOME_ALONE)

    expect(reply.locator("p").first).to_be_in_viewport()


@pytest.mark.parametrize("width", [320, 256])
def test_a_narrow_screen_needs_no_sideways_scroll(chat, width):
    """At 320 pixels, and at 400 % zoom of a small screen, nothing is cut off and nothing scrolls sideways."""
    chat.page.set_viewport_size({"width": width, "height": 640})
    for message in (HOME_ALONE, SMASHING, KNIFE, TIMESCALES, "x" * 300):
        chat.say(message)
    for summary in chat.page.locator("summary").all():
        summary.click()

    assert chat.page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_large_text_stays_whole(chat):
    """With text at twice its size nothing scrolls sideways on an ordinary screen."""
    chat.page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
    chat.say(HOME_ALONE)

    assert chat.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_targets_are_large_enough_for_a_finger(chat):
    """Buttons are at least 44 pixels high."""
    reply = chat.say(SMASHING)

    for button in [*reply.locator("button").all(), chat.page.get_by_role("button", name="Send")]:
        assert button.bounding_box()["height"] >= 44


def test_the_empty_page_has_no_barriers(chat):
    """The page as it loads meets WCAG 2.2 AA, as far as axe can tell."""
    assert _violations(chat.page) == []


@pytest.mark.parametrize("message", [HOME_ALONE, SMASHING, KNIFE, TIMESCALES, "/restart", "anything else"])
def test_a_reply_has_no_barriers(chat, message):
    """Every kind of reply, with all of it unfolded, meets WCAG 2.2 AA."""
    chat.say(message)
    for summary in chat.page.locator("summary").all():
        summary.click()

    assert _violations(chat.page) == []


def test_a_used_question_and_an_error_have_no_barriers(chat):
    """Buttons that are off and the words about a fault meet WCAG 2.2 AA too."""
    chat.say(SMASHING).locator(".choices button").first.click()
    chat.await_reply(2)
    chat.page.get_by_role("button", name="Send").click()
    expect(chat.page.get_by_role("alert")).not_to_be_empty()

    assert _violations(chat.page) == []


def test_a_failure_has_no_barriers(chat):
    """The page's own failsafe meets WCAG 2.2 AA."""
    chat.page.route("**/api/**", lambda route: route.abort())
    chat.say("something about a child")

    assert _violations(chat.page) == []


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_colours_keep_their_contrast_whatever_scheme_is_set(page, site, scheme):
    """A dark scheme of the device changes nothing that would make text hard to read."""
    page.emulate_media(color_scheme=scheme)
    Chat(page, site).open().say(HOME_ALONE)

    assert _violations(page) == []
