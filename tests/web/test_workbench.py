"""The editors' workbench in a browser: by keys alone, in words, and without barriers."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count

import pytest
from playwright.sync_api import Page, expect

from bot.publishing.jobs import JobQueue
from bot.publishing.live import Serving, put_in_service
from bot.publishing.one_holder import hold
from bot.teaching.drafts import DraftStore
from bot.web.accounts.roles import Role
from bot.web.gateway.models import Conversation, Feedback, Message
from bot.web.workbench.inbox_filling import fill
from bot.web.workbench.models import InboxItem
from bot.web.workbench.places import draft_store, places
from tests.canned import an_open_hour
from tests.staff.cases import canned, says
from tests.staff.people import with_roles
from tests.web.axe import violations
from tests.web.conftest import PICTURES
from tests.web.console import window
from tests.workbench.models_on_a_shelf import CANDIDATE, LIVE, compared_in
from tests.workbench.small_project import made_in, pretending

ALONE = "the twins are by themselves in the flat each night, mum works and there is black mould all over"
CAKE = "is there a good recipe for lemon cake"
HOME = "data/nlu/concern/home_alone.yml"


@pytest.fixture
def bench(browser, site, settings, monkeypatch, tmp_path):
    """An editor in front of an inbox with messages of several sorts."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    root = made_in(tmp_path, settings)
    with_roles("robin", Role.EDITOR)
    with pretending(monkeypatch) as model:
        model.learns(ALONE, "concern/housing", ("housing", 0.5, "black mould"), ("home_alone", 0.3, "by themselves"))
        model.learns(CAKE, "concern/unclear")
        model.learns("who won the match", "out_of_scope/out_of_scope")
        for text, sort in ((ALONE, "duty_team"), (CAKE, "decline"), ("who won the match", "decline")):
            says(Conversation.objects.create(), text, getattr(canned(), sort)())
        called_wrong = Message.objects.get(text=ALONE)
        Feedback.objects.create(
            conversation=called_wrong.conversation, message=called_wrong, kind="missed_sign", text="they are alone"
        )
        fill()
        with window(browser, site) as console:
            console.sign_in("robin")
            yield console, root, model


def press(page, *keys: str) -> None:
    # What a page says may be there before its keys are.
    page.wait_for_load_state()
    for key in keys:
        page.keyboard.press(key)


@pytest.mark.django_db(transaction=True)
def test_a_message_is_corrected_by_keys_alone(bench):
    """From the list to the item, words marked with the arrow keys, the sign chosen, decided, undone and decided again;
    the draft holds the example, and the file is as it was."""
    console, root, _ = bench
    page = console.page
    before = (root / HOME).read_bytes()
    page.goto(f"{console.site}/editor/inbox/")
    expect(page.locator(".entry")).to_have_count(3)
    press(page, "j")
    expect(page.locator(".entry").first.get_by_role("link")).to_be_focused()
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("What does this message say?")
    expect(page.get_by_role("button", name="5 Nothing to learn")).to_have_count(0)

    press(page, "e", "Control+Home")
    for _ in range(len("the twins are ")):
        press(page, "ArrowRight")
    for _ in range(len("by themselves in the flat each night")):
        press(page, "Shift+ArrowRight")
    page.get_by_label("The selected words show").select_option("home_alone")
    page.get_by_label("Words that are learnt").focus()
    press(page, "Enter")
    expect(page.locator("#marks li")).to_have_count(1)
    # Keys are letters while somebody is in the words; from the next button on they are keys again.
    page.get_by_role("button", name="Mark the selected words").focus()
    press(page, "2")
    page.keyboard.type("housing that")
    press(page, "Enter", "Control+Enter")

    expect(console.told).to_have_text("Decided: These signs.")
    (draft,) = draft_store().drafts()
    assert [edit.after for edit in draft.edits] == [
        "the twins are [by themselves in the flat each night](home_alone), mum works and there is black mould all over"
    ]
    assert draft.edits[0].about == "{also: [housing], writer: inbox}"
    press(page, "u")
    expect(console.told).to_have_text("Undone.")
    assert draft_store().drafts()[0].edits == ()
    assert InboxItem.objects.filter(stand="open").count() == 3
    assert (root / HOME).read_bytes() == before


@pytest.mark.django_db(transaction=True)
def test_several_are_ticked_and_decided_with_one_key(bench):
    """The list says what was decided, and one key takes it back."""
    console, _, _ = bench
    page = console.page
    page.goto(f"{console.site}/editor/inbox/?q=who")
    press(page, "j", "x", "5")
    expect(console.told).to_have_text("Decided about 1: Nothing to learn.")
    press(page, "u")
    expect(console.told).to_have_text("Undone.")


@pytest.mark.django_db(transaction=True)
def test_what_the_model_would_say_follows_the_typing(bench):
    """The page of an example asks by itself, and says when nearly the same is taught under another sign."""
    console, _, model = bench
    page = console.page
    text = "she is alone in the house every evening, she is six now"
    model.learns(text, "concern/home_alone", ("home_alone", 0.97, "alone in the house"))
    page.goto(f"{console.site}/editor/examples/new/?intent=concern/housing")
    page.get_by_label("Words that are learnt").fill(text)

    # With the mouse: a double click selects a word, a button marks it, another takes the mark away.
    page.get_by_label("Words that are learnt").dblclick(position={"x": 18, "y": 20})
    page.get_by_role("button", name="Mark the selected words").click()
    expect(page.locator("#marks li")).to_have_count(1)
    expect(page.locator("#marks li")).to_contain_text("“she”")
    page.get_by_role("button", name="Take away the mark").click()
    expect(page.locator("#marks li")).to_have_count(0)

    expect(page.locator("#checked")).to_contain_text("97 %")
    expect(page.locator("#checked")).to_contain_text("Nearly the same, with another label")
    console.press("Keep in the draft")
    expect(page.get_by_label("I have read what is said beside this")).to_be_visible()
    page.get_by_label("I have read what is said beside this").check()
    console.press("Keep in the draft")
    expect(console.told).to_contain_text("In the draft: Add to concern/housing")


