"""The inbox: what comes in, what is offered, what a decision teaches, and how it is taken back."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from bot.review.outcomes import Verdict
from bot.teaching.draft import DraftState
from bot.web.cases.models import CaseOutcome
from bot.web.gateway.models import Conversation, Feedback, Message
from bot.web.workbench.inbox_filling import fill
from bot.web.workbench.models import InboxDecision, InboxItem, InboxMessage
from bot.web.workbench.places import draft_store
from tests.staff.cases import canned, says
from tests.staff.people import with_roles
from tests.workbench.pretend_model import PretendModel

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("project")]
ALONE = "the twins are by themselves in the flat each night"
CAKE = "is there a good recipe for lemon cake"


def written(text: str, sort: str = "duty_team", conversation: Conversation | None = None) -> Message:
    """Let a practitioner write something that is answered in that way."""
    here = conversation or Conversation.objects.create()
    says(here, text, getattr(canned(), sort)())
    return Message.objects.get(conversation=here, text=text)


def item_of(message: Message) -> InboxItem:
    return InboxItem.objects.get(messages__message=message)


def decide(client: Client, item: InboxItem, choice: str, **more: object):
    return client.post(reverse("decide_item", args=[item.pk]), {"choice": choice, **more})


def edits() -> list[tuple[str, str]]:
    """Return what the open drafts hold: intent and example."""
    return [
        (edit.intent, edit.after)
        for draft in draft_store().drafts()
        if draft.state is DraftState.OPEN
        for edit in draft.edits
    ]


# ----- what comes in


def test_what_was_not_understood_comes_in_with_its_reasons(model: PretendModel, as_editor: Client) -> None:
    """An uncertain message is listed with its words, how it was understood, and why it is there."""
    written(ALONE)
    model.learns(ALONE, "concern/home_alone", ("home_alone", 0.4, "by themselves in the flat"))

    page = as_editor.get(reverse("inbox")).content.decode()

    assert ALONE in page
    assert "Child left at home alone" in page or "alone" in page
    assert "a close call between two levels" in page
    assert "nothing was understood with confidence" in page


def test_what_was_plainly_understood_is_not_in_the_way(model: PretendModel, as_editor: Client) -> None:
    """It stands under everything else, not among what is to be decided."""
    text = "black mould on every wall of the bedroom and the baby coughs"
    message = written(text, "early_help")
    model.learns(text, "concern/housing", ("housing", 0.97, "black mould"))
    fill()

    assert item_of(message).reasons == []
    assert text not in as_editor.get(reverse("inbox")).content.decode()
    assert text in as_editor.get(reverse("inbox"), {"view": "rest"}).content.decode()


def test_objections_bring_a_message_in_first(model: PretendModel) -> None:
    """What the duty team disagrees with, and what a practitioner calls wrong, even where the model was sure; also
    where they say so later."""
    sure = "black mould on every wall of the bedroom and the baby coughs"
    model.learns(sure, "concern/housing", ("housing", 0.97, "black mould"))
    other = "black mould on every wall of the hall and the boy coughs and coughs more"
    model.learns(other, "concern/housing", ("housing", 0.97, "black mould"))
    called_wrong, disagreed = written(sure, "early_help"), written(other, "mash")
    fill()
    assert item_of(called_wrong).reasons == item_of(disagreed).reasons == []

    Feedback.objects.create(conversation=called_wrong.conversation, message=called_wrong, kind="too_low")
    CaseOutcome.objects.create(
        escalation=disagreed.conversation.escalation,
        author=with_roles("duty1"),
        verdict=Verdict.WRONG_INDICATORS.value,
        right_indicators=["home_alone"],
        knowledge_version="1",
    )
    fill()

    assert item_of(called_wrong).reasons == ["feedback"]
    assert item_of(disagreed).reasons == ["disagreement"]
    assert item_of(disagreed).usefulness > item_of(called_wrong).usefulness
    assert not item_of(called_wrong).may_be_nothing


def test_a_practitioner_who_agrees_later_takes_nothing_away(model: PretendModel) -> None:
    """An outcome that agrees brings nothing in."""
    model.learns(ALONE, "concern/home_alone", ("home_alone", 0.97, "by themselves"))
    message = written(ALONE, "mash")
    CaseOutcome.objects.create(
        escalation=message.conversation.escalation,
        author=with_roles("duty1"),
        verdict=Verdict.AGREED.value,
        knowledge_version="1",
    )
    fill()

    assert "disagreement" not in item_of(message).reasons


def test_what_says_nearly_the_same_is_one_item(model: PretendModel, as_editor: Client) -> None:
    """And is decided once."""
    first = written(ALONE)
    fill()
    second = written(ALONE + ".")
    fill()

    assert item_of(first) == item_of(second)
    assert "1 more say nearly the same" in as_editor.get(reverse("inbox")).content.decode()
    decide(as_editor, item_of(first), "indicators", indicator=["home_alone"])
    assert InboxItem.objects.get().stand == "agreed"
    assert len(edits()) == 1


def test_what_is_decided_and_not_live_yet_is_not_asked_again(model: PretendModel, as_editor: Client) -> None:
    """The same words join what was decided; once the draft is live and they are here all the same, they are new."""
    first = written(ALONE)
    fill()
    decide(as_editor, item_of(first), "indicators", indicator=["home_alone"])
    second = written(ALONE)
    fill()
    assert item_of(second) == item_of(first)

    draft_store().published(draft_store().drafts()[0].id)
    third = written(ALONE)
    fill()

    assert item_of(third) != item_of(first)
    assert item_of(third).stand == "open"


def test_buttons_and_the_duty_team_are_left_out(model: PretendModel) -> None:
    """What somebody pressed and what the duty team wrote is no wording to learn."""
    here = Conversation.objects.create()
    asked = canned().question()
    says(here, "Neighbour heard dad smashing things", asked)
    value = next(one.value for part in asked.replies for one in part.quick_replies)
    says(here, value, canned().duty_team())
    Message.objects.create(conversation=here, text="I am with you", n=here.next_n(), speaker="duty_team")
    fill()

    assert [one.message.text for one in InboxMessage.objects.all()] == ["Neighbour heard dad smashing things"]


def test_a_model_that_is_away_loses_no_message(model: PretendModel, as_editor: Client) -> None:
    """The page says so, the message comes in, and is read when the model answers again."""
    message = written(ALONE)
    model.learns(ALONE, "concern/home_alone", ("home_alone", 0.4, "by themselves"))
    model.away = True
    page = as_editor.get(reverse("inbox")).content.decode()
    assert "The live model cannot be asked just now" in page
    assert ALONE in page

    model.away = False
    fill()

    assert item_of(message).messages.get().intent == "concern"


def test_another_live_model_reads_undecided_messages_again(model: PretendModel) -> None:
    """What it understands now is no longer in doubt, and leaves the list."""
    message = written(ALONE, "early_help")
    model.learns(ALONE, "concern/housing", ("housing", 0.3, "flat"))
    fill()
    assert "low_confidence" in item_of(message).reasons

    model.name = "model-2"
    model.learns(ALONE, "concern/housing", ("housing", 0.99, "flat"))
    fill()

    assert "low_confidence" not in item_of(message).reasons
    assert item_of(message).messages.get().model_version == "model-2"


def test_a_deleted_conversation_leaves_nothing(model: PretendModel, as_editor: Client) -> None:
    """Whose time is over goes out of the inbox too."""
    message = written(ALONE, "early_help")
    fill()
    message.conversation.delete()

    assert as_editor.get(reverse("inbox")).status_code == 200
    assert InboxItem.objects.count() == InboxMessage.objects.count() == 0


# ----- what a decision teaches


def test_chosen_signs_become_an_example_with_marks(model: PretendModel, as_editor: Client) -> None:
    """Under the sign that is marked, with what else it shows, in words that tell of nobody."""
    message = written("[name] and [name] are by themselves in the flat, black mould all over")
    fill()
    marks = [
        json.dumps(["are by themselves in the flat", "home_alone", None]),
        json.dumps(["black mould", "housing", None]),
    ]

    response = decide(as_editor, item_of(message), "indicators", indicator=["home_alone", "housing"], mark=marks)

    assert response.status_code == 302
    ((intent, example),) = edits()
    assert intent == "concern/home_alone"
    assert "[name]" not in example
    assert "[are by themselves in the flat](home_alone), [black mould](housing)" in example
    assert draft_store().drafts()[0].edits[0].about == "{also: [housing], writer: inbox}"
    assert draft_store().drafts()[0].edits[0].who == "editor1"


@pytest.mark.parametrize(
    ("choice", "more", "intent"),
    [
        ("question", {"topic": "ask/timescales"}, "ask/timescales"),
        ("out_of_scope", {}, "out_of_scope/out_of_scope"),
    ],
)
def test_each_choice_teaches_its_own(
    model: PretendModel, as_editor: Client, choice: str, more: dict[str, str], intent: str
) -> None:
    """A question goes to its topic, what is not for Signpost to what it declines."""
    message = written(CAKE, "decline")
    fill()

    decide(as_editor, item_of(message), choice, **more)

    assert edits() == [(intent, CAKE)]


def test_right_teaches_what_was_understood(model: PretendModel, as_editor: Client) -> None:
    """With the evidence marked where the model saw it."""
    message = written(ALONE)
    model.learns(ALONE, "concern/home_alone", ("home_alone", 0.5, "by themselves in the flat"))
    fill()

    decide(as_editor, item_of(message), "right")

    assert edits() == [("concern/home_alone", "the twins are [by themselves in the flat](home_alone) each night")]


@pytest.mark.parametrize(
    ("understood", "intent"),
    [
        ("out_of_scope/out_of_scope", "out_of_scope/out_of_scope"),
        ("greet", "greet"),
        ("concern/unclear", "concern/unclear"),
    ],
)
def test_right_without_a_sign_teaches_the_rest(
    model: PretendModel, as_editor: Client, understood: str, intent: str
) -> None:
    """What Signpost is not for, turns of a conversation, and a concern without a sign that can be named."""
    message = written(CAKE, "decline")
    model.learns(CAKE, understood)
    fill()

    decide(as_editor, item_of(message), "right")

    assert edits() == [(intent, CAKE)]


@pytest.mark.parametrize(
    ("understood", "said"), [("ask/timescales", "Choose the question"), ("no_sign/negated", "why it does not count")]
)
def test_right_asks_for_what_the_model_does_not_say(
    model: PretendModel, as_editor: Client, understood: str, said: str
) -> None:
    """It knows a question from a concern, and not which question it is."""
    message = written(CAKE, "decline")
    model.learns(CAKE, understood)
    fill()

    response = decide(as_editor, item_of(message), "right")

    assert response.status_code == 422
    assert said in response.content.decode()


def test_a_denial_that_was_understood_is_learnt_as_one(model: PretendModel, as_editor: Client) -> None:
    """With the words that the reply set aside, and the reason."""
    text = "The 6 year old is left on her own every evening while mum works. No bruises."
    message = written(text, "mash")
    model.learns(text, "no_sign/negated")
    fill()

    decide(as_editor, item_of(message), "right")

    ((intent, example),) = edits()
    assert intent == "no_sign/negated"
    assert '[No bruises]{"entity": "unexplained_injury", "role": "negated"}' in example


def test_nothing_teaches_nothing(model: PretendModel, as_editor: Client) -> None:
    """The item is decided and the draft stays as it is."""
    message = written(CAKE, "decline")
    model.learns(CAKE, "out_of_scope/out_of_scope")
    fill()

    decide(as_editor, item_of(message), "nothing")

    assert item_of(message).stand == "agreed"
    assert edits() == []


def test_words_that_do_not_count_teach_that(model: PretendModel, as_editor: Client) -> None:
    """A sign that is only denied goes where denials are learnt."""
    message = written("checked all over, no bruises at all")
    fill()
    mark = json.dumps(["no bruises at all", "unexplained_injury", "negated"])

    decide(as_editor, item_of(message), "indicators", mark=[mark])

    ((intent, example),) = edits()
    assert intent == "no_sign/negated"
    assert '[no bruises at all]{"entity": "unexplained_injury", "role": "negated"}' in example


def test_rare_and_severe_is_never_nothing_to_learn(model: PretendModel, as_editor: Client) -> None:
    """The button is not on the page, and the choice is refused where it comes all the same."""
    message = written(ALONE)
    model.learns(ALONE, "concern/unclear", ("home_alone", 0.11, "by themselves"))
    fill()

    page = as_editor.get(reverse("inbox_item", args=[item_of(message).pk])).content.decode()
    response = decide(as_editor, item_of(message), "nothing")

    assert 'value="nothing"' not in page
    assert response.status_code == 422
    assert "never put aside as nothing to learn" in response.content.decode()
    assert InboxDecision.objects.count() == 0


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        pytest.param({"choice": ""}, "Choose what the message is", id="nothing-chosen"),
        pytest.param({"choice": "perhaps"}, "Choose what the message is", id="nonsense"),
        pytest.param({"choice": "indicators"}, "Choose the indicators", id="no-sign"),
        pytest.param({"choice": "indicators", "indicator": "no_such"}, "no_such", id="unknown-sign"),
        pytest.param({"choice": "question"}, "Choose what the question is about", id="no-topic"),
        pytest.param({"choice": "question", "topic": "ask/the_moon"}, "ask/the_moon", id="unknown-topic"),
        pytest.param({"choice": "indicators", "mark": "{"}, "marks could not be read", id="broken-mark"),
        pytest.param(
            {"choice": "indicators", "indicator": "home_alone", "mark": '["the moon", "home_alone", null]'},
            "not in the example",
            id="mark-elsewhere",
        ),
        pytest.param(
            {"choice": "indicators", "indicator": "home_alone", "example": "a [b](c) d"},
            "square brackets",
            id="brackets",
        ),
        pytest.param(
            {
                "choice": "indicators",
                "indicator": "housing",
                "example": "she is alone in the house every evening, she is six",
            },
            "taught already, under concern/home_alone",
            id="taught-otherwise",
        ),
    ],
)
def test_what_cannot_be_taken_is_said_in_words(
    model: PretendModel, as_editor: Client, sent: dict[str, str], said: str
) -> None:
    """Nothing is decided, nothing is drafted, and what was typed is still there."""
    message = written(ALONE)
    fill()

    response = as_editor.post(reverse("decide_item", args=[item_of(message).pk]), sent)

    assert response.status_code == 422
    assert said in response.content.decode().replace("&#x27;", "'")
    assert sent.get("example", "") in response.content.decode()
    assert InboxDecision.objects.count() == 0
    assert edits() == []


def test_words_that_tell_who_somebody_is_are_not_learnt(model: PretendModel, as_editor: Client) -> None:
    """Whatever an editor types goes through masking before it can stand in a training file."""
    message = written(ALONE)
    fill()

    response = decide(
        as_editor,
        item_of(message),
        "indicators",
        indicator="home_alone",
        example="ring me on 07700 900123 she is alone",
    )

    assert response.status_code == 422
    assert "tell who somebody is" in response.content.decode()
    assert edits() == []


def test_what_only_looks_like_a_name_is_let_through_by_whoever_has_read_it(
    model: PretendModel, as_editor: Client
) -> None:
    """Many an ordinary word does; numbers and the like are refused all the same."""
    message = written(ALONE)
    fill()
    words = {"indicator": "home_alone", "example": "Tamsin Example says she is alone"}
    assert decide(as_editor, item_of(message), "indicators", **words).status_code == 422
    assert edits() == []

    assert decide(as_editor, item_of(message), "indicators", sure="yes", **words).status_code == 302
    assert len(edits()) == 1
    as_editor.post(reverse("inbox_undo"))
    number = {"indicator": "home_alone", "example": "ring me on 07700 900123"}
    assert decide(as_editor, item_of(message), "indicators", sure="yes", **number).status_code == 422


# ----- undo, and several at once


def test_undo_takes_a_decision_and_its_example_back(model: PretendModel, as_editor: Client) -> None:
    """The item is open again; an earlier decision of the same editor comes back."""
    message = written(CAKE, "decline")
    fill()
    decide(as_editor, item_of(message), "out_of_scope")
    decide(as_editor, item_of(message), "question", topic="ask/timescales")

    as_editor.post(reverse("inbox_undo"))
    assert edits() == [("out_of_scope/out_of_scope", CAKE)]

    as_editor.post(reverse("inbox_undo"))
    assert edits() == []
    assert item_of(message).stand == "open"
    assert "nothing to undo" in as_editor.post(reverse("inbox_undo"), follow=True).content.decode()


def test_several_are_decided_at_once_and_undone_at_once(model: PretendModel, as_editor: Client) -> None:
    """What cannot be decided so is said, and the others are decided."""
    cakes = [written(text, "decline") for text in (CAKE, "who won the football match", "what time does the bus leave")]
    severe = written(ALONE)
    model.learns(ALONE, "concern/home_alone", ("home_alone", 0.3, "by themselves"))
    for cake in cakes:
        model.learns(cake.text, "out_of_scope/out_of_scope")
    fill()
    ids = [item_of(message).pk for message in [*cakes, severe]]

    page = as_editor.post(reverse("decide_many"), {"choice": "nothing", "item": ids}, follow=True).content.decode()

    assert "Decided about 3" in page
    assert "Not decided (1)" in page
    assert item_of(severe).stand == "open"
    as_editor.post(reverse("inbox_undo"))
    assert {item.stand for item in InboxItem.objects.all()} == {"open"}


# ----- two editors


def test_a_second_editor_decides_without_seeing_the_first(
    model: PretendModel, as_editor: Client, as_second: Client
) -> None:
    """Only afterwards does the page say what the first one said."""
    message = written(ALONE)
    fill()
    item = item_of(message)
    decide(as_editor, item, "indicators", indicator="home_alone")

    page = as_second.get(reverse("inbox_item", args=[item.pk])).content.decode()
    assert "Somebody has decided about this message already" in page
    assert "<strong>editor1</strong>" not in page
    assert ALONE in as_second.get(reverse("inbox"), {"view": "second"}).content.decode()

    decide(as_second, item, "indicators", indicator="home_alone")
    assert "<strong>editor1</strong>" in as_second.get(reverse("inbox_item", args=[item.pk])).content.decode()
    assert len(edits()) == 1


def test_disagreement_goes_to_a_third_who_settles_it(
    model: PretendModel, as_editor: Client, as_second: Client, as_third: Client
) -> None:
    """Until then nothing of it is learnt, and neither of the two can settle it."""
    message = written(ALONE)
    fill()
    item = item_of(message)
    decide(as_editor, item, "indicators", indicator="home_alone")
    decide(as_second, item, "indicators", indicator="housing")
    assert item_of(message).stand == "disputed"
    assert edits() == []
    assert ALONE in as_third.get(reverse("inbox"), {"view": "third"}).content.decode()
    assert decide(as_editor, item, "right", settles="yes").status_code == 422

    decide(as_third, item, "indicators", indicator="home_alone", settles="yes")

    assert item_of(message).stand == "settled"
    assert edits() == [("concern/home_alone", ALONE)]


def test_where_two_must_look_nothing_is_learnt_before(
    model: PretendModel, as_editor: Client, as_second: Client, settings
) -> None:
    """A council can ask for two decisions on each."""
    settings.INBOX_LOOKS = 2
    message = written(ALONE)
    fill()
    decide(as_editor, item_of(message), "indicators", indicator="home_alone")
    assert item_of(message).stand == "wants_a_second"
    assert edits() == []

    decide(as_second, item_of(message), "indicators", indicator="home_alone")

    assert edits() == [("concern/home_alone", ALONE)]


def test_what_is_published_is_not_taken_back_here(model: PretendModel, as_editor: Client) -> None:
    """Once it stands in the training files the example itself is changed."""
    message = written(ALONE)
    fill()
    decide(as_editor, item_of(message), "indicators", indicator="home_alone")
    draft_store().save(draft_store().drafts()[0].id)

    page = as_editor.post(reverse("inbox_undo"), follow=True).content.decode()

    assert "in the training files already" in page
    assert item_of(message).stand == "agreed"


def test_a_file_broken_by_hand_is_named_and_nothing_is_lost(model: PretendModel, as_editor: Client, project) -> None:
    """The item shows which file and line; the decision is taken once the file is mended."""
    message = written(ALONE)
    fill()
    file = project / "data/nlu/concern/housing.yml"
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole + "    oh no\n", encoding="utf-8")
    address = reverse("inbox_item", args=[item_of(message).pk])

    page = as_editor.get(address).content.decode()
    response = decide(as_editor, item_of(message), "indicators", indicator="home_alone")

    assert "data/nlu/concern/housing.yml, line 7" in page
    assert response.status_code == 422
    assert "housing.yml, line 7" in response.content.decode()
    file.write_text(whole, encoding="utf-8")
    assert decide(as_editor, item_of(message), "indicators", indicator="home_alone").status_code == 302
