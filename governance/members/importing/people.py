"""From a row to a person, with a sentence for everything in it that cannot be taken."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from governance.members.importing import values
from governance.members.importing.files import Row, Table
from governance.members.importing.headings import ADDRESS_LINES, LABELS, Field, Mapped
from governance.members.importing.values import Unreadable

Value = TypeVar("Value")

LONGEST_NAME = 80
LONGEST_REFERENCE = 40
LONGEST_WORDS = 120


class Membership(StrEnum):
    """Who becomes a member by a file."""

    COLUMN = "column"
    EVERYBODY = "everybody"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Person:
    """What a file says of one person; only the fields that it has a column for.

    `ended` is the day after the last day at work; `member_from` None says nothing of membership.
    """

    line: int
    employee_ref: str
    name: str
    contact: dict[str, Any]
    employment: dict[str, Any]
    started: date
    ended: date | None
    member_from: date | None


@dataclass
class Problem:
    """A line that cannot be taken, and why."""

    line: int
    employee_ref: str
    name: str
    sentences: list[str] = field(default_factory=list)


class Reader:
    """Reads the rows of one file, and remembers references and addresses it has met."""

    def __init__(self, table: Table, mapped: Mapped, membership: Membership) -> None:
        place = {heading: at for at, heading in enumerate(table.headings)}
        self._table = table
        self._places = {Field(name): place[heading] for name, heading in mapped.items() if heading}
        self._membership = membership
        self._line_of_reference: dict[str, int] = {}
        self._line_of_address: dict[str, int] = {}

    def people(self) -> Iterator[Person | Problem]:
        """Yield each row as a person or as a problem, and last what broke the file, if it did."""
        for row in self._table.rows():
            yield self._person(row)
        if self._table.broken:
            line, sentence = self._table.broken
            yield Problem(line, "", "", [sentence])

    def _person(self, row: Row) -> Person | Problem:
        problem = Problem(row.line, "", "")
        width = len(self._table.headings)
        if len(row.cells) < width or any(cell.strip() for cell in row.cells[width:]):
            problem.sentences.append(_ragged(len(row.cells), width))
            return problem
        cells = _Cells(row.cells, self._places, problem)
        problem.employee_ref = cells.words(Field.EMPLOYEE_REF, LONGEST_REFERENCE, required=True)
        contact = _contact(cells)
        problem.name = _called(contact)
        person = self._read(row.line, cells, problem, contact)
        self._note_duplicates(problem, contact.get("email", ""))
        return problem if problem.sentences or person is None else person

    def _read(
        self, line: int, cells: "_Cells", problem: Problem, contact: dict[str, Any]
    ) -> Person | None:
        employment = _employment(cells)
        started = cells.read(Field.STARTED, values.day, required=True)
        left = cells.read(Field.LEFT, values.day)
        member_since = cells.read(Field.MEMBER_SINCE, values.day)
        if started is None:
            return None
        if left is not None and left < started:
            problem.sentences.append("Date left: it is before the start date. Check both.")
        member_from = self._member_from(started, member_since)
        if left is not None and member_from is not None and left < member_from:
            problem.sentences.append("Member since: it is after the date left. Check both.")
        return Person(
            line=line,
            employee_ref=problem.employee_ref,
            name=problem.name,
            contact=contact,
            employment={"employee_ref": problem.employee_ref} | employment,
            started=started,
            ended=left + timedelta(days=1) if left else None,
            member_from=member_from,
        )

    def _member_from(self, started: date, member_since: date | None) -> date | None:
        if self._membership is Membership.EVERYBODY:
            return started
        return member_since if self._membership is Membership.COLUMN else None

    def _note_duplicates(self, problem: Problem, address: str) -> None:
        reference = problem.employee_ref
        if reference:
            first = self._line_of_reference.setdefault(reference, problem.line)
            if first != problem.line:
                problem.sentences.append(
                    f"Employee reference: {reference} is on line {first} too. Each person is on "
                    "one line; where somebody has two posts, keep the main one."
                )
        if address:
            first = self._line_of_address.setdefault(address, problem.line)
            if first != problem.line:
                problem.sentences.append(
                    f"E-mail address: {address} is on line {first} too. Each person needs an "
                    "address of their own, or none."
                )


class _Cells:
    """The cells of a row by field; what cannot be read is noted and read as nothing."""

    def __init__(self, cells: Sequence[str], places: dict[Field, int], problem: Problem) -> None:
        self._cells = cells
        self._places = places
        self._problem = problem

    def has(self, field: Field) -> bool:
        return field in self._places

    def text(self, field: Field) -> str:
        return " ".join(self._cells[self._places[field]].split()) if self.has(field) else ""

    def words(self, field: Field, longest: int, *, required: bool = False) -> str:
        found = self.read(field, lambda text: values.words(text, longest), required=required)
        return found or ""

    def read(
        self, field: Field, reader: Callable[[str], Value], *, required: bool = False
    ) -> Value | None:
        text = self.text(field)
        if not text:
            if required:
                self.refuse(field, "It is empty.")
            return None
        try:
            return reader(text)
        except Unreadable as problem:
            self.refuse(field, str(problem))
            return None

    def refuse(self, field: Field, sentence: str) -> None:
        self._problem.sentences.append(f"{LABELS[field]}: {sentence}")


def _contact(cells: _Cells) -> dict[str, Any]:
    first_name, surname = _names(cells)
    contact: dict[str, Any] = {"first_name": first_name, "surname": surname}
    if cells.has(Field.KNOWN_AS):
        contact["known_as"] = cells.words(Field.KNOWN_AS, LONGEST_NAME)
    if cells.has(Field.EMAIL):
        contact["email"] = cells.read(Field.EMAIL, values.email) or ""
    if any(cells.has(line) for line in ADDRESS_LINES):
        lines = (cells.words(line, LONGEST_WORDS) for line in ADDRESS_LINES)
        contact["address"] = [line for line in lines if line]
    if cells.has(Field.POSTCODE):
        contact["postcode"] = cells.words(Field.POSTCODE, 12).upper()
    return contact


def _names(cells: _Cells) -> tuple[str, str]:
    if cells.has(Field.SURNAME) and cells.has(Field.FIRST_NAME):
        first_name = cells.words(Field.FIRST_NAME, LONGEST_NAME, required=True)
        return first_name, cells.words(Field.SURNAME, LONGEST_NAME, required=True)
    whole = cells.words(Field.FULL_NAME, 2 * LONGEST_NAME, required=True)
    if "," in whole:
        surname, _, first_name = whole.partition(",")
        return first_name.strip(), surname.strip()
    first_name, _, surname = whole.rpartition(" ")
    return first_name, surname


def _employment(cells: _Cells) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for told in (Field.POST, Field.SERVICE, Field.TOWN):
        if cells.has(told):
            found[str(told)] = cells.words(told, LONGEST_WORDS)
    if cells.has(Field.HOURS):
        found["minutes_a_week"] = cells.read(Field.HOURS, values.minutes)
    if cells.has(Field.CONTINUITY):
        since = cells.read(Field.CONTINUITY, values.day)
        found["continuity_from"] = since.isoformat() if since else None
    return found


def _called(contact: dict[str, Any]) -> str:
    return f"{contact.get('known_as') or contact['first_name']} {contact['surname']}".strip()


def _ragged(cells: int, width: int) -> str:
    if cells < width:
        return (
            f"It has {cells} columns where the headings have {width}: something is missing, or a "
            "value is broken over two lines without quotation marks."
        )
    return (
        f"It has {cells} columns where the headings have {width}: a value with a comma in it needs "
        "quotation marks."
    )
