"""The whole life of a case in two browsers at once, beside the practitioner's chat."""

from __future__ import annotations

import time
from threading import Event

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import Browser, expect

from bot.review.outcomes import Outcome, Verdict
from bot.review.reference import new_reference
from bot.web.accounts.models import Account
from bot.web.accounts.roles import Role
from bot.web.cases import deeds, joining, taking
from bot.web.cases.deeds import By
from bot.web.cases.models import Escalation, Note
from bot.web.gateway.models import DUTY_TEAM, Conversation, Message
from tests.canned import HOME_ALONE
from tests.staff.cases import a_case, canned, says, version_of
from tests.staff.people import with_roles
from tests.web.console import LIVE_MS, window

WAIT = {"timeout": LIVE_MS}


@pytest.fixture
def staff(site: str, settings, monkeypatch) -> str:
    """The running site with two duty workers, a lead and an administrator."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CONSOLE_POLL_SECONDS = 1
    # One case has the reference of the pictures, others need one of their own.
    monkeypatch.setattr(taking, "new_reference", new_reference)
    for name, role in (("amber", Role.DUTY), ("blue", Role.DUTY), ("lead", Role.LEAD), ("admin", Role.ADMIN)):
        with_roles(name, role)
    return site


@pytest.fixture
def amber(browser: Browser, staff: str):
    """A duty worker's window."""
    with window(browser, staff) as console:
        yield console.sign_in("amber")


@pytest.fixture
def blue(browser: Browser, staff: str):
    """Another duty worker's window."""
    with window(browser, staff) as console:
        yield console.sign_in("blue")


def do_whole_life(account, case) -> None:
    """Take a case from new to closed, without a browser."""
    for step in (deeds.claim, deeds.advise, deeds.tell):
        step(By(account, case.reference, version_of(case)))
    deeds.record_outcome(By(account, case.reference, version_of(case)), Outcome(Verdict.AGREED))
    deeds.close(By(account, case.reference, version_of(case)))


def test_the_whole_life_of_a_case_with_two_duty_workers(amber, blue):
    """A case appears without a reload; one claims it, the other sees whose it is and undoes nothing; the owner joins
    the chat, answers, judges, closes, and it is opened again for a reason."""
    amber.queue()
    blue.queue()
    expect(blue.page.locator("#queue")).to_contain_text("No case")
    case = a_case()
    for console in (amber, blue):
        expect(console.page.get_by_role("link", name=case.reference)).to_be_visible(**WAIT)
        assert console.page.title().startswith("(1)")

    amber.case(case.reference)
    blue.case(case.reference)
    expect(amber.page.locator("mark").first).to_contain_text("left on her own every evening")
    amber.press("Claim this case")
    expect(amber.told).to_have_text("The case is yours.")

    expect(blue.page.locator("#live-status")).to_contain_text("amber", **WAIT)
    expect(blue.page.locator("#stale")).to_be_visible()
    blue.press("Claim this case")
    expect(blue.faults.first).to_contain_text("The case has changed since you opened it")
    expect(blue.faults.first).to_contain_text("its owner is amber")
    case.refresh_from_db()
    assert case.owner.username == "amber"

    amber.press("Join the chat")
    assert Conversation.objects.get().held_by_person
    amber.page.get_by_label("Write to the practitioner").fill("I am ringing you now.")
    amber.press("Send")
    expect(amber.page.locator(".turn.duty_team")).to_contain_text("I am ringing you now.")
    expect(blue.page.locator(".turn.duty_team")).to_contain_text("I am ringing you now.", **WAIT)
    says(case.conversation, "thank you, he is safe with his aunt", canned().answer())
    expect(amber.page.locator(".turn.practitioner").last).to_contain_text("safe with his aunt", **WAIT)
    amber.press("Hand the chat back to the assistant")
    assert not Conversation.objects.get().held_by_person

    amber.page.get_by_label("New note").fill("spoke to the referrer")
    amber.press("Add note")
    amber.press("I advised the referrer")
    amber.press("The referrer has an answer")
    amber.page.get_by_label("The level should have been higher").check()
    amber.press("Record outcome")
    expect(amber.faults.first).to_contain_text("Say why you disagree")
    amber.page.get_by_label("Right level").select_option("emergency")
    amber.page.get_by_label("Why, where you disagree").fill("she is six and alone at night")
    amber.press("Record outcome")
    expect(amber.told).to_have_text("The outcome is recorded.")
    amber.press("Close the case")
    expect(amber.page.get_by_role("heading", level=1)).to_have_text("Cases")

    # The other one's window shows it by itself.
    expect(blue.page.get_by_role("heading", level=1)).to_contain_text("is closed", **WAIT)
    assert "left on her own" not in blue.page.content()
    blue.page.get_by_label("Reason").fill("the school rang again")
    blue.press("Open the case")
    blue.page.get_by_label("Reason").first.fill("new facts")
    blue.press("Open the case again")
    expect(blue.page.locator("#live-status")).to_contain_text("opened again")
    expect(blue.page.locator(".history")).to_contain_text("closed")
    case.refresh_from_db()
    assert (case.state, case.owner) == ("reopened", None)