TAKEN = {"/editor/inbox/": "workbench-inbox.png", "/editor/inbox/{item}/": "workbench-item.png"}
PAGES = [
    "/editor/",
    "/editor/inbox/",
    "/editor/inbox/?view=rest",
    "/editor/inbox/{item}/",
    "/editor/examples/",
    "/editor/examples/?q=alone",
    "/editor/examples/new/",
    "/editor/examples/doubtful/",
    "/editor/guidance/",
    "/editor/guidance/?part=thresholds",
    "/editor/guidance/new-entry/",
    "/editor/guidance/entries/sign-attachment/",
    "/editor/guidance/thresholds/thresholds/",
    "/editor/guidance/questions/domestic_abuse/",
    "/editor/guidance/hours/council/",
    "/editor/drafts/",
    "/editor/drafts/{draft}/",
]


# The numbers of messages stand in a picture, which is the same in every run.
@pytest.mark.django_db(transaction=True, reset_sequences=True)
def test_the_pages_of_publishing_have_no_barrier(bench):
    """A training, a comparison with messages at a lower level, what goes back, the history: wide and narrow, by keys
    alone; and the pictures of them for the documents."""
    console, root, model = bench
    page, model.name = console.page, LIVE
    minutes = count()

    def clock() -> datetime:
        return an_open_hour() + timedelta(minutes=next(minutes))

    DraftStore(places().drafts, root, clock).begin(who="robin", why="Words of the night shift")
    page.goto(f"{console.site}/editor/guidance/entries/sign-attachment/")
    page.get_by_label("Title").fill("Attachment: the sign, and what to do")
    console.press("Keep in the draft")
    page.goto(f"{console.site}/editor/examples/new/?intent=concern/home_alone")
    page.get_by_label("Words that are learnt").fill("the lad looks after himself from tea time on, mum is on nights")
    console.press("Keep in the draft")
    (draft,) = draft_store().drafts()
    queue = compared_in(places(), draft.id, list(Message.objects.order_by("-pk")), clock)
    with hold(queue.folder / "worker.lock"), hold(places().var / "run.lock"):
        put_in_service(places().live, Serving("http://127.0.0.1:1", LIVE))
        found = {}
        for name, path, picture in publishing_pages(draft.id, queue):
            found |= barriers(page, console.site + path, name, picture)
        assert {name: faults for name, faults in found.items() if faults} == {}

        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(f"{console.site}/editor/models/{CANDIDATE}/")
        expect(page.get_by_role("heading", name="may be published by two people")).to_be_visible()
        expect(page.get_by_role("cell", name="a lower level").first).to_be_visible()
        agree = page.get_by_role("button", name="I have looked at these messages and agree")
        agree.focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(console.told).to_contain_text("Somebody else publishes")


def publishing_pages(draft: str, queue: JobQueue) -> list[tuple[str, str, str]]:
    """Return name, address and picture of the pages."""
    return [
        ("train", f"/editor/train/?draft={draft}", "workbench-train.png"),
        *((f"training {job.state.value}", f"/editor/train/{job.id}/", "") for job in queue.jobs()),
        ("compare", f"/editor/models/{CANDIDATE}/", "workbench-compare.png"),
        ("history", "/editor/history/", "workbench-history.png"),
        ("examples", "/editor/examples/?label=home_alone", "workbench-examples.png"),
        ("guidance", "/editor/guidance/entries/sign-attachment/", "workbench-guidance.png"),
        ("draft", f"/editor/drafts/{draft}/", "workbench-draft.png"),
    ]


def barriers(page: Page, address: str, name: str, picture: str = "") -> dict[str, list[str]]:
    """Return what axe finds on a page, wide and as narrow as a phone, and what is cut off to the side there; take a
    picture of what is seen first."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(address)
    if picture:
        page.screenshot(path=PICTURES / picture, animations="disabled")
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true })")
    found = {f"{name} wide": violations(page)}
    page.set_viewport_size({"width": 320, "height": 800})
    found[f"{name} narrow"] = violations(page)
    across = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    found[f"{name} across"] = [f"{across} pixels too wide"] if across > 0 else []
    return found


@pytest.mark.django_db(transaction=True)
def test_no_page_has_a_barrier(bench):
    """None that axe finds, wide or as narrow as a phone; and nothing is cut off to the side."""
    console, _, _ = bench
    page = console.page
    item = InboxItem.objects.get(messages__message__text=ALONE)
    page.goto(f"{console.site}/editor/inbox/{item.pk}/")
    console.press("2 It shows these signs")
    page.goto(f"{console.site}/editor/guidance/indicators/home_alone/")
    page.get_by_label("Label").fill("A child by itself")
    console.press("Keep in the draft")
    draft = draft_store().drafts()[0]
    found: dict[str, list[str]] = {}
    for path in PAGES:
        address = path.format(item=item.pk, draft=draft.id)
        found |= barriers(page, console.site + address, address, TAKEN.get(path, ""))

    assert {name: faults for name, faults in found.items() if faults} == {}
