"""Each format keeps its headings, its order and, where it has them, its pages."""

from __future__ import annotations

import pytest

from bot.content.importing.errors import UnreadableError
from bot.content.importing.read_html import read_html
from bot.content.importing.read_markdown import read_markdown
from bot.content.importing.read_pdf import read_pdf
from bot.content.importing.read_text import read_text
from bot.content.importing.read_word import read_word
from tests.unit.content.importing.files import (
    Line,
    Rule,
    cells,
    grid,
    headings,
    pdf,
    texts,
    word,
    word_with_everything,
)

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


TABLE = (("Who", "Does", "When"), ("Social worker", "sees the child and", "45 days"), ("", "writes it down", ""))


def test_a_drawn_table_is_read_row_by_row_with_its_cells_apart() -> None:
    """A cell of two lines stays one cell, and the text around the table stays in its place."""
    lines = cells(("Who", "Does", "When"), ("Manager", "decides", "today"), ("Social worker", "sees the", "45 days"))
    parsed = read_pdf(
        pdf(
            [
                Line(BODY),
                *grid(2),
                *grid(1, top=560, step=40),
                *lines[:6],
                *(Line(cell.text, at=565, x=cell.x) for cell in lines[6:]),
                Line("child", at=551, x=220),
                Line("After it.", at=500),
            ]
        )
    )

    assert texts(parsed) == [
        BODY,
        "Who | Does | When",
        "Manager | decides | today",
        "Social worker | sees the child | 45 days",
        "After it.",
    ]


@pytest.mark.parametrize("drawn", [pytest.param(True, id="lines-between-rows"), pytest.param(False, id="white-space")])
def test_a_table_without_upright_lines_is_read_row_by_row(drawn: bool) -> None:
    """Its columns are told by the space between them; a line without a first cell is the rest of the row above."""
    rows = [*TABLE[:2], *((TABLE[2],) if not drawn else ()), ("Manager", "decides", "today")]
    rules = [Rule(56, 594 - 20 * n, 530, 594 - 20 * n) for n in range(2)] if drawn else []
    table = cells(*rows, step=20 if drawn else 14)
    parsed = read_pdf(pdf([Line(BODY), *rules, *table, Line("After the table.", at=400)]))

    second = "Social worker | sees the child and | 45 days"
    assert texts(parsed) == [
        BODY,
        "Who | Does | When",
        second if drawn else second.replace(" |", " |", 1).replace("and |", "and writes it down |"),
        "Manager | decides | today",
        "After the table.",
    ]


def test_a_page_in_columns_is_read_column_by_column() -> None:
    """A heading over both columns comes first, and what goes over the whole width under them comes last."""
    left = [Line(f"Left line {n} of the column goes on", at=600 - 14 * n, x=60) for n in range(9)]
    right = [Line(f"right line {n} of the column goes on", at=600 - 14 * n, x=320) for n in range(9)]
    wide = Line("A last line goes over the whole width of the page, from the one side to the other.", at=400, x=60)
    words = " ".join(texts(read_pdf(pdf([Line("Two columns", size=18), *right, *left, wide]))))

    places = [words.index(text) for text in ("Left line 0", "Left line 8", "right line 0", "right line 8", "A last")]
    assert places == sorted(places)


def test_marks_far_from_their_items_and_letters_printed_twice_are_put_right() -> None:
    """Numbers in a margin of their own go before their items, and no letter is there twice."""
    items = [Line("1.", at=600, x=60), Line("Ring the team", at=600, x=84), Line("Ring the team", at=600, x=84.3)]
    items += [Line("2.", at=560, x=60), Line("Write it down", at=560, x=84)]

    assert texts(read_pdf(pdf(items))) == ["1. Ring the team", "2. Write it down"]


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
        "\u2022 Write it down",
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


def test_word_numbers_notes_boxes_and_nested_tables_are_kept_once() -> None:
    """What Word shows and does not write into its text is there: numbers, marks, notes. Running heads are not."""
    assert texts(read_word(word_with_everything())) == [
        "1. Ring the team.",
        "2. Write it down.",
        "\u2022 at once",
        "3. Keep a copy.",
        "A child in need[1] is seen.",
        "[1] Under section 17.",
        "Before the box.",
        "Words in a box.",
        "Who |  | When",
        "Manager | decides | tells | today",
    ]


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
    assert texts(parsed) == [
        "Ring the duty team.\nDo it today.",
        "\u2022 Talk to the child",
        "\u2022 Write it down",
        "Who | When",
    ]
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


