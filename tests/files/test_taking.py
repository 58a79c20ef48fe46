"""What can be attached is told by its content, and what it hides is refused."""

from io import BytesIO
from struct import pack
from zipfile import ZipFile

import pytest
from PIL import Image

from governance.infrastructure.files import NotTaken, take
from governance.infrastructure.files.zipped import MOST_INSIDE
from tests.factories.files import (
    LONDON,
    content_types,
    make_docx,
    make_jpeg,
    make_office,
    make_open_document,
    make_pdf,
    make_png,
    make_xlsx,
    make_zip,
    word_xml,
)

GOOD = {
    "pdf": make_pdf(),
    "png": make_png(),
    "jpeg": make_jpeg(),
    "docx": make_docx(),
    "xlsx": make_xlsx(),
    "odt": make_open_document("text"),
    "ods": make_open_document("spreadsheet"),
    "text": "Two minibuses, £40,000".encode(),
}


@pytest.mark.parametrize("kind", GOOD)
def test_a_file_is_what_its_content_says_whatever_its_name_says(kind):
    taken = take(GOOD[kind], "report.exe")

    assert taken.kind.name == kind
    assert taken.name.endswith(f".{taken.kind.extension}")


@pytest.mark.parametrize(
    ("name", "kind"), [("a.csv", "csv"), ("a.MD", "markdown"), ("a.html", "text"), ("a", "text")]
)
def test_of_text_alone_the_name_says_which(name, kind):
    assert take(b"one,two\n1,2\n", name).kind.name == kind


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"caf\xe9, \xa340", "café, £40"),
        ("\ufeffcafé".encode(), "café"),
        ("café".encode("utf-16"), "café"),
        ("smile 😀".encode(), "smile 😀"),
    ],
)
def test_text_is_kept_in_one_encoding(content, said):
    assert take(content, "a.txt").content.decode() == said


