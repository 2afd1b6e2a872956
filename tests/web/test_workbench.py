"""The editors' workbench in a browser: by keys alone, in words, and without barriers."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from bot.web.accounts.roles import Role
from bot.web.gateway.models import Conversation, Feedback, Message
from bot.web.workbench.inbox_filling import fill
from bot.web.workbench.models import InboxItem
from bot.web.workbench.places import draft_store
from tests.staff.cases import canned, says
from tests.staff.people import with_roles
from tests.web.axe import violations
from tests.web.conftest import PICTURES
from tests.web.console import window
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

    expect(page.locator("#checked")).to_contain_text("97 %")
    expect(page.locator("#checked")).to_contain_text("Nearly the same, with another label")
    console.press("Keep in the draft")
    expect(page.get_by_label("I have read what is said beside this")).to_be_visible()
    page.get_by_label("I have read what is said beside this").check()
    console.press("Keep in the draft")
    expect(console.told).to_contain_text("In the draft: Add to concern/housing")


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
    "/editor/drafts/",
    "/editor/drafts/{draft}/",
]


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
        page.set_viewport_size({"width": 1400, "height": 1000})
        page.goto(console.site + address)
        name = address.replace("/editor/", "workbench-").strip("/").replace("/", "-").split("?")[0]
        if path in {"/editor/inbox/", "/editor/inbox/{item}/"}:
            page.screenshot(
                path=PICTURES / ("workbench-inbox.png" if path.endswith("inbox/") else "workbench-item.png")
            )
        page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true })")
        found[f"{name} wide"] = violations(page)
        page.set_viewport_size({"width": 320, "height": 800})
        found[f"{name} narrow"] = violations(page)
        across = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found[f"{name} across"] = [f"{across} pixels too wide"] if across > 0 else []

    assert {name: faults for name, faults in found.items() if faults} == {}
