"""Each format keeps its headings, its order and, where it has them, its pages."""

from __future__ import annotations

import pytest

from bot.content.importing.errors import UnreadableError
from bot.content.importing.read_html import read_html
from bot.content.importing.read_markdown import read_markdown
from bot.content.importing.read_pdf import read_pdf
from bot.content.importing.read_text import read_text
from bot.content.importing.read_word import read_word
from tests.unit.content.importing.files import Line, headings, pdf, texts, word

BODY = "The team answers within one working day."
FOOT = [Line("Example policy", size=8, at=30), Line("2", size=8, at=20)]


# ----- PDF


def test_a_pdf_keeps_headings_pages_and_order() -> None:
    """Larger letters are headings, and each block knows its page."""
    parsed = read_pdf(
        pdf(
            [Line("Thresholds", size=20), Line("First words of the page.", gap=40)],
            [Line("Timescales", size=15), Line(BODY, gap=40)],
            title="Local thresholds",
        )
    )

    assert [(block.text, block.level, block.page) for block in parsed.blocks] == [
        ("Thresholds", 1, 1),
        ("First words of the page.", 0, 1),
        ("Timescales", 2, 2),
        (BODY, 0, 2),
    ]
    assert (parsed.title, parsed.date) == ("Local thresholds", "2024-03-15")


def test_bold_lines_of_the_same_size_are_headings() -> None:
    """Many documents mark a heading by weight alone."""
    parsed = read_pdf(
        pdf([Line("Who to tell", bold=True), Line(BODY, gap=40), Line("Bold, and a sentence.", bold=True)])
    )

    assert headings(parsed) == [(1, "Who to tell")]


def test_running_feet_and_page_numbers_are_left_out() -> None:
    """What stands at the foot of every page is no part of a passage."""
    pages = [[Line(f"Words of page {name}, in full."), *FOOT] for name in ("one", "two", "three")]

    assert texts(read_pdf(pdf(*pages))) == [f"Words of page {name}, in full." for name in ("one", "two", "three")]


def test_a_sentence_cut_by_the_end_of_a_page_is_joined() -> None:
    """The page of the joined paragraph is the one on which it begins."""
    parsed = read_pdf(pdf([Line("The practitioner writes down")], [Line("what the child said.")]))

    assert [(b.text, b.page) for b in parsed.blocks] == [("The practitioner writes down what the child said.", 1)]


def test_lines_of_the_table_of_contents_are_left_out() -> None:
    """Dots that lead to a page number answer nothing."""
    parsed = read_pdf(pdf([Line("Referrals .............. 4"), Line(BODY, gap=40)]))

    assert texts(parsed) == [BODY]


def test_a_page_without_text_is_named() -> None:
    """A page that was scanned in gets a warning, and the rest is read."""
    assert read_pdf(pdf([Line(BODY)], [])).warnings == ("no text on page 2",)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(pdf([Line(BODY)], password="secret"), "password", id="password"),
        pytest.param(pdf([], []), "OCR", id="scan"),
        pytest.param(pdf([Line(BODY)])[:-300], "damaged", id="cut-short"),
        pytest.param(b"%PDF-1.7\nnothing of the kind\n%%EOF\n", "damaged", id="nothing-inside"),
        pytest.param(pdf([Line(BODY)]).replace(b"/Pages", b"/Pagez"), "damaged", id="no-pages"),
    ],
)
def test_a_pdf_that_cannot_be_read_says_why(content: bytes, words: str) -> None:
    """Protected, scanned and damaged files are told apart."""
    with pytest.raises(UnreadableError, match=words):
        read_pdf(content)


def test_a_pdf_locked_against_changes_alone_is_read() -> None:
    """Such a file opens without a password for everybody."""
    assert texts(read_pdf(pdf([Line(BODY)], password="owner", owner_only=True))) == [BODY]


# ----- Word


def test_a_word_document_keeps_headings_lists_tables_and_order() -> None:
    """Styles make headings; a row of a table is one block."""
    parsed = read_word(
        word(
            ("Title", "Local protocol"),
            ("Heading 1", "Referral"),
            ("Normal", BODY),
            ("List Bullet", "Write it down"),
            [["Who", "When"], ["Social worker", "45 working days"]],
            ("Heading 2", "Feedback"),
            ("Normal", "Feedback is given."),
        )
    )

    assert headings(parsed) == [(1, "Local protocol"), (1, "Referral"), (2, "Feedback")]
    assert texts(parsed) == [
        BODY,
        "Write it down",
        "Who | When",
        "Social worker | 45 working days",
        "Feedback is given.",
    ]
    assert parsed.title == "Local protocol"