def test_what_somebody_types_survives_what_happens_meanwhile(amber):
    """New words in the chat appear beside a half-written note, and the note stays as it is."""
    case = a_case()
    amber.case(case.reference)
    amber.page.get_by_label("New note").fill("half a sent")
    says(case.conversation, "one more thing", canned().answer())

    expect(amber.page.locator(".turn.practitioner").last).to_contain_text("one more thing", **WAIT)
    expect(amber.page.get_by_label("New note")).to_have_value("half a sent")


def test_an_update_does_not_take_the_place_of_what_was_asked_for(amber, monkeypatch):
    """Where the server is slow to answer “Close the case”, what closed it ends on the queue with its words, although
    the page learns meanwhile that the case is closed."""
    case = a_case()
    close = deeds.close

    def closed_slowly(by) -> None:
        close(by)
        time.sleep(2.5 * django_settings.CONSOLE_POLL_SECONDS)

    monkeypatch.setattr(deeds, "close", closed_slowly)
    for_amber = Account.objects.get(username="amber")
    for step in (deeds.claim, deeds.tell):
        step(By(for_amber, case.reference, version_of(case)))
    deeds.record_outcome(By(for_amber, case.reference, version_of(case)), Outcome(Verdict.AGREED))
    amber.case(case.reference)

    amber.press("Close the case")

    expect(amber.page.get_by_role("heading", level=1)).to_have_text("Cases")
    expect(amber.told).to_have_text("The case is closed.")


def test_what_somebody_types_survives_that_the_case_is_closed(amber):
    """Where a colleague closes the case under a half-written note, the note stays and the page says what happened."""
    case = a_case()
    amber.case(case.reference)
    amber.page.get_by_label("New note").fill("half a sent")
    do_whole_life(Account.objects.get(username="blue"), case)

    expect(amber.page.locator("#stale")).to_be_visible(**WAIT)
    case.refresh_from_db()
    assert case.state == "closed"
    expect(amber.page.get_by_label("New note")).to_have_value("half a sent")


def test_a_second_press_sends_nothing_again(amber, monkeypatch):
    """Who presses twice because the server is slow adds one note and sends the practitioner one line."""
    case = a_case()
    begun = Event()
    for held, name in ((deeds, "add_note"), (joining, "say")):
        monkeypatch.setattr(held, name, _slow(getattr(held, name), begun))
    amber.case(case.reference)
    amber.press("Claim this case")
    amber.press("Join the chat")
    for label, words, button in (
        ("New note", "rang the school", "Add note"),
        ("Write to the practitioner", "I am ringing you now.", "Send"),
    ):
        amber.page.get_by_label(label).fill(words)
        pressed = amber.page.get_by_role("button", name=button, exact=True)
        begun.clear()
        with amber.page.expect_navigation():
            # By the page itself: Playwright would wait with the second press for what the first one brings.
            pressed.evaluate("one => { one.click(); setTimeout(() => one.click(), 1000) }")
            assert begun.wait(10)

    assert [note.text for note in Note.objects.all()] == ["rang the school"]
    assert Message.objects.filter(speaker=DUTY_TEAM).count() == 1


def _slow(deed, begun: Event):
    def slowed(*given, **named):
        begun.set()
        time.sleep(3)
        return deed(*given, **named)

    return slowed


