"""What the chat keeps in the browser and for how long: over a reload and in two tabs, and nothing after the end."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from bot.web.gateway.models import Conversation, Message
from tests.canned import HOME_ALONE, SMASHING
from tests.web.chat import Chat

LEFT = "https://weather.example.org/"


def _shows_both_turns(chat: Chat) -> None:
    expect(chat.page.locator(".said .words")).to_contain_text("left on her own every evening")
    expect(chat.page.locator(".reply .what")).to_contain_text("Refer to the front door (MASH)")
    expect(chat.page.locator(".said")).to_have_count(1)


def test_a_reload_keeps_the_conversation(chat, rasa):
    """After a reload everything said is there again, marks too, and the conversation goes on where it was."""
    chat.say(HOME_ALONE)
    chat.page.reload()

    _shows_both_turns(chat)
    expect(chat.page.locator(".said mark")).to_have_count(1)
    expect(chat.page.locator(".ring .case")).to_contain_text("NEL-7F3K2")
    chat.say(SMASHING)
    assert rasa.asked == [HOME_ALONE, SMASHING]
    assert Conversation.objects.count() == 1


def test_the_text_of_a_conversation_is_not_kept_in_the_browser(chat):
    """Once a message is answered only the way to open the conversation is kept; the words come from the gateway."""
    chat.say(HOME_ALONE)

    kept = chat.kept()
    assert "token" in kept
    assert "evening" not in kept
    assert "NEL-" not in kept


def test_a_reload_in_mid_answer_shows_the_answer(chat, rasa):
    """Where the page is reloaded before the answer is there, the answer comes, and the assistant was asked once."""
    rasa.slow = 1.5
    chat.write(HOME_ALONE)
    expect(chat.page.locator(".said .sending")).to_have_text("Sent, not answered yet")
    while not rasa.asked:
        chat.page.wait_for_timeout(50)
    chat.page.reload()

    _shows_both_turns(chat)
    expect(chat.page.locator(".said .sending")).to_have_text("")
    assert rasa.asked == [HOME_ALONE]
    assert Message.objects.count() == 1


def test_a_reload_while_offline_loses_no_message(chat, rasa):
    """What waits to be sent is still there after a reload, and is sent once."""
    chat.page.route("**/api/v1/conversations**", lambda route: route.abort())
    chat.write(HOME_ALONE)
    expect(chat.page.locator(".failsafe")).to_be_visible()
    chat.page.unroute("**/api/v1/conversations**")
    chat.page.reload()

    _shows_both_turns(chat)
    assert rasa.asked == [HOME_ALONE]


def test_a_restart_of_the_server_is_survived(chat, rasa):
    """Where the server is away for a while in mid-conversation the next message waits, and the earlier ones stay."""
    chat.say(HOME_ALONE)
    chat.page.route("**/api/**", lambda route: route.abort())
    chat.write(SMASHING)
    expect(chat.page.locator(".failsafe")).to_contain_text("999")
    chat.page.unroute("**/api/**")

    chat.button("Send again now").click()

    expect(chat.page.locator(".reply")).to_have_count(2)
    expect(chat.page.locator(".said")).to_have_count(2)
    assert rasa.asked == [HOME_ALONE, SMASHING]


def test_a_conversation_that_cannot_be_read_again_shows_whom_to_ring_and_comes_back(chat):
    """Where the server is away during a reload the contacts are shown, and the conversation when it is back."""
    chat.say(HOME_ALONE)
    chat.page.route("**/api/v1/conversations/**", lambda route: route.abort(), times=1)
    chat.page.reload()

    expect(chat.page.locator(".failsafe")).to_contain_text("999")
    expect(chat.page.locator(".reply")).to_have_count(1, timeout=9000)
    expect(chat.page.locator(".failsafe")).to_have_count(0)


def test_a_second_tab_of_the_conversation_shows_what_the_first_one_says(chat, context, site):
    """A tab that was doubled has the same conversation; what is written in one is shown in the other, once."""
    chat.say(HOME_ALONE)
    kept = chat.page.evaluate("() => JSON.stringify(sessionStorage)")
    doubled = context.new_page()
    doubled.add_init_script(f"Object.assign(sessionStorage, {kept})")
    other = Chat(doubled, site).open()
    _shows_both_turns(other)

    other.say(SMASHING)
    # Coming back to a tab asks for news.
    chat.page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")

    expect(chat.page.locator(".said")).to_have_count(2)
    expect(chat.page.locator(".reply")).to_have_count(2)
    expect(other.page.locator(".reply")).to_have_count(2)


def test_another_tab_has_a_conversation_of_its_own(chat, context, site):
    """A new tab starts afresh: concerns for two children are not mixed up."""
    chat.say(HOME_ALONE)
    other = Chat(context.new_page(), site).open()
    other.say(SMASHING)

    assert Conversation.objects.count() == 2
    expect(chat.page.locator(".said")).to_have_count(1)


def test_nothing_is_kept_after_the_end(chat, take_picture):
    """After “End chat” nothing is left: no text, no token, no history; and the gateway takes no more."""
    chat.say(HOME_ALONE)
    chat.box.fill("half a message")
    chat.button("End chat").click()
    expect(chat.page.get_by_text("Your reference is NEL-7F3K2.")).to_be_visible()
    take_picture("chat-end.png")
    # The browser forgets at once; the gateway hears of it when it can.
    with chat.page.expect_response("**/end"):
        chat.page.locator(".place").get_by_role("button", name="End chat").click()

    expect(chat.log).to_contain_text("The chat has ended.")
    expect(chat.log).to_contain_text("Your reference was NEL-7F3K2.")
    expect(chat.log).not_to_contain_text("every evening")
    expect(chat.box).to_have_value("")
    assert chat.kept() == '[{},{},"",null]'
    assert Conversation.objects.get().ended_at is not None
    take_picture("chat-ended.png")
    chat.page.reload()
    expect(chat.box).to_have_value("")
    expect(chat.page.locator(".turn")).to_have_count(0)


def test_the_end_works_without_the_server(chat):
    """Where the server is away the browser forgets all the same."""
    chat.say(HOME_ALONE)
    chat.page.route("**/api/**", lambda route: route.abort())
    chat.button("End chat").click()
    chat.page.locator(".place").get_by_role("button", name="End chat").click()

    expect(chat.log).to_contain_text("The chat has ended.")
    assert chat.kept() == '[{},{},"",null]'


def test_one_can_go_on_instead_of_ending(chat):
    """The way back from the end leads to the chat, with the focus where it was."""
    chat.say(HOME_ALONE)
    chat.button("End chat").click()
    chat.button("Go on with the chat").click()

    _shows_both_turns(chat)
    expect(chat.button("End chat")).to_be_focused()


def test_after_the_end_a_new_chat_begins(chat):
    """The next message belongs to another conversation."""
    chat.say(HOME_ALONE)
    chat.button("End chat").click()
    chat.page.locator(".place").get_by_role("button", name="End chat").click()
    expect(chat.log).to_contain_text("The chat has ended.")

    chat.write(SMASHING)

    expect(chat.page.locator(".reply")).to_have_count(1)
    assert Conversation.objects.count() == 2


def test_the_browser_is_told_to_fill_in_nothing(chat):
    """No field of the chat is offered for completion later."""
    assert chat.box.get_attribute("autocomplete") == "off"
    assert chat.page.locator("form.write").get_attribute("autocomplete") == "off"


@pytest.fixture
def leaving(page, foreign):
    """The chat on a page that names where to go, with a page before it in the history."""
    foreign.attributes += f' data-leave="{LEFT}" data-open'
    page.route(f"{LEFT}**", lambda route: route.fulfill(body="<h1>Rain later</h1>", content_type="text/html"))
    page.goto("data:text/html,<h1>before</h1>")
    return Chat(page, foreign.url).open()


def test_leave_this_page_leaves_at_once_with_nothing_behind(leaving, take_picture):
    """The button leads away, Back does not return to the chat, and the browser keeps nothing of it."""
    leaving.say(HOME_ALONE)
    take_picture("chat-on-a-page.png")
    leaving.page.get_by_role("link", name="Leave this page").click()

    expect(leaving.page.get_by_role("heading", name="Rain later")).to_be_visible()
    leaving.page.go_back()
    expect(leaving.page.get_by_role("heading", name="before")).to_be_visible()
    leaving.page.goto(leaving.address)
    leaving.page.wait_for_load_state()
    assert leaving.kept() == '[{},{},"",null]'


def test_leaving_is_always_in_sight(leaving, site):
    """However far one has scrolled, on our page and in the chat of another one, the way to leave is there."""
    for one in (leaving, Chat(leaving.page, site)):
        one.open().say(HOME_ALONE)
        one.button("End chat").scroll_into_view_if_needed()
        expect(one.page.get_by_role("link", name="Leave this page")).to_be_in_viewport()


@pytest.mark.parametrize(("width", "height"), [(320, 640), (320, 256), (640, 256)])
def test_leaving_is_in_sight_at_400_percent_zoom(leaving, site, width, height):
    """On a screen that is hardly higher than a few lines too, from the top of the chat to its end, in both places; what
    stands at the end is not under it."""
    leaving.page.set_viewport_size({"width": width, "height": height})
    for one in (leaving, Chat(leaving.page, site)):
        one.open().say(HOME_ALONE)
        link = one.page.get_by_role("link", name="Leave this page")
        for place in (one.page.locator(".ring"), one.page.locator(".said"), one.button("End chat")):
            place.scroll_into_view_if_needed()
            expect(link).to_be_in_viewport(ratio=1)
        one.button("End chat").click()
        one.button("Go on with the chat").click()


def test_three_times_shift_leaves_the_page(leaving):
    """Shift, pressed three times, leaves; each press is told, to the eye and to a screen reader."""
    press = leaving.page.keyboard.press
    press("Shift")
    expect(leaving.page.locator(".dots")).to_have_text("●○○")
    expect(leaving.page.locator(".leaving [role=status]")).to_have_text("Press Shift 2 more times to leave this page.")
    press("Shift")
    press("Shift")

    expect(leaving.page.get_by_role("heading", name="Rain later")).to_be_visible()


def test_typing_capitals_does_not_leave_the_page(leaving):
    """Shift with another key is no press of Shift."""
    leaving.box.click()
    for _ in range(4):
        leaving.page.keyboard.press("Shift+A")

    expect(leaving.box).to_have_value("AAAA")
    expect(leaving.page.locator(".dots")).to_have_text("")


def test_the_page_is_blank_before_the_next_one_is_there(leaving):
    """A slow network does not leave the chat on the screen: it is gone before the page begins to load another."""
    told = []
    leaving.page.on("console", lambda line: told.append(line.text))
    leaving.say(HOME_ALONE)
    leaving.page.evaluate(
        "() => addEventListener('beforeunload', () => console.log('left: ' + document.documentElement.textContent))"
    )

    leaving.page.get_by_role("link", name="Leave this page").click()

    expect(leaving.page.get_by_role("heading", name="Rain later")).to_be_visible()
    assert "left: " in told
