"""The queue: the most urgent first, what is looked for and nothing else, and as quick with many cases as with few."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bot.publishing.live import Serving, put_in_service
from bot.web.cases.models import Escalation, SavedFilter
from bot.web.gateway.guidance import pack
from tests.staff.cases import a_case
from tests.staff.conftest import entered
from tests.staff.people import with_roles

pytestmark = pytest.mark.django_db


def shown(client, query=""):
    """Return the references that the queue shows, in order."""
    page = client.get(f"/duty/?{query}").context
    return [row.case.reference for row in page["rows"]]


def test_the_most_urgent_case_comes_first(as_duty):
    """Danger before everything; within one urgency the earliest clock; what is unclear stands with the severe."""
    now = timezone.now()
    mash, emergency, unclear, early = a_case(), a_case("emergency"), a_case("duty_team"), a_case("person")
    for case, rank, hours in ((mash, 2, 5), (emergency, 3, 9), (unclear, 2, 2), (early, 1, 1)):
        Escalation.objects.filter(pk=case.pk).update(rank=rank, answer_due=now + timedelta(hours=hours))

    assert shown(as_duty) == [case.reference for case in (emergency, unclear, mash, early)]


def test_closed_cases_are_not_in_the_way(as_duty):
    """Closed cases are shown only to those who look for them."""
    open_case, closed = a_case(), a_case()
    Escalation.objects.filter(pk=closed.pk).update(state="closed")

    assert shown(as_duty) == [open_case.reference]
    assert shown(as_duty, "state=closed") == [closed.reference]
    assert set(shown(as_duty, "state=all")) == {open_case.reference, closed.reference}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=every evening", {"mash"}),
        ("q=KNIFE", {"emergency"}),
        ("q=100%25", set()),
        ("q=_", set()),
        ("level=emergency", {"emergency"}),
        ("level=complex_severe", {"mash"}),
        ("level=unclear", {"duty_team"}),
        ("level=nonsense", {"mash", "emergency", "duty_team"}),
        ("indicator=home_alone", {"mash"}),
        ("owner=nobody", {"mash", "emergency", "duty_team"}),
        ("owner=mine", set()),
        ("since=2000-01-01", {"mash", "emergency", "duty_team"}),
        ("since=2999-01-01", set()),
        ("until=2000-01-01", set()),
        ("until=9999-12-31", {"mash", "emergency", "duty_team"}),
        ("since=0001-01-01", {"mash", "emergency", "duty_team"}),
        ("since=yesterday", {"mash", "emergency", "duty_team"}),
        ("state=new", {"mash", "emergency", "duty_team"}),
        ("state=owned", set()),
        ("page=99", {"mash", "emergency", "duty_team"}),
        ("page=x&q=%00&level=%27", {"mash", "emergency", "duty_team"}),
    ],
)
def test_a_search_finds_what_it_is_asked_for(as_duty, query, found):
    """By words, level, sign, owner, date and state; a field that makes no sense is left out, and nothing breaks."""
    cases = {a_case(sort).reference: sort for sort in ("mash", "emergency", "duty_team")}

    assert {cases[reference] for reference in shown(as_duty, query)} == found


@pytest.mark.parametrize(
    "typed",
    [lambda held: held, lambda held: f"  {held.lower()} ", lambda held: held[4:], lambda held: held[:7]],
    ids=["whole", "lower-case", "without-prefix", "a-part"],
)
def test_a_reference_is_found_however_it_is_typed(as_duty, typed):
    """A reference heard on the phone is found in lower case and with spaces too; so is a part of it."""
    case = a_case()
    a_case("emergency")
    query = typed(case.reference)

    assert shown(as_duty, f"q={query}")[0] == case.reference


def test_words_of_a_note_are_found(as_duty, duty):
    """What the duty team wrote down is searched too."""
    case = a_case()
    a_case()
    case.notes.create(author=duty, text="spoke to the school nurse")

    assert shown(as_duty, "q=school nurse") == [case.reference]


def test_a_page_has_fifty_cases_and_the_next_one_the_rest(as_duty):
    """Long queues come in pages, and no case is on two of them."""
    case = a_case()
    many(60, case)
    first, second = shown(as_duty), shown(as_duty, "page=2")

    assert (len(first), len(second)) == (50, 11)
    assert not set(first) & set(second)


def test_the_number_of_questions_to_the_database_does_not_grow(as_duty):
    """The queue asks the database as often for fifty cases as for two."""
    case = a_case()
    many(1, case)
    as_duty.get("/duty/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        as_duty.get("/duty/")
    many(58, case)
    with CaptureQueriesContext(connection) as much:
        as_duty.get("/duty/")

    assert len(much) == len(few)
    assert len(much) < 20


def test_the_live_queue_is_the_table_alone_and_leaves_no_trace(as_duty):
    """What the page asks for by itself is the table, without the form, and marks nothing as seen."""
    case = a_case()
    response = as_duty.get("/duty/", headers={"X-Signpost-Background": "1"})

    assert case.reference in response.content.decode()
    assert b"<form" not in response.content
    case.refresh_from_db()
    assert case.is_unread


def test_a_search_is_kept_under_a_name_for_oneself(as_duty, duty):
    """Kept searches are each person's own; the same name replaces, and nobody deletes another's."""
    for query in ("level=emergency", "level=complex_severe"):
        as_duty.post("/duty/filters/", {"name": "urgent", "query": query})
    kept = SavedFilter.objects.get()
    assert (kept.owner, kept.query) == (duty, "level=complex_severe")
    assert b"urgent" in as_duty.get("/duty/").content

    other = entered(with_roles("duty2", *duty.roles))
    assert b"urgent" not in other.get("/duty/").content
    assert other.post(f"/duty/filters/{kept.pk}/delete/").status_code == 404
    assert as_duty.post(f"/duty/filters/{kept.pk}/delete/").status_code == 302
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize("name", ["", " ", "x" * 61])
def test_a_search_without_a_name_is_not_kept(as_duty, name):
    """An empty or endless name is refused in words."""
    assert as_duty.post("/duty/filters/", {"name": name, "query": "q=x"}).status_code == 422


def test_what_somebody_wrote_is_shown_and_not_run(as_duty):
    """Markup in a message is text on the page, in the queue's search and in the case."""
    case = a_case("duty_team", text="<script>alert(1)</script> <b>bold</b>")

    for address in (f"/duty/cases/{case.reference}/", "/duty/?q=<script>alert(1)</script>"):
        page = as_duty.get(address).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


def many(count, like):
    """Make many cases quickly, each with a conversation, a message and an indicator of its own."""
    from bot.web.cases.seeding import seed

    seed(count, like)


def test_the_queue_says_which_model_and_guidance_answer(as_duty, settings, tmp_path):
    """Whoever wonders about advice sees what gave it; before anything is published there is no name yet."""
    settings.LIVE_FILE = tmp_path / "live.json"
    assert "a model without a name" in as_duty.get("/duty/").content.decode()

    put_in_service(settings.LIVE_FILE, Serving("http://127.0.0.1:1", "signpost-0123"))

    told = as_duty.get("/duty/").content.decode()
    assert "the model signpost-0123 with the guidance" in told
    assert pack().version in told
