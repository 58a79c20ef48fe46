"""The staff as the HR system writes them out: a CSV file, for the import."""

import csv
import io
from collections.abc import Sequence
from datetime import date

from governance.demonstration.people import Person

HEADINGS = (
    "Payroll No",
    "Surname",
    "Forename",
    "Work Email",
    "Job Title",
    "Service",
    "Base",
    "Weekly Hours",
    "Start Date",
    "Date Left",
    "Member Since",
)
BYTE_ORDER_MARK = "\ufeff"


def staff_file(people: Sequence[Person], *, on: date, left_since: date) -> bytes:
    """Return the file as the HR system would have written it on that day.

    It has who works there, who will have left since the last file, and nobody else.
    """
    seen = [person.as_at(on) for person in people if _is_in_it(person, on, left_since)]
    return written([_row(person) for person in seen])


def written(rows: Sequence[Sequence[str]]) -> bytes:
    """Return rows under the headings, as Excel saves "CSV UTF-8"."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    writer.writerows(rows)
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def changed_file(people: Sequence[Person], *, on: date, with_mistakes: bool) -> bytes:
    """Return the next month's file, to try the import with: a move, a leaver, two starters.

    With mistakes: a date that is not one, a leaver who left before starting, a number twice.
    """
    rows = [_row(person.as_at(on)) for person in people if person.left is None]
    rows[0][HEADINGS.index("Weekly Hours")] = "18.5"
    rows[1][HEADINGS.index("Base")] = "Great Bridge"
    rows[2][HEADINGS.index("Date Left")] = _uk(on)
    rows += [
        _starter("TV09001", "Okoro", "Ifeoma", on),
        _starter("TV09002", "Yardley", "Leanne", on),
    ]
    if with_mistakes:
        rows[10][HEADINGS.index("Start Date")] = "31/02/2019"
        rows[20][HEADINGS.index("Date Left")] = "01/01/1990"
        rows[31][HEADINGS.index("Payroll No")] = rows[30][HEADINGS.index("Payroll No")]
        rows[40][HEADINGS.index("Work Email")] = "no address yet"
    return written(rows)


def _is_in_it(person: Person, on: date, left_since: date) -> bool:
    return person.started <= on and (person.left is None or person.left > left_since)


def _row(person: Person) -> list[str]:
    return [
        person.employee_ref,
        person.family,
        person.first,
        person.email,
        person.post,
        person.service,
        person.town,
        person.weekly_hours,
        _uk(person.started),
        _uk(person.left),
        _uk(person.member_since),
    ]


def _starter(employee_ref: str, family: str, first: str, on: date) -> list[str]:
    address = f"{first}.{family}@tamevalleycare.example".lower()
    post = ("Home care worker", "Home care", "Tipton", "30")
    return [employee_ref, family, first, address, *post, _uk(on.replace(day=1)), "", ""]


def _uk(day: date | None) -> str:
    return "" if day is None else f"{day:%d/%m/%Y}"
