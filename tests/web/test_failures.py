"""The chat when something does not work: there is always somebody to ring, and no message is lost."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Browser, expect

from tests.canned import HOME_ALONE, SMASHING
from tests.web.chat import Chat

DUTY_TEAM = "01472 326292"


@pytest.fixture
def unscripted(browser: Browser, site: str):
    """The page in a browser that runs no scripts."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site)
    yield page
    context.close()


def _assert_numbers_in(place) -> None:
    expect(place.get_by_role("link", name="999").first).to_have_attribute("href", "tel:999")
    expect(place.get_by_role("link", name=DUTY_TEAM).first).to_have_attribute("href", "tel:01472326292")
    expect(place).to_contain_text("option 5")


def test_without_scripts_the_page_says_whom_to_ring(unscripted):
    """Where no script runs the contacts are there, the page says why it cannot chat, and no dead form is shown."""
    _assert_numbers_in(unscripted.locator("main"))
    expect(unscripted.get_by_text("The chat needs JavaScript")).to_be_visible()
    expect(unscripted.locator("form")).to_have_count(0)


@pytest.mark.parametrize("blocked", ["**/*.js", "**/static/widget/**"])
def test_where_the_scripts_are_blocked_the_page_says_whom_to_ring(page, site, blocked, take_picture):
    """Where a network blocks our scripts, all or but the first, the page says so, as it does where scripts are off."""
    page.route(blocked, lambda route: route.abort())
    page.goto(site)

    _assert_numbers_in(page.locator("main"))
    expect(page.get_by_text("The chat needs JavaScript")).to_be_visible()
    if blocked == "**/*.js":
        take_picture("chat-blocked.png")


def test_where_only_the_first_script_arrives_it_says_whom_to_ring(page, foreign, site):
    """Where the rest of the chat cannot be loaded the first script shows the numbers, without our block too."""
    page.route("**/static/widget/start.js", lambda route: route.abort())
    foreign.body = "<h1>Staff pages</h1>"
    page.goto(foreign.url)

    words = page.get_by_text("I cannot be reached just now")
    expect(words).to_contain_text("999")
    expect(words).to_contain_text(f"{DUTY_TEAM}, option 5")


def test_without_its_style_the_chat_still_works(page, site):
    """Where the style sheet is blocked the chat is plain, and answers."""
    page.route("**/widget.css", lambda route: route.abort())
    chat = Chat(page, site).open()

    expect(chat.say(HOME_ALONE)).to_contain_text("Refer to the front door (MASH)")


def test_while_the_gateway_is_away_the_chat_says_whom_to_ring(chat, take_picture):
    """Where no connection can be made the contacts are shown where the reply would stand, at once."""
    chat.page.route("**/api/**", lambda route: route.abort())

    reply = chat.say("something about a child")

    expect(reply).to_contain_text("I cannot be reached just now")
    _assert_numbers_in(reply)
    expect(chat.page.locator(".said .sending")).to_have_text("Waiting to be sent")
    take_picture("chat-unreachable.png")


def test_before_the_gateway_was_ever_reached_the_numbers_are_there(page, site):
    """The numbers came with the script: where no address of the API answers, from the start, they are shown."""
    page.route("**/api/**", lambda route: route.abort())
    chat = Chat(page, site).open()

    _assert_numbers_in(page.get_by_role("group", name="Whom to ring"))
    _assert_numbers_in(chat.say("something about a child"))


def test_a_gateway_that_never_answers_gives_the_contacts_within_eleven_seconds(chat):
    """Where the connection hangs from the start the contacts are shown within 11 seconds."""
    chat.page.route("**/api/**", lambda route: None)
    began = time.monotonic()

    reply = chat.say("something about a child", patience_ms=11_500)

    assert time.monotonic() - began < 11
    _assert_numbers_in(reply)


def test_a_rasa_that_never_answers_gives_the_failsafe_within_eleven_seconds(chat, rasa):
    """Where Rasa hangs the gateway's failsafe, with its reference, is shown within 11 seconds."""
    rasa.silent = True
    began = time.monotonic()

    reply = chat.say("something about a child", patience_ms=11_500)

    assert time.monotonic() - began < 11
    expect(reply).to_contain_text("I cannot answer just now.")
    expect(reply).to_contain_text("NEL-7F3K2")
    expect(reply.get_by_role("link", name="999").first).to_be_visible()


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param({"status": 502, "body": "<h1>Bad gateway</h1>"}, id="a-proxy-s-page"),
        pytest.param(
            {"status": 503, "json": {"error": {"code": "failsafe", "message": "Not now."}}}, id="database-away"
        ),
        pytest.param({"status": 200, "body": '{"kind": "adv'}, id="half-a-reply"),
    ],
)
def test_any_wrong_answer_gives_the_contacts(chat, answer):
    """A proxy's page, an error of ours or half a reply: the contacts are shown, and the message waits."""
    chat.page.route("**/messages", lambda route: route.fulfill(**answer))

    _assert_numbers_in(chat.say("something about a child"))

    expect(chat.page.locator(".said .sending")).to_have_text("Waiting to be sent")
    expect(chat.button("Send again now")).to_be_visible()


def test_a_reply_that_cannot_be_shown_becomes_the_contacts(chat):
    """A reply without its parts leaves nobody before an empty page."""
    chat.page.route("**/messages", lambda route: route.fulfill(json={"kind": "advice"}))
    chat.page.route("**/updates*", lambda route: route.abort())

    _assert_numbers_in(chat.say("something about a child"))