def test_by_keyboard_alone(amber):
    """Somebody without a mouse goes from case to case, opens one, claims it, and searches."""
    first, second = a_case("emergency"), a_case()
    amber.queue()
    press = amber.page.keyboard.press
    press("j")
    expect(amber.page.get_by_role("link", name=first.reference)).to_be_focused()
    press("j")
    expect(amber.page.get_by_role("link", name=second.reference)).to_be_focused()
    press("k")
    press("Enter")
    expect(amber.page.get_by_role("heading", level=1)).to_contain_text(first.reference)
    # The heading is there before the keys are.
    amber.page.wait_for_load_state()
    press("c")
    expect(amber.page.get_by_role("button", name="Claim this case")).to_be_focused()
    press("Enter")
    expect(amber.told).to_have_text("The case is yours.")
    amber.queue()
    press("/")
    expect(amber.page.get_by_label("Reference or words")).to_be_focused()
    amber.page.keyboard.type("jkc/")
    expect(amber.page.get_by_label("Reference or words")).to_have_value("jkc/")


def test_shortcuts_can_be_switched_off(amber):
    """Whoever speaks to the computer, or types by accident, switches single keys off."""
    a_case()
    amber.page.goto(f"{amber.site}/account/")
    amber.press("Switch shortcuts off")
    amber.queue()
    amber.page.keyboard.press("j")

    assert amber.page.evaluate("() => document.activeElement === document.body")


def test_everything_works_without_scripts(browser, staff):
    """With scripts off a case is found, claimed, noted and handed on all the same."""
    case = a_case()
    with window(browser, staff, scripts=False) as console:
        console.sign_in("amber").queue()
        console.page.get_by_role("link", name=case.reference).click()
        console.press("Claim this case")
        console.page.get_by_label("New note").fill("by hand")
        console.press("Add note")
        expect(console.page.locator(".note")).to_contain_text("by hand")
        console.page.locator("#hand-over summary").click()
        console.page.get_by_label("Hand over to").select_option(label="blue")
        console.press("Hand over")
        expect(console.page.locator("#live-status")).to_contain_text("blue")
    assert Escalation.objects.get().owner.username == "blue"


def test_the_queue_says_when_it_is_no_longer_up_to_date(amber):
    """A page whose sign-in is over, or whose server is away, says so instead of looking quiet."""
    a_case()
    amber.queue()
    amber.page.route("**/duty/", lambda route: route.abort())
    expect(amber.page.locator("#over")).to_contain_text("does not answer", **WAIT)
    amber.page.unroute("**/duty/")
    expect(amber.page.locator("#over")).to_be_hidden(**WAIT)
    amber.page.context.clear_cookies()
    expect(amber.page.locator("#over")).to_contain_text("signed out", **WAIT)


def test_a_new_case_is_announced_and_rings_where_that_is_on(amber):
    """Those who cannot see the page hear of a new case by their screen reader, and by a sound once switched on."""
    amber.queue()
    amber.page.evaluate(
        "() => { window.rung = 0; const start = OscillatorNode.prototype.start;"
        " OscillatorNode.prototype.start = function (...all) { window.rung += 1; return start.apply(this, all) } }"
    )
    amber.press("Sound for new cases: off")
    expect(amber.page.get_by_role("button", name="Sound for new cases: on")).to_have_attribute("aria-pressed", "true")
    before = amber.page.evaluate("() => window.rung")
    a_case()

    expect(amber.page.locator("#news")).to_contain_text("1 case not looked at yet", **WAIT)
    assert amber.page.evaluate("() => window.rung") > before


def test_the_practitioner_and_the_duty_worker_talk(amber, page, site, rasa):
    """What the practitioner sends while a person holds the chat reaches the person and not the assistant."""
    started = page.request.post(f"{site}/api/v1/conversations", data={}).json()
    headers = {"Authorization": f"Bearer {started['token']}"}
    address = f"{site}/api/v1/conversations/{started['id']}"
    reply = page.request.post(f"{address}/messages", data={"text": HOME_ALONE}, headers=headers).json()
    reference = reply["escalation"]["reference"]
    amber.case(reference)
    amber.press("Claim this case")
    amber.press("Join the chat")
    asked = len(rasa.asked)

    held = page.request.post(f"{address}/messages", data={"text": "are you there?"}, headers=headers).json()
    amber.page.get_by_label("Write to the practitioner").fill("Yes, I am here.")
    amber.press("Send")

    assert len(rasa.asked) == asked
    assert "person from the duty team" in held["replies"][0]["text"]
    told = page.request.get(f"{address}/updates?after=0", headers=headers).json()
    assert told["held_by"] == "duty_team"
    assert told["messages"][-1]["text"] == "Yes, I am here."
    assert "amber" not in str(told)
    assert django_settings.SESSION_COOKIE_SECURE
