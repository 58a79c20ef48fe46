"""PDFs are tagged, the same for the same data, and take anybody's words for words."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from governance.infrastructure.pdf import ERASED, Column, Letterhead, TableDocument, table_document
from governance.ledger.documents import (
    Anchor,
    Certificate,
    Line,
    Part,
    Statement,
    certificate_pdf,
    statement_pdf,
)
from tests.machinery.printed import is_said, opened, pages_of, tags

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
SOCIETY = Letterhead("Harbour Community Care", "Community benefit society no. 8472")
ANCHOR = Anchor(1490, "70571cba" * 8)
TABLE = TableDocument(
    SOCIETY,
    "Trial balance",
    [Column("Account", 3), Column("£", 1, True)],
    [["Bank", "£5.00"]],
    NOON,
)
CERTIFICATE = Certificate(
    SOCIETY, "Harbour Community Care Limited", "8472", "1/1490", "Ordinary", 25, 100,
    "Ada Lovelace", date(2026, 5, 3), ANCHOR, NOON,
)  # fmt: skip
STATEMENT = Statement(
    SOCIETY, "Ada Lovelace", "17", date(2026, 1, 1), date(2026, 12, 31),
    [
        Part("Ordinary shares", False, 10, 25, [Line(date(2026, 5, 3), "Issue", 1490, 15, 25)]),
        Part("Share interest", True, 0, 1250),
    ],
    ANCHOR, NOON, summary=[("Interest for 2026", "£12.50")],
)  # fmt: skip
HOSTILE = [
    "#panic(1)", "$x$", "a ] b [ c", '"; #read("/etc/passwd")', "*bold* _it_ `raw` <label> @ref",
    "\\ // /* comment", "O’Brien–Łukasz", "محمد", "עברית",
]  # fmt: skip


def test_a_file_is_tagged_and_says_its_title_and_language() -> None:
    pdf = opened(certificate_pdf(CERTIFICATE))

    assert pdf.Root.MarkInfo.Marked is True
    assert str(pdf.Root.Lang) == "en-GB"
    assert str(pdf.docinfo.Title) == "Share certificate 1/1490"
    assert tags(pdf)["H1"] == 1


def test_the_same_data_gives_the_same_bytes() -> None:
    assert statement_pdf(STATEMENT) == statement_pdf(STATEMENT)
    assert statement_pdf(STATEMENT) != statement_pdf(replace(STATEMENT, holder="Mary Shelley"))


def test_a_document_is_made_between_two_seconds() -> None:
    between = NOON.replace(microsecond=331049)

    assert table_document(replace(TABLE, made_at=between)).startswith(b"%PDF-")


@pytest.mark.parametrize("name", HOSTILE)
def test_words_are_never_taken_for_markup(name: str) -> None:
    made = table_document(replace(TABLE, rows=[[name, "£5.00"]]))

    assert tags(opened(made))["TD"] == 2
    if name.isascii():
        assert is_said(name, made)


@pytest.mark.parametrize(
    "name", ["😀 Smith", "張偉 Smith", "a\x00b Smith", "\u202egnp Smith", "S" * 300]
)
def test_what_our_typefaces_lack_does_not_stop_a_document(name: str) -> None:
    made = table_document(replace(TABLE, rows=[[name, "£5.00"], ["Jones", "£1.00"]]))

    pdf = opened(made)
    assert pdf.Root.MarkInfo.Marked is True
    assert tags(pdf)["TD"] == 4
    assert is_said("Jones", made)


def test_a_name_that_was_erased_is_drawn_so() -> None:
    assert is_said(ERASED, certificate_pdf(replace(CERTIFICATE, holder=None)))
    assert is_said(ERASED, table_document(replace(TABLE, rows=[[None, "£5.00"]])))


def test_a_table_repeats_its_head_on_each_page_and_tags_it_once() -> None:
    made = table_document(replace(TABLE, rows=[[f"Account {n}", "£1.00"] for n in range(200)]))

    pages = pages_of(made)
    assert len(pages) > 2
    assert all("Account£" in page for page in pages)
    assert tags(opened(made))["TH"] == 2


@pytest.mark.parametrize(
    "words",
    [
        "Harbour Community Care Limited", "8472", "1/1490", "25 Ordinary shares", "twenty-five",
        "£1.00 each (one pound)", "£25.00 (twenty-five pounds)", "Ada Lovelace", "3 May 2026",
        ANCHOR.in_groups, "1490", "Secretary",
    ],
)  # fmt: skip
def test_a_certificate_says(words: str) -> None:
    made = certificate_pdf(CERTIFICATE)

    assert is_said(words, made)
    assert len(pages_of(made)) == 1


@pytest.mark.parametrize(
    "words",
    [
        "1 January 2026 to 31 December 2026", "Ada Lovelace", "Member 17", "Ordinary shares1025",
        "Share interest£0.00£12.50", "3 May 2026Issue1490+1525", "Interest for 2026£12.50",
        ANCHOR.in_groups,
    ],
)  # fmt: skip
def test_a_statement_says(words: str) -> None:
    assert is_said(words, statement_pdf(STATEMENT))


def test_a_colour_that_is_none_is_not_used() -> None:
    strange = replace(SOCIETY, colours={"green": "red; #panic()", "gold": "#123456"})

    assert is_said("Bank", table_document(replace(TABLE, letterhead=strange)))
