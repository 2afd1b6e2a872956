"""The chat page in a real browser."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Browser, expect

from tests.canned import HOME_ALONE, KNIFE, SMASHING, TIMESCALES, found
from tests.web.chat import Chat
from tests.web.conftest import PICTURES

DUTY_TEAM = "01472 326292"


@pytest.fixture
def unscripted(browser: Browser, site: str):
    """The chat page in a browser that runs no scripts."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site)
    yield page
    context.close()


def _picture(chat: Chat, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    chat.page.screenshot(path=PICTURES / name, full_page=True)


def _assert_contacts_on(page) -> None:
    aside = page.get_by_role("complementary", name="Whom to ring")
    expect(aside.get_by_role("link", name="999")).to_have_attribute("href", "tel:999")
    expect(aside.get_by_role("link", name=DUTY_TEAM)).to_have_attribute("href", "tel:01472326292")
    expect(aside).to_contain_text("option 5")


def test_without_scripts_the_page_says_whom_to_ring(unscripted):
    """Where no script runs the contacts are there, the page says why it cannot chat, and no dead form is shown."""
    _assert_contacts_on(unscripted)
    expect(unscripted.get_by_text("The chat needs JavaScript")).to_be_visible()
    expect(unscripted.get_by_text("ring the duty team on 01472 326292")).to_be_visible()
    expect(unscripted.locator("form")).to_be_hidden()


def test_where_the_scripts_are_blocked_the_page_says_whom_to_ring(page, site):
    """Where a network blocks our scripts the page says so, as it does where scripts are off."""
    page.route("**/*.js", lambda route: route.abort())
    page.goto(site)

    _assert_contacts_on(page)
    expect(page.get_by_text("The chat needs JavaScript")).to_be_visible()


def test_with_scripts_the_contacts_stay_and_one_can_write(chat):
    """With scripts the contacts are there, and the words about scripts are not."""
    _assert_contacts_on(chat.page)
    expect(chat.box).to_be_visible()
    expect(chat.page.get_by_text("The chat needs JavaScript")).to_have_count(0)


def test_advice_shows_level_route_steps_and_reference(chat):
    """Advice comes with what to do, how soon, the six steps, the reference and whom to ring."""
    reply = chat.say(HOME_ALONE)

    expect(reply).to_contain_text("complex and severe list")
    expect(reply).to_contain_text("Refer to the front door (MASH)")
    expect(reply).to_contain_text("How soon: today")
    expect(reply.get_by_role("heading", name="Next steps")).to_be_visible()
    expect(reply.locator("ol li")).to_have_count(6)
    expect(reply).to_contain_text("Quote the reference NEL-")
    expect(reply).to_contain_text("999")
    expect(reply.get_by_role("link", name=DUTY_TEAM).first).to_be_visible()
    _picture(chat, "chat-advice.png")


def test_the_words_that_led_to_an_indicator_are_marked(chat):
    """The practitioner sees which of their words led to the indicator."""
    reply = chat.say(HOME_ALONE)

    reply.get_by_text("Your words that led to this").click()

    expect(reply.locator("mark")).to_have_text("left on her own every evening")
    expect(reply.locator("mark").locator("..")).to_have_text(HOME_ALONE)


def test_an_emoji_before_the_words_does_not_shift_the_marks(chat, rasa, canned):
    """Characters outside the basic plane count as one, as the gateway counts them."""
    said = "\U0001f62d\U0001f62d " + HOME_ALONE
    rasa.replies[said] = canned.mash(said)
    assert found("home_alone", said, "left on her own every evening").start > 0

    reply = chat.say(said)
    reply.get_by_text("Your words that led to this").click()

    expect(reply.locator("mark")).to_have_text("left on her own every evening")


def test_sources_are_folded_and_open_on_demand(chat):
    """Sources do not stand in the way, and are one click off."""
    reply = chat.say(HOME_ALONE)
    source = reply.locator("details", has_text="Where this comes from").locator("li").first
    expect(source).to_be_hidden()

    reply.get_by_text("Where this comes from").click()

    expect(source).to_be_visible()
    expect(source).to_contain_text("2")


def test_a_question_has_buttons_that_are_used_once(chat, rasa):
    """The deciding question has buttons; after one is pressed it says so, all are off, and its words are sent."""
    reply = chat.say(SMASHING)
    expect(reply).to_contain_text("Until it is known, this holds")
    buttons = reply.locator(".choices button")
    expect(buttons).to_have_text(["Yes, at least one of these", "No, none of these", "Not sure"])
    _picture(chat, "chat-question.png")

    buttons.nth(2).click()
    chat.await_reply(2)

    expect(buttons).to_have_text(["Yes, at least one of these", "No, none of these", "You chose: Not sure"])
    for number in range(3):
        expect(buttons.nth(number)).to_be_disabled()
    assert rasa.asked == [SMASHING, "Not sure"]


def test_the_buttons_of_an_old_question_are_off(chat):
    """Once something else was said, the buttons of an earlier question cannot answer a later one."""
    reply = chat.say(SMASHING)

    chat.say("the child has a black eye")

    for number in range(3):
        expect(reply.locator(".choices button").nth(number)).to_be_disabled()


def test_an_emergency_says_999_before_anything_else(chat):
    """In an emergency the first words are to ring 999, large, with a link, and no step stands open beside them."""
    reply = chat.say(KNIFE)

    first = reply.locator("p").first
    expect(first).to_contain_text("Ring 999 now.")
    expect(first.get_by_role("link", name="999")).to_have_attribute("href", "tel:999")
    expect(first).to_be_in_viewport()
    expect(reply.locator("ol")).to_be_hidden()
    size = first.evaluate("element => parseFloat(getComputedStyle(element).fontSize)")
    other = reply.locator("p").nth(1).evaluate("element => parseFloat(getComputedStyle(element).fontSize)")
    assert size > other
    _picture(chat, "chat-emergency.png")


def test_danger_is_seen_although_rasa_says_something_else(chat, rasa, canned):
    """Where Rasa misses danger the gateway's emergency reply is shown."""
    rasa.replies[KNIFE] = canned.decline()

    expect(chat.say(KNIFE).locator("p").first).to_contain_text("Ring 999 now.")


def test_an_answer_names_its_source_and_offers_related_entries(chat):
    """An answer to a question about procedure has its source in sight and related entries folded."""
    reply = chat.say(TIMESCALES)

    expect(reply.get_by_text("Source: ")).to_be_visible()
    related = reply.locator("details", has_text="Related: ").first
    expect(related.locator("p").first).to_be_hidden()
    related.locator("summary").click()
    expect(related.locator("p").first).to_be_visible()


def test_an_answer_beside_advice_is_shown_too(chat, rasa, canned):
    """Where a message holds a concern and a question, the entry that answers the question is shown with the advice."""
    both = canned.mash().model_copy(update={"guidance": canned.answer().guidance})
    rasa.replies[HOME_ALONE] = both

    reply = chat.say(HOME_ALONE)
    reply.get_by_text(both.guidance[0].title, exact=True).click()

    expect(reply).to_contain_text(both.guidance[0].text.split(".")[0])


def test_what_was_written_is_shown_as_text(chat):
    """Markup in a message stays text."""
    chat.say("<img src=x onerror=alert(1)> <b>help</b>")

    expect(chat.page.locator(".said")).to_contain_text("<b>help</b>")
    expect(chat.page.locator(".said b, .said img")).to_have_count(0)


def test_while_the_gateway_is_away_the_page_says_whom_to_ring(chat):
    """Where no connection can be made the contacts are shown where the reply would stand, at once."""
    chat.page.route("**/api/**", lambda route: route.abort())

    reply = chat.say("something about a child")

    expect(reply).to_contain_text("cannot be reached")
    expect(reply.get_by_role("link", name="999")).to_be_visible()
    expect(reply.get_by_role("link", name=DUTY_TEAM)).to_be_visible()


def test_a_gateway_that_never_answers_gives_the_contacts_within_eleven_seconds(chat):
    """Where the connection hangs from the start the contacts are shown within 11 seconds."""
    chat.page.route("**/api/**", lambda route: None)
    began = time.monotonic()

    reply = chat.say("something about a child", patience_ms=11_500)

    assert time.monotonic() - began < 11
    expect(reply.get_by_role("link", name="999")).to_be_visible()
    expect(reply.get_by_role("link", name=DUTY_TEAM)).to_be_visible()


def test_a_rasa_that_never_answers_gives_the_failsafe_within_eleven_seconds(chat, rasa):
    """Where Rasa hangs the gateway's failsafe, with its reference, is shown within 11 seconds."""
    rasa.silent = True
    began = time.monotonic()

    reply = chat.say("something about a child", patience_ms=11_500)

    assert time.monotonic() - began < 11
    expect(reply).to_contain_text("I cannot answer just now.")
    expect(reply).to_contain_text("Quote the reference NEL-")
    expect(reply.get_by_role("link", name="999")).to_be_visible()


def test_a_refusal_is_shown_in_words_with_the_contacts(chat):
    """Where the gateway refuses a message its reason and the contacts are shown."""
    reply = chat.say("/restart")

    expect(reply).to_contain_text("That looks like a command")
    expect(reply.get_by_role("link", name="999")).to_be_visible()


def test_after_a_failure_one_can_go_on(chat):
    """Once the gateway is back the next message is answered."""
    chat.page.route("**/api/**", lambda route: route.abort())
    chat.say("something about a child")
    chat.page.unroute("**/api/**")

    expect(chat.say(HOME_ALONE)).to_contain_text("complex and severe list")


def test_a_reply_that_cannot_be_shown_becomes_the_contacts(chat):
    """A reply without its parts leaves nobody before an empty page."""
    chat.page.route("**/messages", lambda route: route.fulfill(json={"kind": "advice"}))

    reply = chat.say("something about a child")

    expect(reply).to_contain_text("cannot be reached")
    expect(reply.get_by_role("link", name=DUTY_TEAM)).to_be_visible()


def test_an_empty_message_is_not_sent(chat, rasa):
    """Where nothing is written the page says what to write."""
    chat.box.fill("   ")
    chat.page.get_by_role("button", name="Send").click()

    expect(chat.page.get_by_role("alert")).to_have_text("Write what you have seen or heard about the child.")
    expect(chat.box).to_be_focused()
    assert rasa.asked == []


def test_a_message_that_is_too_long_stays_whole_in_the_box(chat, rasa):
    """Nothing of a long message is cut off; the page says by how much it is too long."""
    chat.box.fill("x" * 4100)
    chat.page.get_by_role("button", name="Send").click()

    expect(chat.page.get_by_role("alert")).to_contain_text("100 characters too long")
    expect(chat.box).to_have_value("x" * 4100)
    assert rasa.asked == []


def test_a_second_message_waits_for_the_first_reply(chat, rasa):
    """While a reply is on its way a further message stays in the box, and the page says why."""
    rasa.silent = True
    chat.box.fill("one")
    chat.page.get_by_role("button", name="Send").click()
    expect(chat.page.get_by_role("status")).to_have_text("Signpost is reading your message.")

    chat.box.fill("two")
    chat.page.get_by_role("button", name="Send").click()

    expect(chat.page.get_by_role("alert")).to_contain_text("Wait for the reply")
    expect(chat.box).to_have_value("two")
    expect(chat.page.locator(".said")).to_have_count(1)
