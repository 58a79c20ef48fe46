"""The staff as the HR system writes them out: a CSV file, for the import."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from governance.demonstration.people import ADDRESSES, Person
from governance.demonstration.staff_shapes import PLAIN, Cells, Shape

BYTE_ORDER_MARK = "\ufeff"


def staff_file(people: Sequence[Person], *, on: date, left_since: date) -> bytes:
    """Return the file as the HR system would have written it on that day.

    It has who works there, who will have left since the last file, and nobody else.
    """
    seen = [person.as_at(on) for person in people if _is_in_it(person, on, left_since)]
    return _written(PLAIN, [line for person in seen for line in PLAIN.lines(person, on)])


def changed_file(
    people: Sequence[Person], *, on: date, with_mistakes: bool, shape: Shape = PLAIN
) -> bytes:
    """Return the next month's file, to try the import with: two moves, a leaver, two starters.

    With mistakes: a date that is not one, a leaver who left before starting, a number twice.
    """
    staff = [person.as_at(on) for person in people if person.left is None]
    staff[0] = replace(staff[0], weekly_hours="18.5")
    staff[1] = replace(staff[1], town="Great Bridge", post="Care co-ordinator")
    staff[2] = replace(staff[2], left=on)
    staff += [
        _starter("TV09001", "Okoro", "Ifeoma", on),
        _starter("TV09002", "Yardley", "Leanne", on),
    ]
    lines = [line for person in staff for line in shape.lines(person, on)]
    if with_mistakes:
        _put_wrong(lines, shape)
    return _written(shape, lines)


def _put_wrong(lines: list[Cells], shape: Shape) -> None:
    def column(heading: str) -> int:
        return shape.headings.index(heading)

    lines[10][column(shape.started)] = "31/02/2019"
    lines[20][column(shape.left)] = "01/01/1990"
    for heading in shape.number:
        lines[31][column(heading)] = lines[30][column(heading)]
    lines[40][column(shape.email)] = "no address yet"


def _written(shape: Shape, lines: Sequence[Cells]) -> bytes:
    """Return lines under the headings, as Excel saves "CSV UTF-8"."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(shape.headings)
    writer.writerows(lines)
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def _is_in_it(person: Person, on: date, left_since: date) -> bool:
    return person.started <= on and (person.left is None or person.left > left_since)


def _starter(employee_ref: str, family: str, first: str, on: date) -> Person:
    return Person(
        employee_ref=employee_ref,
        first=first,
        family=family,
        email=f"{first}.{family}@{ADDRESSES}".lower(),
        service="Home care",
        town="Tipton",
        post="Home care worker",
        weekly_hours="30",
        started=on.replace(day=1),
    )
