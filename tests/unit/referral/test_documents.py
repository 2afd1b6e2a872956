"""What to send with a referral: the form and the documents that come out of it."""

from __future__ import annotations

import io
from datetime import datetime
from html.parser import HTMLParser

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.referral.as_html import as_html
from bot.referral.as_text import as_text
from bot.referral.as_word import as_word
from bot.referral.document import Document, document_of
from bot.referral.form import LONGEST_CHARACTERS, DomainAnswers, ReferralForm
from bot.reply.wording import Wording
from tests.builders import LONDON, OPEN, real_pack

FILLED = ReferralForm(
    concern="Alone most evenings.\nSince September.",
    development=DomainAnswers(known="Tired in class", unknown="Whether she has seen a doctor"),
    parenting=DomainAnswers(known="Mum works nights"),
    environment=DomainAnswers(unknown="Who else lives there"),
    spoken="no",
    family="It would put her at risk.",
    voice="“I make my own tea.”",
    agencies="School nurse",
    reference="NEL-7F3K2",
)
ANSWERS = (
    "Alone most evenings.",
    "Since September.",
    "Tired in class",
    "Whether she has seen a doctor",
    "Mum works nights",
    "Who else lives there",
    "It would put her at risk.",
    "“I make my own tea.”",
    "School nurse",
    "NEL-7F3K2",
)


def _document(form: ReferralForm = FILLED) -> Document:
    made_at = datetime(2026, 3, 5, 9, 30, tzinfo=LONDON)
    return document_of(form, real_pack(), Wording(real_pack(), lambda: OPEN), made_at)


def _word_text(content: bytes) -> str:
    made = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in made.paragraphs), *cells])


class _Tags(HTMLParser):
    """Collects which tags a page has, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("write", [as_text, as_html, lambda document: _word_text(as_word(document))])
def test_everything_that_was_filled_in_is_in_each_document(write):
    """Every answer, each heading, the date, the lines to write on and the sources are in text, page and Word file."""
    written = write(_document()).lower()

    for words in (*ANSWERS, "5 March 2026, 09:30", "Child's name", "01472 326292"):
        assert words.lower() in written.replace("&#x27;", "'")
    for section in _document().sections:
        assert section.title.lower() in written.replace("&#x27;", "'")
    assert "4. referral" in written


def test_an_empty_form_still_gives_a_document():
    """Nobody is kept from sending something: what is empty is said to be not filled in."""
    document = _document(ReferralForm())

    assert as_text(document).count(real_pack().referral.not_filled_in) == 10


def test_the_answer_about_the_family_has_the_label_that_fits():
    """After a yes stands what they said, after a no why they were not spoken to."""
    yes = FILLED.model_copy(update={"spoken": "yes"})

    assert "Why not?\nIt would put her at risk." in as_text(_document())
    assert "What did they say?\nIt would put her at risk." in as_text(_document(yes))


def test_markup_that_was_filled_in_stays_text():
    """What somebody wrote cannot become part of the page."""
    page = _Tags()
    page.feed(as_html(_document(FILLED.model_copy(update={"voice": "<script>alert(1)</script>"}))))

    assert "script" not in page.tags
    assert "<script>alert(1)</script>" in page.text


def test_the_word_file_has_real_headings():
    """A reader can move by headings, and the file's properties name no person."""
    made = docx.Document(io.BytesIO(as_word(_document())))

    headings = [p.text for p in made.paragraphs if p.style.name == "Heading 1"]
    assert "The child's voice" in headings
    assert made.core_properties.author == "Signpost"


@given(words=st.text(max_size=60))
def test_any_words_make_a_word_file(words):
    """Characters that XML cannot hold do not stop the file."""
    as_word(_document(FILLED.model_copy(update={"concern": words})))


def test_a_form_through_a_change_has_every_text_changed_and_nothing_else():
    """Masking reaches each answer; the reference stays."""
    changed = FILLED.through(lambda text: text.upper())

    held = changed.model_dump()
    assert held["reference"] == "NEL-7F3K2"
    assert held["spoken"] == "no"
    assert all(words.upper() in as_text(_document(changed)) for words in ANSWERS)


@pytest.mark.parametrize(
    "wrong",
    [
        {"concern": "x" * (LONGEST_CHARACTERS + 1)},
        {"spoken": "perhaps"},
        {"reference": "<b>"},
        {"child_name": "x"},
        {"development": "x"},
    ],
)
def test_a_form_of_another_shape_is_refused(wrong):
    """Unknown fields, other choices and endless texts are no form."""
    with pytest.raises(ValidationError):
        ReferralForm.model_validate(wrong)


def test_the_word_file_is_for_paper_of_the_size_in_use_with_room_to_write() -> None:
    """A4, British English, and the cells to fill in by hand are wider than their labels."""
    made = docx.Document(io.BytesIO(as_word(_document())))

    page = made.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    assert made.core_properties.language == "en-GB"
    assert all(row.cells[1].width > row.cells[0].width for row in made.tables[0].rows)


def test_a_question_in_the_text_keeps_its_question_mark_alone() -> None:
    """What is not a question gets a colon."""
    lines = as_text(_document()).splitlines()

    assert "Why not?" in lines
    assert "What is known:" in lines
