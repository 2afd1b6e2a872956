"""What the chat shows of a reply."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.canned import HOME_ALONE, KNIFE, SMASHING, TIMESCALES, found

DUTY_TEAM = "01472 326292"


def _seen(said) -> str:
    """Return the words of a message without those that are only heard."""
    return said.evaluate("""element => {
        const copy = element.cloneNode(true)
        copy.querySelectorAll('.unseen').forEach(heard => heard.remove())
        return copy.textContent
    }""")


def test_advice_shows_level_route_how_soon_steps_and_reference(chat, take_picture):
    """Advice comes with its level, what to do, how soon, the six steps as a list, and the reference in large type."""
    reply = chat.say(HOME_ALONE)

    expect(reply.locator(".level")).to_have_text("On the complex and severe list")
    expect(reply.locator(".what")).to_have_text("What to do: Refer to the front door (MASH)")
    expect(reply.locator(".route")).to_contain_text("How soon: today")
    expect(reply.get_by_role("heading", name="Next steps")).to_be_visible()
    expect(reply.locator("ol > li")).to_have_count(6)
    expect(reply.locator(".reference strong")).to_have_text("NEL-7F3K2")
    expect(chat.page.locator(".ring .case")).to_have_text("Your reference: NEL-7F3K2")
    size = "element => parseFloat(getComputedStyle(element).fontSize)"
    assert reply.locator(".reference strong").evaluate(size) > reply.locator("li").first.evaluate(size)
    take_picture("chat-advice.png")


def test_no_text_of_a_reply_is_lost(chat, rasa, canned):
    """Whatever part a text is about, its words are on the page, or the part that it puts into words is."""
    for message, reply in rasa.replies.items():
        shown = " ".join(chat.say(message).inner_text().split())
        for text in reply.replies:
            if text.about in {"signs", "route", "reference"} and reply.assessment:
                assert reply.assessment.route.how in shown
                assert all(item.label in shown for item in reply.assessment.indicators)
            else:
                assert " ".join(text.text.split()) in shown


def test_the_duty_team_s_number_is_a_link_to_ring_with_the_state_of_the_office(chat):
    """The number is a tap-to-call link, and beside it stands whether the office is open."""
    ring = chat.page.get_by_role("group", name="Whom to ring")

    expect(ring.get_by_role("link", name="999")).to_have_attribute("href", "tel:999")
    expect(ring.get_by_role("link", name=DUTY_TEAM)).to_have_attribute("href", "tel:01472326292")
    expect(ring).to_contain_text("option 5 (council office open now, until 5pm)")


def test_the_words_that_led_to_an_indicator_are_marked(chat):
    """The practitioner sees which of their words led to the indicator: beside it, and in the message itself."""
    reply = chat.say(HOME_ALONE)

    expect(reply.locator(".signs")).to_contain_text("A young child alone or unattended (complex and severe list)")
    expect(reply.locator(".signs mark")).to_have_text("left on her own every evening")
    said = chat.page.locator(".said .words")
    expect(said.locator("mark")).to_contain_text("left on her own every evening")
    assert _seen(said) == HOME_ALONE


def test_an_emoji_before_the_words_does_not_shift_the_marks(chat, rasa, canned):
    """Characters outside the basic plane count as one, as the gateway counts them."""
    said = "\U0001f62d\U0001f62d " + HOME_ALONE
    rasa.replies[said] = canned.mash(said)
    assert found("home_alone", said, "left on her own every evening").start > 0

    chat.say(said)

    expect(chat.page.locator(".said mark")).to_contain_text("left on her own every evening (A young child")


def test_words_that_show_two_indicators_are_all_shown(chat, rasa, canned):
    """Where the words of two indicators overlap nothing of the message is doubled or lost."""
    mash = canned.mash()
    first = mash.assessment.indicators[0]
    second = first.model_copy(update={"label": "Another sign", "start": first.start + 8, "end": first.end + 16})
    both = mash.assessment.model_copy(update={"indicators": [first, second]})
    rasa.replies[HOME_ALONE] = mash.model_copy(update={"assessment": both})

    chat.say(HOME_ALONE)

    assert _seen(chat.page.locator(".said .words")) == HOME_ALONE
    expect(chat.page.locator(".said mark")).to_have_count(2)


def test_the_source_of_each_piece_is_folded(chat):
    """Sources do not stand in the way, and are one click off: for the route, each sign and the steps."""
    reply = chat.say(HOME_ALONE)
    lines = reply.locator("details", has_text="Where this comes from").locator("li")
    expect(lines.first).to_be_hidden()

    reply.get_by_text("Where this comes from").click()

    for piece in ("Refer to the front door (MASH): ", "A young child alone or unattended: ", "Next steps: "):
        expect(lines.filter(has_text=piece).first).to_be_visible()


def test_a_question_has_buttons_that_are_used_once(chat, rasa, take_picture):
    """The deciding question has buttons; after one is pressed it says so, all are off, and its words are sent."""
    reply = chat.say(SMASHING)
    expect(reply).to_contain_text("Until it is known, this holds")
    expect(chat.choices).to_have_text(["Yes, at least one of these", "No, none of these", "Not sure"])
    take_picture("chat-question.png")

    chat.button("Not sure").click()
    chat.await_reply(2)

    expect(reply.locator(".choices button")).to_have_text(
        ["Yes, at least one of these", "No, none of these", "You chose: Not sure"]
    )
    for number in range(3):
        expect(chat.choices.nth(number)).to_be_disabled()
    assert rasa.asked == [SMASHING, "Not sure"]


def test_the_buttons_of_an_old_question_are_off(chat):
    """Once something else was said, the buttons of an earlier question cannot answer a later one."""
    reply = chat.say(SMASHING)

    chat.say("the child has a black eye")

    for number in range(3):
        expect(reply.locator(".choices button").nth(number)).to_be_disabled()


def test_an_emergency_says_999_before_anything_else(chat, take_picture):
    """In an emergency the first words are to ring 999, large, with a link, and no step stands open beside them."""
    reply = chat.say(KNIFE)

    first = reply.locator("p").first
    expect(first).to_contain_text("Ring 999 now.")
    expect(first.get_by_role("link", name="999")).to_have_attribute("href", "tel:999")
    expect(first).to_be_in_viewport()
    expect(reply.locator("ol")).to_be_hidden()
    expect(reply.get_by_role("button", name="Prepare what to send")).to_have_count(0)
    size = "element => parseFloat(getComputedStyle(element).fontSize)"
    assert first.evaluate(size) > reply.locator("p").nth(1).evaluate(size)
    take_picture("chat-emergency.png")


def test_danger_is_seen_although_rasa_says_something_else(chat, rasa, canned):
    """Where Rasa misses danger the gateway's emergency reply is shown."""
    rasa.replies[KNIFE] = canned.decline()

    expect(chat.say(KNIFE).locator("p").first).to_contain_text("Ring 999 now.")


def test_an_answer_names_its_source_and_offers_related_entries(chat, take_picture):
    """An answer to a question about procedure has its source in sight and related entries folded."""
    reply = chat.say(TIMESCALES)

    expect(reply.get_by_text("Source: ").first).to_be_visible()
    related = reply.locator("details", has_text="Related: ").first
    expect(related.locator("p").first).to_be_hidden()
    related.locator("summary").click()
    expect(related.locator("p").first).to_be_visible()
    take_picture("chat-answer.png")


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


@pytest.mark.parametrize("about", [None, "why"])
def test_a_text_the_chat_has_no_form_for_is_shown_as_it_stands(chat, rasa, canned, about):
    """A sentence that is about no part, or about one without a form of its own, is a paragraph."""
    mash = canned.mash()
    extra = mash.replies[0].model_copy(update={"text": "A sentence of another sort.", "about": about})
    rasa.replies[HOME_ALONE] = mash.model_copy(update={"replies": [extra, *mash.replies]})

    expect(chat.say(HOME_ALONE).get_by_text("A sentence of another sort.")).to_be_visible()