NESTED = b"""<html><body><form><header>Site</header><main><header><h1>Guide</h1></header>
<p>Text<sup><a href="#n">1</a></sup> on 1<sup>st</sup> May.</p>
<ol type="a"><li><p>One</p><ul><li>in a</li></ul></li><li>Two</li></ol><ol start="4"><li>four</li></ol>
<table><tr><td>x<table><tr><td>inner</td></tr></table></td><td><ul><li>k</li><li>l</li></ul></td></tr></table>
<footer>The note.</footer></main></form><footer>Site foot</footer></body></html>"""


def test_nested_lists_tables_and_notes_of_a_web_page_are_kept_once() -> None:
    """A page that stands whole in a form is read, with its own head and foot and without the site's."""
    parsed = read_html(NESTED)

    assert headings(parsed) == [(1, "Guide")]
    assert texts(parsed) == [
        "Text[1] on 1st May.",
        "a. One",
        "\u25e6 in a",
        "b. Two",
        "4. four",
        "x inner | \u2022 k \u2022 l",
        "The note.",
    ]


# ----- Markdown


def test_markdown_keeps_headings_lists_and_tables() -> None:
    """Marks are taken away, words stay."""
    parsed = read_markdown(
        b"---\ntitle: Local guide\ndate: 2024-02-01\n---\n# Referral\n\nTell **them** [today](x).\n\n"
        b"- one\n- two\n\nFeedback\n--------\n\n| who | when |\n|---|---|\n| team | today |\n"
    )

    assert headings(parsed) == [(1, "Referral"), (2, "Feedback")]
    assert texts(parsed) == [
        "Tell them today.",
        "\u2022 one",
        "\u2022 two",
        "who | when",
        "team | today",
    ]
    assert (parsed.title, parsed.date) == ("Local guide", "2024-02-01")


def test_nested_lists_notes_code_and_html_of_markdown_are_kept() -> None:
    """No word is lost because of the way in which it is marked."""
    parsed = read_markdown(
        b"# Guide\n\nText[^1] here.\n\n1. One\n   - in one\n2. Two\n\n   more of two\n\n<p>Raw <b>words</b></p>\n\n"
        b"    set in\n\n| a | b |\n|---|---|\n| x | y<br>z |\n\n[^1]: note.\n"
    )

    assert texts(parsed) == [
        "Text[1] here.",
        "1. One",
        "\u25e6 in one",
        "2. Two",
        "more of two",
        "Raw words",
        "set in",
        "a | b",
        "x | y z",
        "[1] note.",
    ]


# ----- text


def test_text_finds_headings_by_their_look() -> None:
    """Underlined lines, numbered lines and lines in capitals are headings; items of a list are not."""
    parsed = read_text(
        b"Local protocol\n==============\n\nFirst words here.\n\n4. Referral\nTell the team.\n\nFEEDBACK\n\n"
        b"It is given.\n\n1. Talk to the child\n2. Talk to a colleague\n"
    )

    assert headings(parsed) == [(1, "Local protocol"), (1, "4. Referral"), (2, "FEEDBACK")]
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


# The shapes of documents that were made into text: no blank line before a heading, a table with tabs whose cells go
# over several lines, a table of contents, a sentence with a blank line in its middle, an address.
MADE_INTO_TEXT = """ Local Protocol

Co\tntents
1\tReferral\t2
Following up.....\t3\tOfficers\t45

1. Referral

LONG
Those who refer should say what they know of

\u00b7 the child
\u00b7 the family
Following up

The team answers within one working day of the day on which the referral was
made, and it says why.

2. Times
First steps
1. Ring the team
2. Write it down

Group\tFunction\t
Board\tOversight of quality and
\tof practice
Practice\tLearning from reviews
Group\tand from audits

A sentence that a page has cut in two goes on after the blank

line in its middle.

Council Offices
High Street
Anytown
"""


def test_text_that_was_made_from_another_format_keeps_its_sections_and_tables() -> None:
    """Headings by their place, lists under what announces them, rows whole, sentences joined, contents left out."""
    paragraph = "Anyone who is worried tells the team. " * 8
    parsed = read_text(MADE_INTO_TEXT.replace("LONG", paragraph).encode())

    assert headings(parsed) == [
        (2, "Local Protocol"),
        (1, "1. Referral"),
        (2, "Following up"),
        (1, "2. Times"),
        (2, "First steps"),
    ]
    assert texts(parsed) == [
        paragraph.strip(),
        "Those who refer should say what they know of",
        "\u00b7 the child",
        "\u00b7 the family",
        "The team answers within one working day of the day on which the referral was made, and it says why.",
        "1. Ring the team",
        "2. Write it down",
        "Group | Function",
        "Board | Oversight of quality and of practice",
        "Practice Group | Learning from reviews and from audits",
        "A sentence that a page has cut in two goes on after the blank line in its middle.",
        "Council Offices",
        "High Street",
        "Anytown",
    ]
