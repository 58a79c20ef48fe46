"""CSV as it comes: what is read, what is refused, and on which line."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from governance.infrastructure.actor import WORKER
from governance.infrastructure.database import db
from governance.infrastructure.spreadsheets import harmless
from governance.members import queries, service
from governance.members.importing import headings, values
from governance.members.importing.files import UnreadableFile, read_table, read_text
from governance.members.importing.people import Gathering, Membership, Person, Problem
from governance.members.importing.rows import Reader
from governance.members.importing.settings import Settings
from tests.machinery.clock import NOON

CASES = Path(__file__).parent.parent / "cases" / "hr"
HEADINGS = "Employee Reference,Forename,Surname,Work Start Date"


def read(
    content: bytes | str,
    mapping: dict[str, str] | None = None,
    settings: Settings | None = None,
    membership: Membership = Membership.EVERYBODY,
) -> list[Person | Problem]:
    content = content.encode() if isinstance(content, str) else content
    table = read_table(read_text(content).text)
    mapped = mapping or headings.guess(table.headings)
    reader = Reader(table, mapped, settings or Settings())
    gathering = Gathering(membership, says_who_left=reader.says_who_left)
    for told in reader.lines():
        gathering.add(told)
    return sorted(gathering.people(), key=lambda found: found.line)


def problems(content: bytes | str) -> list[tuple[int, str]]:
    return [
        (found.line, " ".join(found.sentences))
        for found in read(content)
        if isinstance(found, Problem)
    ]


def people(content: bytes | str) -> list[Person]:
    found = read(content)
    assert all(isinstance(one, Person) for one in found), problems(content)
    return [one for one in found if isinstance(one, Person)]


REFUSED = {
    "nothing": (b"", "The file is empty"),
    "blank lines": (b"\r\n \r\n", "The file is empty"),
    "only a byte order mark": (b"\xef\xbb\xbf", "The file is empty"),
    "only commas": (b",,,\n,,,\n", "nothing in it but blank lines"),
    "headings only": (HEADINGS.encode(), "headings but nothing under them"),
    "headings and blank rows": (f"{HEADINGS}\n,,,\n".encode(), "nothing under them"),
    "one column": (b"Name\nAda\n", "one column only"),
    "a workbook": (b"PK\x03\x04rest", "Excel workbook"),
    "an old workbook": (b"\xd0\xcf\x11\xe0rest", "old Excel workbook"),
    "a PDF": (b"%PDF-1.7", "a PDF"),
    "a picture": (b"\x89PNG\r\n", "a picture"),
    "a compressed file": (b"\x1f\x8b\x08", "compressed"),
    "a NUL byte": (f"{HEADINGS}\n1,A\0da,L,01/01/2020\n".encode(), "Line 2 holds a character"),
    "neither encoding": (f"{HEADINGS}\n1,A\x81".encode("latin-1") + b"\n", "Line 2 holds bytes"),
    "half of UTF-16": (b"\xff\xfea\x00b", "UTF-16"),
    "headings with an open quote": (b'"Ref,Name\n1,Ada\n', "Line 1"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_refused_with_its_reason(case: str) -> None:
    content, reason = REFUSED[case]

    with pytest.raises(UnreadableFile, match=reason):
        read_table(read_text(content).text)


ENCODED = {
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8-sig",
    "utf-16": "utf-16",
    "cp1252": "cp1252",
}


@pytest.mark.parametrize("encoding", ENCODED)
def test_names_survive_each_encoding(encoding: str) -> None:
    content = f"{HEADINGS}\n1,Siân,O’Brien,01/01/2020\n".encode(encoding)

    assert read_text(content).encoding == ENCODED[encoding]
    assert people(content)[0].name == "Siân O’Brien"


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_columns_and_lines_are_told_apart(ends: str, delimiter: str) -> None:
    lines = [
        HEADINGS.replace(",", delimiter),
        f'1{delimiter}"A,;\tda"{delimiter}L{delimiter}01/01/2020',
    ]

    assert people(ends.join([*lines, ""]))[0].line == 2


def test_excels_own_first_line_names_the_delimiter() -> None:
    found = people("sep=;\r\n" + HEADINGS.replace(",", ";") + "\r\n1;Ada;L;01/01/2020\r\n")

    assert (found[0].line, found[0].name) == (3, "Ada L")


def test_lines_are_those_of_the_file_though_values_have_lines_in_them() -> None:
    content = (
        f'\r\n{HEADINGS},"Home\r\naddress"\r\n'
        '1,Ada,L,01/01/2020,"1 High Street\r\nTipton\r\n"\r\n'
        "\r\n"
        "2,Bob,C,never,\r\n"
        ",,,,\r\n"
        '3,Cy,D,"01/01/2020\n",x\r\n'
    )

    found = read(content)

    assert [one.line for one in found] == [4, 8, 10]
    assert isinstance(found[1], Problem)


def test_an_open_quotation_mark_is_said_where_it_begins() -> None:
    content = f'{HEADINGS}\n1,Ada,L,01/01/2020\n2,"Bob,C,01/01/2020\n3,Cy,D,01/01/2020\n'

    line, sentence = problems(content)[-1]

    assert line == 3
    assert "not closed" in sentence


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1,Ada,L", "It has 3 columns where the headings have 4"),
        ("1,Ada,L,01/01/2020,x", "needs quotation marks"),
        (",Ada,L,01/01/2020", "Employee reference: It is empty."),
        ("1,,L,01/01/2020", "First name: It is empty."),
        ("1,Ada,L,", "Start date: It is empty."),
        (f"{'9' * 41},Ada,L,01/01/2020", "40 is the most"),
        (f"1,{'A' * 81},L,01/01/2020", "80 is the most"),
        ("1,A\x07da,L,01/01/2020", "cannot be shown"),
        ("1,A\u202eda,L,01/01/2020", "cannot be shown"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(row: str, reason: str) -> None:
    [(line, sentence)] = problems(f"{HEADINGS}\n{row}\n")

    assert line == 2
    assert reason in sentence


def test_empty_cells_beyond_the_headings_do_no_harm() -> None:
    assert people(f"{HEADINGS},,\n1,Ada,L,01/01/2020,,\n2,Bob,C,01/01/2020,,,,\n")


def test_references_and_addresses_are_each_on_one_line() -> None:
    content = (
        f"{HEADINGS},Email\n1,A,B,01/01/2020,x@y.uk\n1,C,D,01/01/2020,\n2,E,F,01/01/2020,X@Y.uk\n"
    )

    assert [(line, "line 2" in sentence) for line, sentence in problems(content)] == [
        (3, True),
        (4, True),
    ]


def test_all_that_is_wrong_with_a_line_is_said_at_once() -> None:
    [(_line, sentence)] = problems(f"{HEADINGS},Email,Hours\n,Ada,,1/1/20,ada,many\n")

    for part in ("Employee reference", "Surname", "four digits", "e-mail address", "hours"):
        assert part in sentence


@pytest.mark.parametrize(
    ("left", "reason"),
    [("31/12/2019", "Date left: it is before the start date"), ("31/12/2020", "Member since")],
)
def test_days_are_in_order(left: str, reason: str) -> None:
    content = f"{HEADINGS},Date Left,Member since\n1,Ada,L,01/01/2020,{left},01/01/2021\n"
    [found] = read(content, membership=Membership.COLUMN)

    assert isinstance(found, Problem)
    assert reason in " ".join(found.sentences)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("04/05/2019", date(2019, 5, 4)),
        ("4/5/2019", date(2019, 5, 4)),
        ("4.5.2019", date(2019, 5, 4)),
        ("04-05-2019", date(2019, 5, 4)),
        ("4-May-2019", date(2019, 5, 4)),
        ("04-MAY-2019", date(2019, 5, 4)),
        ("4 May 2019", date(2019, 5, 4)),
        ("4 Sept 2019", date(2019, 9, 4)),
        ("2019-05-04", date(2019, 5, 4)),
        ("2019-05-04T00:00:00", date(2019, 5, 4)),
        ("04/05/2019 00:00", date(2019, 5, 4)),
        ("29/02/2020", date(2020, 2, 29)),
        ("31/12/2199", date(2199, 12, 31)),
    ],
)
def test_days_are_read_as_the_united_kingdom_and_iso_write_them(text: str, day: date) -> None:
    assert values.day(text) == day


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("4/5/19", "four digits"),
        ("4-May-19", "four digits"),
        ("4/5/219", "four digits"),
        ("29/02/2021", "not a day in the calendar"),
        ("29/02/1900", "not a day in the calendar"),
        ("31/04/2020", "not a day in the calendar"),
        ("05/13/2019", "no month 13"),
        ("4-Mai-2019", "no month that we know"),
        ("43589", "spreadsheet's number"),
        ("04/05-2019", "not a date"),
        ("00/00/0000", "no month 0"),
        ("01/01/0219", "in the year 219"),
        ("01/01/9999", "in the year 9999"),
        ("soon", "not a date"),
        ("٠٤/٠٥/٢٠١٩", "not a date"),
    ],
)
def test_days_that_would_be_a_guess_are_refused(text: str, reason: str) -> None:
    with pytest.raises(values.Unreadable, match=reason):
        values.day(text)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("37.5", 2250), ("37.50", 2250), ("37:30", 2250), ("0", 0), ("37.33", 2240), ("168", 10080)],
)
def test_hours_are_whole_minutes(text: str, minutes: int) -> None:
    assert values.minutes(text) == minutes


@pytest.mark.parametrize("text", ["37,5", "-1", "168.1", "37:60", "full time", "1e2", "NaN", "٣٧"])
def test_hours_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(values.Unreadable):
        values.minutes(text)


@pytest.mark.parametrize(
    "text", ["ada", "ada@", "@x.uk", "a b@x.uk", "a@b", "a@x..uk", "a@x.uk,b@x.uk", "<a@x.uk>"]
)
def test_addresses_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(values.Unreadable):
        values.email(text)


@pytest.mark.parametrize("cell", ["=1+1", "+44 20", "-5", "@SUM(A1)", "\t=1"])
def test_words_that_a_spreadsheet_would_run_are_kept_here_and_made_harmless_there(
    cell: str,
) -> None:
    found = people(f'{HEADINGS},Job Title\n1,Ada,L,01/01/2020,"{cell}"\n')

    assert found[0].posts[0].employment["post"] == " ".join(cell.split())
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("case", sorted(CASES.glob("*.csv")), ids=lambda path: path.stem)
def test_the_headings_of_known_systems_are_recognised(case: Path) -> None:
    found = people(case.read_bytes())

    assert len(found) == 3
    assert all(one.contact["surname"] and one.posts[0].employment["post"] for one in found)
    assert {one.started for one in found} >= {date(2019, 5, 4)}


def test_a_remembered_choice_is_kept_and_what_it_left_out_is_not_guessed() -> None:
    remembered = {"employee_ref": "Nr", "full_name": "Name", "started": "Start Date"}

    assert headings.guess(["Nr", "Name", "Start Date", "Email"], remembered) == remembered
    assert headings.guess(["Ref", "Full name", "Start Date"], remembered)["employee_ref"] == "Ref"


def test_headings_that_are_alike_or_missing_can_be_told_apart() -> None:
    table = read_table("Ref,Address,Address,,Start\n1,a,b,c,d\n")

    assert table.headings == ["Ref", "Address", "Address (2)", "Column 4", "Start"]


@pytest.mark.parametrize(
    "name", ["Robert'); DROP TABLE party;--", "<script>alert(1)</script>", "李 小龍"]
)
def test_any_name_is_only_a_name(name: str) -> None:
    mapping: dict[str, Any] = {"employee_ref": "A", "full_name": "B", "started": "C"}
    content = f'A,B,C\n1,"{name}",01/01/2020\n'.encode()

    service.import_staff(content, mapping=mapping, actor=WORKER, now=NOON)

    entries = db.session.scalars(queries.everybody())
    assert [entry.name for entry in entries] == [name]