def test_a_refusal_is_shown_in_words_with_the_contacts(chat):
    """Where the gateway refuses a message its reason and the contacts are shown, and the words are back in the box."""
    reply = chat.say("/restart")

    expect(reply).to_contain_text("That looks like a command")
    _assert_numbers_in(reply)
    expect(chat.box).to_have_value("/restart")
    expect(chat.page.locator(".said .sending")).to_have_text("Not sent")


def test_what_could_not_be_sent_is_sent_again_with_the_same_key(chat, rasa):
    """At the press of a button the message goes out again and is answered once; the failure is gone."""
    keys = []
    chat.page.on("request", lambda sent: keys.append(sent.headers.get("idempotency-key")))
    chat.page.route("**/messages", lambda route: route.abort())
    chat.say(HOME_ALONE)
    chat.page.unroute("**/messages")

    chat.button("Send again now").click()
    expect(chat.page.locator(".reply")).to_contain_text("Refer to the front door (MASH)")

    assert rasa.asked == [HOME_ALONE]
    assert len({key for key in keys if key}) == 1
    expect(chat.page.locator(".said")).to_have_count(1)
    expect(chat.page.locator(".failsafe")).to_have_count(0)


def test_a_lost_answer_is_fetched_without_asking_twice(chat, rasa):
    """Where the answer was lost on its way the repeat brings it, and the assistant was asked once."""
    lost = []

    def lose_the_first(route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch())
        route.abort()

    chat.page.route("**/messages", lose_the_first)
    chat.write(HOME_ALONE)
    chat.button("Send again now").click()

    expect(chat.page.locator(".reply")).to_have_count(1)
    assert rasa.asked == [HOME_ALONE]


def test_it_tries_again_by_itself(chat, rasa):
    """Nobody needs to press anything: after some seconds the message goes out again."""
    chat.page.route("**/messages", lambda route: route.abort(), times=1)
    chat.write(HOME_ALONE)

    expect(chat.page.locator(".reply")).to_have_count(1, timeout=9000)
    assert rasa.asked == [HOME_ALONE]


def test_offline_messages_wait_in_their_order_and_are_sent_later(chat, rasa, take_picture):
    """Without a connection the chat says so and whom to ring; what was written is sent when there is one, in order."""
    chat.page.context.set_offline(True)
    reply = chat.say(HOME_ALONE)
    chat.write("and one thing more")

    expect(reply).to_contain_text("You are offline. Your message waits on this page")
    _assert_numbers_in(reply)
    expect(chat.page.locator(".said .sending")).to_have_text(["Waiting to be sent", "Waiting to be sent"])
    take_picture("chat-offline.png")
    chat.page.context.set_offline(False)

    expect(chat.page.locator(".reply")).to_have_count(2)
    assert rasa.asked == [HOME_ALONE, "and one thing more"]
    expect(chat.page.locator(".said .sending")).to_have_text(["", ""])


def test_a_message_during_an_answer_waits_for_its_turn(chat, rasa):
    """While a reply is on its way a further message waits and says so; both are answered, in their order."""
    held = []
    chat.page.route("**/messages", lambda route: held.append(route), times=1)
    chat.write(HOME_ALONE)
    expect(chat.progress).to_have_text("Signpost is reading your message.")
    chat.write(SMASHING)
    expect(chat.page.locator(".said .sending").last).to_have_text("Waiting to be sent")

    held[0].continue_()

    expect(chat.page.locator(".reply")).to_have_count(2)
    assert rasa.asked == [HOME_ALONE, SMASHING]


def test_a_double_click_sends_once(chat, rasa):
    """Two clicks in a hurry send one message and raise no complaint about an empty one."""
    chat.box.fill(HOME_ALONE)
    chat.button("Send").dblclick()

    chat.await_reply(1)
    assert rasa.asked == [HOME_ALONE]
    expect(chat.page.locator("#problem")).to_be_empty()


def test_an_empty_message_is_not_sent(chat, rasa):
    """Where nothing is written the chat says what to write."""
    chat.write("   ")

    expect(chat.page.locator("#problem")).to_have_text("Write what you have seen or heard about the child.")
    expect(chat.box).to_be_focused()
    assert rasa.asked == []


def test_a_message_that_is_too_long_stays_whole_in_the_box(chat, rasa):
    """Nothing of a long message is cut off; the chat says by how much it is too long."""
    chat.write("x" * 4100)

    expect(chat.page.locator("#problem")).to_contain_text("100 characters too long")
    expect(chat.box).to_have_value("x" * 4100)
    assert rasa.asked == []


def test_a_conversation_that_is_gone_gives_the_words_back(chat, rasa):
    """Where the conversation can no longer be opened the words are back in the box; sent again they start another."""
    chat.say(HOME_ALONE)
    gone = {"error": {"code": "not_yours", "message": "This conversation cannot be opened from here."}}
    chat.page.route("**/messages", lambda route: route.fulfill(status=401, json=gone), times=1)

    reply = chat.say("a second thing")

    expect(reply).to_contain_text("your next message starts a new one")
    _assert_numbers_in(chat.page.get_by_role("group", name="Whom to ring"))
    expect(chat.box).to_have_value("a second thing")
    chat.button("Send").click()
    expect(chat.page.locator(".reply")).to_have_count(2)
    assert rasa.asked == [HOME_ALONE, "a second thing"]