def test_pages_of_a_word_document_are_counted_where_word_wrote_them() -> None:
    """Without Word's own marks there are no pages."""
    assert [b.page for b in read_word(word(("Normal", "one"), ("break", ""), ("Normal", "two"))).blocks] == [1, 2]
    assert [b.page for b in read_word(word(("Normal", "one"))).blocks] == [None]


def test_a_short_bold_line_is_a_heading_in_word() -> None:
    """Many write headings without a style."""
    assert headings(read_word(word(("bold", "Who to tell"), ("Normal", BODY)))) == [(3, "Who to tell")]


def test_tracked_changes_count_as_accepted() -> None:
    """Inserted words are read, deleted ones are not, and there is a warning."""
    parsed = read_word(word(("inserted", "new words"), ("deleted", "old words")))

    assert texts(parsed) == ["Seen new words", "Seen"]
    assert "tracked changes" in parsed.warnings[0]


def test_a_damaged_word_document_says_so() -> None:
    """A file that is cut short is damaged, and so is one without its main part."""
    with pytest.raises(UnreadableError, match="damaged"):
        read_word(word(("Normal", BODY))[:2000])


# ----- HTML

PAGE = """<!DOCTYPE html><html><head><title>Concerns | Example Council</title>
<meta name="dcterms.modified" content="2024-05-01T10:00"><style>p {}</style></head><body>
<nav><a href="/">Home</a></nav>
<main><h1>Worried about a child?</h1><p>Ring <b>the
duty</b> team.<br>Do it today.</p><p hidden>Unseen.</p><script>alert(1)</script>
<h2>Next steps</h2><ul><li>Talk to the child</li><li>Write it <em>down</em></li></ul>
<table><tr><th>Who</th><td>When</td></tr></table></main>
<footer>Copyright</footer></body></html>"""


def test_a_web_page_keeps_what_its_main_part_says() -> None:
    """Menus, scripts, footers and hidden parts are left out."""
    parsed = read_html(PAGE.encode())

    assert headings(parsed) == [(1, "Worried about a child?"), (2, "Next steps")]
    assert texts(parsed) == ["Ring the duty team.\nDo it today.", "Talk to the child", "Write it down", "Who | When"]
    assert (parsed.title, parsed.date) == ("Worried about a child?", "2024-05-01")


def test_a_title_of_a_web_page_loses_the_name_of_the_site() -> None:
    """Without a heading the title of the page counts, without the site's name."""
    assert read_html(b"<html><title>Concerns | Example Council</title><p>Words.</p></html>").title == "Concerns"


def test_a_web_page_is_believed_about_its_encoding() -> None:
    """The page's own word goes before a guess."""
    page = "<html><meta charset='iso-8859-2'><p>Łódź and more words</p></html>".encode("iso-8859-2")
    parsed = read_html(page)

    assert texts(parsed) == ["Łódź and more words"]
    assert parsed.warnings


# ----- Markdown


def test_markdown_keeps_headings_lists_and_tables() -> None:
    """Marks are taken away, words stay."""
    parsed = read_markdown(
        b"---\ntitle: Local guide\ndate: 2024-02-01\n---\n# Referral\n\nTell **them** [today](x).\n\n"
        b"- one\n- two\n\nFeedback\n--------\n\n| who | when |\n|---|---|\n| team | today |\n"
    )

    assert headings(parsed) == [(1, "Referral"), (2, "Feedback")]
    assert texts(parsed) == ["Tell them today.", "one", "two", "who | when", "team | today"]
    assert (parsed.title, parsed.date) == ("Local guide", "2024-02-01")


# ----- text


def test_text_finds_headings_by_their_look() -> None:
    """Underlined lines, numbered lines and lines in capitals are headings; items of a list are not."""
    parsed = read_text(
        b"Local protocol\n==============\n\nFirst words here.\n\n4. Referral\nTell the team.\n\nFEEDBACK\n\n"
        b"It is given.\n\n1. Talk to the child\n2. Talk to a colleague\n"
    )

    assert headings(parsed) == [(1, "Local protocol"), (1, "4. Referral"), (1, "FEEDBACK")]
    assert texts(parsed)[:3] == ["First words here.", "Tell the team.", "It is given."]
    assert parsed.title == "Local protocol"


def test_a_form_feed_ends_a_page_of_text() -> None:
    """Text made from a PDF has them; other text has no pages."""
    assert [b.page for b in read_text(b"One sentence.\fAnother sentence.").blocks] == [1, 2]
    assert [b.page for b in read_text(b"One sentence.").blocks] == [None]


def test_running_heads_of_text_are_left_out() -> None:
    """Page numbers and a word in capitals on every page are no content."""
    assert texts(read_text(b"OFFICIAL\n\nOne.\n\n2\n\nOFFICIAL\n\nTwo.\n\nOFFICIAL\n\nThree.")) == [
        "One.",
        "Two.",
        "Three.",
    ]
