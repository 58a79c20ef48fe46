"""From a row to what it tells, with a sentence for everything in it that cannot be taken."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from governance.members.importing import values
from governance.members.importing.american import DatesSeen
from governance.members.importing.files import Row, Table
from governance.members.importing.headings import ADDRESS_LINES, LABELS, Field, Mapped
from governance.members.importing.people import Post, Problem, Told
from governance.members.importing.settings import Settings
from governance.members.importing.values import Dates, Hours, Unreadable
from governance.reckoning.working_time import FULL_TIME

Value = TypeVar("Value")

LONGEST_NAME = 80
LONGEST_REFERENCE = 40
LONGEST_WORDS = 120
LONGEST_TITLE = 30

_TOTAL = re.compile(
    r"((grand|report|overall|sub)[ -]?)?totals?\b.*|(record|row|employee|head)? ?count\b.*"
    r"|(number|no\.?) of (records|rows|employees|staff)\b.*|(records|rows)\b ?:.*"
    r"|\W*end of (report|file|data)\b.*|\d+ (records|rows|employees)( .*)?",
    re.IGNORECASE,
)


class Reader:
    """Reads the rows of one file, and remembers references and addresses it has met."""

    def __init__(self, table: Table, mapped: Mapped, settings: Settings) -> None:
        place = {heading: at for at, heading in enumerate(table.headings)}
        self._table = table
        self._places = {Field(name): place[heading] for name, heading in mapped.items() if heading}
        self._settings = settings
        self._line_of_post: dict[tuple[str, str], int] = {}
        self._holder_of_address: dict[str, tuple[str, int]] = {}
        self._dates_seen = DatesSeen()

    @property
    def says_who_left(self) -> bool:
        """Say whether the file has a column for the date left, so that an empty cell says "no"."""
        return Field.LEFT in self._places

    def lines(self) -> Iterator[Told | Problem]:
        """Yield what each row tells or what is wrong with it, and last what broke the file."""
        for row in self._table.rows():
            yield self._line(row)
        if self._table.broken:
            line, sentence = self._table.broken
            yield Problem(line, "", "", [sentence])

    def warnings(self) -> list[str]:
        """Return what a person should look at, once all lines are read."""
        return self._dates_seen.warnings()

    def _line(self, row: Row) -> Told | Problem:
        problem = Problem(row.line, "", "")
        problem.sentences += _not_a_person(row.cells, len(self._table.headings))
        if problem.sentences:
            return problem
        cells = _Cells(row.cells, self._places, problem, self._settings.dates, self._dates_seen)
        problem.employee_ref = cells.reference(Field.EMPLOYEE_REF, required=True)
        contact = _contact(cells)
        problem.name = _called(contact)
        told = self._read(row.line, cells, problem, contact)
        assignment = told.post.assignment if told else cells.text(Field.ASSIGNMENT_REF)
        self._note_duplicates(problem, assignment, contact.get("email", ""))
        return problem if problem.sentences or told is None else told

    def _read(
        self, line: int, cells: "_Cells", problem: Problem, contact: dict[str, Any]
    ) -> Told | None:
        has_numbers = cells.has(Field.ASSIGNMENT_REF)
        assignment = cells.reference(Field.ASSIGNMENT_REF, required=has_numbers)
        employment = {"employee_ref": problem.employee_ref}
        employment |= {"assignment": assignment} if has_numbers else {}
        employment |= _employment(cells, self._settings)
        started = cells.day(Field.STARTED, required=True)
        left = cells.day(Field.LEFT)
        member_since = cells.day(Field.MEMBER_SINCE)
        if started is None:
            return None
        if left is not None and left < started:
            problem.sentences.append("Date left: it is before the start date. Check both.")
        ended = left + timedelta(days=1) if left else None
        post = Post(line, assignment, employment, started, ended)
        return Told(line, problem.employee_ref, problem.name, contact, post, member_since)

    def _note_duplicates(self, problem: Problem, assignment: str, address: str) -> None:
        reference = problem.employee_ref
        if reference:
            first = self._line_of_post.setdefault((reference, assignment), problem.line)
            if first != problem.line:
                problem.sentences.append(_told_twice(reference, assignment, first))
        if address:
            holder, first = self._holder_of_address.setdefault(address, (reference, problem.line))
            if holder != reference:
                problem.sentences.append(
                    f"E-mail address: {address} is on line {first} too. Each person needs an "
                    "address of their own, or none."
                )


class _Cells:
    """The cells of a row by field; what cannot be read is noted and read as nothing."""

    def __init__(
        self,
        cells: Sequence[str],
        places: dict[Field, int],
        problem: Problem,
        dates: Dates,
        dates_seen: DatesSeen,
    ) -> None:
        self._cells = cells
        self._places = places
        self._problem = problem
        self._dates = dates
        self._dates_seen = dates_seen

    def has(self, field: Field) -> bool:
        return field in self._places

    def text(self, field: Field) -> str:
        return " ".join(self._cells[self._places[field]].split()) if self.has(field) else ""

    def words(self, field: Field, longest: int, *, required: bool = False) -> str:
        found = self.read(field, lambda text: values.words(text, longest), required=required)
        return found or ""

    def reference(self, field: Field, *, required: bool = False) -> str:
        found = self.read(
            field, lambda text: values.reference(text, LONGEST_REFERENCE), required=required
        )
        return found or ""

    def day(self, field: Field, *, required: bool = False) -> date | None:
        found = self.read(field, lambda text: values.day(text, self._dates), required=required)
        if found is not None:
            self._dates_seen.note(field, self.text(field), found)
        return found

    def read(
        self, field: Field, reader: Callable[[str], Value], *, required: bool = False
    ) -> Value | None:
        if field not in self._places and not required:
            return None
        text = self.text(field)
        if not text:
            if required:
                self.refuse(field, "It is empty.")
            return None
        try:
            values.refuse_what_is_spoilt(text)
            return reader(text)
        except Unreadable as problem:
            self.refuse(field, str(problem))
            return None

    def refuse(self, field: Field, sentence: str) -> None:
        self._problem.sentences.append(f"{LABELS[field]}: {sentence}")


def _contact(cells: _Cells) -> dict[str, Any]:
    first_name, surname = _names(cells)
    contact: dict[str, Any] = {"first_name": first_name, "surname": surname}
    if cells.has(Field.TITLE):
        contact["title"] = cells.words(Field.TITLE, LONGEST_TITLE)
    if cells.has(Field.KNOWN_AS):
        contact["known_as"] = cells.words(Field.KNOWN_AS, LONGEST_NAME)
    if cells.has(Field.BORN):
        born = cells.day(Field.BORN)
        contact["born"] = born.isoformat() if born else None
    if cells.has(Field.EMAIL):
        contact["email"] = cells.read(Field.EMAIL, values.email) or ""
    if any(cells.has(line) for line in ADDRESS_LINES):
        lines = [cells.words(line, LONGEST_WORDS) for line in ADDRESS_LINES]
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


def _employment(cells: _Cells, settings: Settings) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for told in (Field.POST, Field.SERVICE, Field.TEAM, Field.TOWN):
        if cells.has(told):
            found[str(told)] = cells.words(told, LONGEST_WORDS)
    if cells.has(Field.MANAGER):
        found["manager_ref"] = cells.reference(Field.MANAGER)
    found |= _working_time(cells, settings)
    if cells.has(Field.CONTINUITY):
        since = cells.day(Field.CONTINUITY)
        found["continuity_from"] = since.isoformat() if since else None
    if cells.has(Field.PROBATION):
        # Kept as every end is: the first day after.
        last = cells.day(Field.PROBATION)
        found["probation_until"] = (last + timedelta(days=1)).isoformat() if last else None
    return found


def _working_time(cells: _Cells, settings: Settings) -> dict[str, int | None]:
    """Return minutes a week and FTE: as the file says, else the one from the other."""
    full_time = _full_time(cells, settings)
    share = cells.read(Field.FTE, values.fte)
    if settings.hours is Hours.FTE and cells.has(Field.HOURS):
        told = cells.read(Field.HOURS, values.fte)
        share = told if share is None else share
        counted = None if told is None or not full_time else _rounded(told * full_time, FULL_TIME)
        return {"minutes_a_week": counted, "fte_ppm": share}
    found: dict[str, int | None] = {}
    if cells.has(Field.HOURS):
        counted = cells.read(Field.HOURS, lambda text: values.minutes(text, settings.hours))
        found["minutes_a_week"] = counted
        if share is None and counted is not None and full_time:
            share = _rounded(counted * FULL_TIME, full_time)
    if cells.has(Field.FTE) or (cells.has(Field.HOURS) and full_time):
        found["fte_ppm"] = share
    return found


def _full_time(cells: _Cells, settings: Settings) -> int | None:
    unit = Hours.DECIMAL if settings.hours is Hours.FTE else settings.hours
    told = cells.read(Field.FULL_TIME_HOURS, lambda text: values.minutes(text, unit))
    if told == 0:
        cells.refuse(Field.FULL_TIME_HOURS, "Full time cannot be no hours. Check the column.")
        return None
    return told or settings.full_time_minutes


def _rounded(number: int, by: int) -> int:
    """Divide whole numbers to the nearest, halves up."""
    return (2 * number + by) // (2 * by)


def _not_a_person(cells: Sequence[str], width: int) -> list[str]:
    """Return what is wrong with a row before any of its cells is read."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(filled) <= max(2, width // 3) and any(_TOTAL.fullmatch(cell) for cell in filled[:1]):
        shown = " ".join(" ".join(filled).split())[:60]
        return [
            f"“{shown}” is a total or the end of a report, not a person. Delete this line, or "
            "switch totals off in the export."
        ]
    if len(cells) < width or any(cell.strip() for cell in cells[width:]):
        return [_ragged(len(cells), width)]
    return []


def _told_twice(reference: str, assignment: str, line: int) -> str:
    if assignment:
        return (
            f"Assignment number: {assignment} of employee {reference} is on line {line} too. Each "
            "assignment is on one line; keep the line that holds now."
        )
    return (
        f"Employee reference: {reference} is on line {line} too. Each person is on one line, "
        "unless you choose the column with the assignment number; if there is none, keep the line "
        "of the main post."
    )


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