REFUSED = {
    "nothing": (b"", "empty"),
    "a program": (b"MZ\x90\x00\x03\x00\x00\x00\x04\x00", "Only PDF"),
    "a program for Linux": (b"\x7fELF\x02\x01\x01\x00", "Only PDF"),
    "a script": (b"#!/bin/sh\nrm -rf /\n", "Only PDF"),
    "a page": (b"<!DOCTYPE html><p>hello", "Only PDF"),
    "a page behind spaces": (b"\xef\xbb\xbf \n\t<html>", "Only PDF"),
    "a page further on": (b"hello there\n<script>alert(1)</script>", "Only PDF"),
    "a page in UTF-16": ("<html>".encode("utf-16"), "Only PDF"),
    "a drawing": (b'<?xml version="1.0"?><svg onload="x()"/>', "Only PDF"),
    "a drawing in words": (b"see < SVG onload=x()>", "Only PDF"),
    "rich text": (b"{\\rtf1 hello}", "Only PDF"),
    "PostScript": (b"%!PS-Adobe-3.0\n", "Only PDF"),
    "a GIF": (b"GIF89a\x01\x00\x01\x00", "Only PDF"),
    "noise": (bytes(range(256)), "Only PDF"),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Word or Excel"),
    "a bare archive": (make_zip({"a.txt": "hello"}), "Only PDF"),
    "a Java archive": (make_zip({"META-INF/MANIFEST.MF": "", "A.class": "x"}), "Only PDF"),
    "half a PDF": (make_pdf()[:200], "missing or broken"),
    "a locked PDF": (make_pdf(trailer="/Encrypt 9 0 R"), "protected by a password"),
    "a PDF with a page before it": (b"<html>" + make_pdf(), "Only PDF"),
    "a PDF with a page in it": (
        make_pdf().replace(b"%PDF-1.7\n", b"%PDF-1.7\n%<script>x()</script>\n"),
        "something in this file besides",
    ),
    "a PDF with more behind it": (make_pdf() + b"and more", "something in this file besides"),
    "a PDF that is an archive too": (
        make_pdf() + make_zip({"A.class": "x"}),
        "something in this file besides",
    ),
    "half a PNG": (make_png()[:-20], "missing or broken"),
    "a PNG with a wrong sum": (make_png()[:-1] + b"x", "missing or broken"),
    "a PNG of no pixels": (make_png()[:33], "missing or broken"),
    "a huge PNG": (make_png(width=1, height=30_000), "20,000 pixels"),
    "half a JPEG": (make_jpeg()[:-200], "missing or broken"),
    "a JPEG in name": (b"\xff\xd8\xff\xe0" + bytes(100), "missing or broken"),
    "a document with macros": (make_docx(**{"word__vbaProject.bin": b"x"}), "macros or controls"),
    "macros by their kind alone": (
        make_zip(
            {
                "[Content_Types].xml": content_types(
                    "application/vnd.ms-word.document.macroEnabled.main+xml", "word/document.xml"
                ),
                "word/document.xml": word_xml("x"),
            }
        ),
        "macros or controls",
    ),
    "macros in another encoding": (
        make_zip(
            {
                "[Content_Types].xml": content_types(
                    "application/vnd.ms-word.document.macroEnabled.main+xml", "word/document.xml"
                )
                .replace("UTF-8", "UTF-16")
                .encode("utf-16"),
            }
        ),
        "macros or controls",
    ),
    "macros under another name": (
        make_docx(**{"word__VBAPROJECT.BIN": b"x"}),
        "macros or controls",
    ),
    "a control": (make_docx(**{"word__activeX__activeX1.xml": b"x"}), "macros or controls"),
    "macros of old Excel": (
        make_office("xlsx", {"xl/workbook.xml": "<a/>", "xl/macrosheets/sheet1.xml": "<a/>"}),
        "macros or controls",
    ),
    "macros of LibreOffice": (
        make_open_document(Basic__Standard__Module1_xml="<a/>"),
        "macros or controls",
    ),
    "a script of LibreOffice": (make_open_document(Scripts__python__a_py="x"), "macros or"),
    "a locked OpenDocument": (
        make_open_document(manifest="<manifest:encryption-data/>"),
        "protected by a password",
    ),
    "a template": (make_open_document("text-template"), "Only PDF"),
    "two documents in one": (
        make_zip(
            {"mimetype": "application/vnd.oasis.opendocument.text", "[Content_Types].xml": "<a/>"}
        ),
        "something in this file besides",
    ),
    "entities that grow": (
        make_zip(
            {
                "[Content_Types].xml": '<!DOCTYPE a [<!ENTITY b "b"><!ENTITY c "&b;&b;">]>'
                "<Types>&c;</Types>"
            }
        ),
        "something in this file besides",
    ),
    "a document with a PDF in its first bytes": (
        make_zip({"%PDF-1.7.xml": "x", "[Content_Types].xml": "<Types/>"}),
        "something in this file besides",
    ),
    "an archive with a page before it": (b"PK\x03\x04<html>" + make_docx(), "besides"),
    "an archive with more behind it": (make_docx() + b"<html>", "missing or broken"),
    "an archive with a comment": (
        make_docx()[:-2] + pack("<H", 6) + b"<html>",
        "something in this file besides",
    ),
    "a bomb": (
        make_zip({f"a{number}": bytes(21 * 1024 * 1024) for number in range(10)}),
        "unfold into far more",
    ),
    "an entry outside": (make_docx(**{"..__evil.xml": "x"}), "something in this file besides"),
    "an entry from the root": (make_docx(__etc__passwd="x"), "besides"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_attached_is_refused_in_words(what):
    content, sentence = REFUSED[what]

    with pytest.raises(NotTaken, match=sentence) as refused:
        take(content, "report.pdf")

    assert refused.value.next_step


def test_an_archive_that_lies_of_its_sizes_is_refused():
    honest = make_docx("a" * 5_000)
    with ZipFile(BytesIO(honest)) as archive:
        told = archive.getinfo("word/document.xml").file_size
    liar = honest.replace(pack("<I", told), pack("<I", 10))

    with pytest.raises(NotTaken, match="unfold into far more"):
        take(liar, "a.docx")


def test_entries_that_lie_over_one_another_are_refused():
    content = make_zip({"a": "hello", "b": "hello"})
    offset = content.index(b"PK\x03\x04", 4)
    both = content.replace(pack("<I", offset) + b"b", pack("<I", 0) + b"b")

    with pytest.raises(NotTaken, match="something in this file besides"):
        take(both, "a.docx")


def test_two_entries_of_one_name_are_refused():
    content = make_zip({"a.xml": "one", "b.xml": "two"}).replace(b"b.xml", b"A.xml")

    with pytest.raises(NotTaken, match="besides"):
        take(content, "a.docx")


def test_the_most_that_may_be_inside_is_more_than_any_honest_file_has():
    assert MOST_INSIDE > 100 * 1024 * 1024


def test_a_photo_keeps_its_pixels_and_how_it_was_held_and_nothing_else():
    photo = make_jpeg(orientation=6)

    kept = take(photo, "holiday.jpg").content

    assert LONDON in photo
    assert LONDON not in kept
    assert b"taken at home" not in kept
    assert Image.open(BytesIO(kept)).getexif() == {0x0112: 6}
    assert pixels(kept) == pixels(photo)


@pytest.mark.parametrize("progressive", [False, True])
def test_a_photo_that_lies_as_it_was_taken_has_no_particulars(progressive):
    photo = make_jpeg(progressive=progressive)

    kept = take(photo, "a.jpg").content

    assert not Image.open(BytesIO(kept)).getexif()
    assert pixels(kept) == pixels(photo)


def test_what_lies_behind_a_photo_is_cut_off():
    kept = take(make_jpeg() + b"\0\0\0\x18ftypmp42" + bytes(400), "motion.jpg").content

    assert kept.endswith(b"\xff\xd9")
    assert b"ftyp" not in kept


def test_a_png_keeps_nothing_that_it_is_not_drawn_by():
    told = (b"tEXt", b"Comment\0Ada's house"), (b"eXIf", b"II*\0" + LONDON), (b"pHYs", bytes(9))
    picture = make_png(*told) + b"<script>"

    kept = take(picture, "a.png").content

    assert kept == make_png((b"pHYs", bytes(9)))
    assert Image.open(BytesIO(kept)).size == (2, 2)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Rota plan.pdf", "Rota plan.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\Ada\\plan.PDF", "plan.pdf"),
        ("plan.pdf.exe", "plan.pdf.exe.pdf"),
        ('a"b<c>|d?.pdf', "a b c d.pdf"),
        ("photo\u202efdp.exe", "photofdp.exe.pdf"),
        ("line\r\nbreak.pdf", "linebreak.pdf"),
        ("", "file.pdf"),
        ("...", "file.pdf"),
        ("con.pdf", "file con.pdf"),
        ("Ünïcode – plan.docx", "Ünïcode – plan.pdf"),
        ("a" * 300 + ".pdf", "a" * 80 + ".pdf"),
    ],
)
def test_names_are_made_safe(name, safe):
    assert take(make_pdf(), name).name == safe


def pixels(content):
    with Image.open(BytesIO(content)) as picture:
        return picture.tobytes()
