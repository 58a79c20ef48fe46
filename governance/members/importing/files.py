"""From bytes to cells: what the file is, how its text is encoded, its rows by their true lines."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from governance.infrastructure.errors import Refused

MOST_ROWS = 250_000
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}
EXPORT_CSV = "Export it as CSV from the system it comes from, and upload that file."
SAVE_AS_CSV = "In Excel, choose File, Save as, “CSV UTF-8 (comma delimited)”, and upload that file."

# The first bytes of files that are sent by mistake, and what to say of them.
NOT_CSV = (
    (b"PK\x03\x04", "an Excel workbook or a zip folder", SAVE_AS_CSV),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", SAVE_AS_CSV),
    (b"%PDF", "a PDF", EXPORT_CSV),
    (b"\x1f\x8b", "a compressed file", "Unpack it and upload the CSV file inside."),
    (b"\x89PNG", "a picture", EXPORT_CSV),
    (
        b"\xff\xd8\xff",
        "a picture",
        EXPORT_CSV,
    ),
    (b"{\\rtf", "a word processor's document", EXPORT_CSV),
)


class UnreadableFile(Refused):
    """The file cannot be read as CSV."""

    status = 422
    title = "The file could not be read"


@dataclass(frozen=True)
class FileText:
    """A file as text, and how its bytes were read: utf-8, utf-8-sig, utf-16 or cp1252."""

    text: str
    encoding: str


@dataclass(frozen=True)
class Row:
    """One row of cells and the line of the file on which it begins."""

    line: int
    cells: list[str]


@dataclass
class Table:
    """The headings of a file and a way through its rows; `broken` is set if the way ends early."""

    headings: list[str]
    delimiter: str
    heading_line: int
    _text: str = field(repr=False)
    broken: tuple[int, str] | None = field(default=None, init=False)

    def rows(self) -> Iterator[Row]:
        """Yield the rows under the headings that have something in them."""
        self.broken = None
        for row in self._read():
            if row.line > self.heading_line and any(cell.strip() for cell in row.cells):
                yield row

    def _read(self) -> Iterator[Row]:
        lines = io.StringIO(self._text, newline="")
        reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
        begins_on = 1
        try:
            for cells in reader:
                yield Row(begins_on, cells)
                begins_on = reader.line_num + 1
        except csv.Error:
            self.broken = (
                begins_on,
                "A quotation mark in this line is not closed, or has text after it, so the rest of "
                "the file could not be read. Put the value in quotation marks and double those "
                "within it.",
            )


def read_text(content: bytes) -> FileText:
    """Return the file's text.

    Raises:
        UnreadableFile: it is empty, or something else than text.
    """
    if not content.strip(b"\r\n\t \xef\xbb\xbf"):
        raise UnreadableFile("The file is empty. Check the export and upload it again.")
    for beginning, name, next_step in NOT_CSV:
        if content.startswith(beginning):
            raise UnreadableFile(f"This is {name}, not a CSV file.", next_step=next_step)
    found = _decoded(content)
    if "\x00" in found.text:
        line = found.text.count("\n", 0, found.text.index("\x00")) + 1
        raise UnreadableFile(
            f"Line {line} holds a character that no text file has (NUL), so the file is damaged or "
            "not CSV. Export it again."
        )
    return found


def read_table(text: str) -> Table:
    """Find the headings and the delimiter.

    Raises:
        UnreadableFile: there are no headings, only one column, or nothing under the headings.
    """
    delimiter, heading_line = _shape(text)
    table = Table([], delimiter, heading_line, text)
    first = next((row for row in table._read() if row.line == heading_line), None)
    if first is None:
        raise UnreadableFile(f"Line {heading_line}: {table.broken[1] if table.broken else ''}")
    table.headings = _named(first.cells)
    if len(table.headings) < 2:
        raise UnreadableFile(
            "The file has one column only. Its columns should be divided by commas, semicolons or "
            "tabs, with their headings in the first line."
        )
    if next(table.rows(), None) is None and table.broken is None:
        raise UnreadableFile("The file has headings but nothing under them. Check the export.")
    return table


def _decoded(content: bytes) -> FileText:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return FileText(content.decode("utf-16"), "utf-16")
        except UnicodeDecodeError:
            raise UnreadableFile(
                "The file begins as UTF-16 text but does not go on so. Export it again as UTF-8."
            ) from None
    if content.startswith(codecs.BOM_UTF8):
        content, encoding = content[len(codecs.BOM_UTF8) :], "utf-8-sig"
    else:
        encoding = "utf-8"
    try:
        return FileText(content.decode("utf-8"), encoding)
    except UnicodeDecodeError:
        pass
    try:
        return FileText(content.decode("cp1252"), "cp1252")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise UnreadableFile(
            f"Line {line} holds bytes that are neither UTF-8 nor Windows text (cp1252). "
            "Export the file again as UTF-8."
        ) from None


def _shape(text: str) -> tuple[str, int]:
    """Return the delimiter and the headings' line; Excel may say `sep=;` in the first line."""
    for number, line in enumerate(io.StringIO(text, newline=None), start=1):
        bare = line.strip("\n\ufeff ")
        if bare.lower().startswith("sep=") and len(bare) == 5 and bare[4] in DELIMITERS:
            return bare[4], number + 1
        if bare.strip(',;\t "'):
            return _delimiter_of(bare), number
    raise UnreadableFile("The file has nothing in it but blank lines. Check the export.")


def _delimiter_of(line: str) -> str:
    outside = "".join(line.split('"')[::2])
    found = Counter(letter for letter in outside if letter in DELIMITERS)
    return found.most_common(1)[0][0] if found else ","


def _named(cells: list[str]) -> list[str]:
    """Return headings that differ: a blank one is named by its place, a second one is numbered."""
    seen: Counter[str] = Counter()
    named = []
    cells = cells[: max((i for i, cell in enumerate(cells, 1) if cell.strip()), default=0)]
    for place, cell in enumerate(cells, start=1):
        name = " ".join(cell.split()) or f"Column {place}"
        seen[name] += 1
        named.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return named
