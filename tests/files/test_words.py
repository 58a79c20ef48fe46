"""The words in attached files are read, in a process that cannot do much harm."""

import subprocess
import sys

import pytest

from governance.infrastructure.files.words import LONGEST, words_of
from tests.factories.files import (
    make_docx,
    make_jpeg,
    make_office,
    make_open_document,
    make_pdf,
    make_xlsx,
    make_zip,
    word_xml,
)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("pdf", make_pdf("Two minibuses")),
        ("docx", make_docx("Two minibuses")),
        ("xlsx", make_xlsx("Two minibuses")),
        ("odt", make_open_document("text", "Two minibuses")),
        ("ods", make_open_document("spreadsheet", "Two minibuses")),
        ("text", b"Two minibuses"),
        ("csv", "\ufeffTwo minibuses".encode()),
    ],
)
def test_the_words_of_each_kind_are_read(kind, content):
    assert words_of(kind, content).strip() == "Two minibuses"


def test_paragraphs_are_lines_and_pieces_of_a_word_are_one():
    runs = "".join(f"<w:r><w:t>{piece}</w:t></w:r>" for piece in ("mini", "buses"))
    xml = word_xml("first").replace("</w:body>", f"<w:p>{runs}</w:p></w:body>")

    said = words_of("docx", make_office("docx", {"word/document.xml": xml}))

    assert said.split("\n")[:2] == ["first", "minibuses"]


def test_what_stands_in_notes_is_found_and_what_stands_in_settings_is_not():
    more = {"word__footnotes.xml": word_xml("a note"), "word__settings.xml": "<a>secret</a>"}

    said = words_of("docx", make_docx("text", **more))

    assert "a note" in said
    assert "secret" not in said


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("jpeg", make_jpeg()),
        ("pdf", b"%PDF-1.7 and nothing"),
        ("docx", make_zip({"word/document.xml": "<a><b></a>"})),
        ("odt", make_zip({"other.xml": "<a/>"})),
    ],
)
def test_what_cannot_be_read_has_no_words(kind, content):
    assert words_of(kind, content).strip() == ""


def test_a_document_type_is_not_read():
    xml = '<!DOCTYPE a [<!ENTITY b "hello">]><a><t>&b;</t></a>'

    assert "hello" not in words_of("docx", make_zip({"word/document.xml": xml}))


def test_no_more_is_kept_than_can_be_looked_through():
    assert len(words_of("docx", make_docx("word " * 100_000))) <= LONGEST + 1


def test_what_takes_too_long_is_given_up():
    endless = {f"word/{number}.xml": word_xml("a" * 9_000_000) for number in range(20)}

    said = words_of("docx", make_zip({**endless, "word/z.xml": word_xml("the end")}), seconds=1)

    assert "the end" not in said


def test_the_reader_loads_nothing_of_the_application():
    reader = "governance.infrastructure.files.reader"
    asked = f"import sys; import {reader}; print('flask' in sys.modules)"

    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "False"
