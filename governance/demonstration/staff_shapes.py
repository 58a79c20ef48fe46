"""The shapes in which the staff can be written out: a plain one, Sage's, iTrent's and ESR's.

Headings are as `members/importing/profiles` knows them. iTrent and ESR have a line for each post,
and here and there somebody with a second one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from governance.demonstration.people import PROBATION, Person

Cells = list[str]

SECOND_POST, SECOND_SERVICE, SECOND_HOURS = "Bank care worker", "Respite", "6"
ONE_IN = 40  # has a second post, a year after the first
FULL_WEEK = Decimal(37)
LAST_DAY_OF_PROBATION = PROBATION - timedelta(days=1)


@dataclass(frozen=True)
class Shape:
    """One system's headings, what each line says, and which headings hold what is put wrong."""

    name: str
    headings: tuple[str, ...]
    lines: Callable[[Person, date], list[Cells]]
    number: tuple[str, ...]
    started: str
    left: str
    email: str


def plain(person: Person, _on: date) -> list[Cells]:
    """Write a person on one line, as the payroll of the demonstration does."""
    return [
        [
            person.employee_ref, person.family, person.first, person.email, person.post,
            person.service, person.town, person.manager_ref, person.weekly_hours,
            _share(person.weekly_hours), uk(person.started),
            uk(person.started + LAST_DAY_OF_PROBATION), uk(person.left),
            uk(None if person.has_applied else person.member_since),
        ]
    ]  # fmt: skip


def _sage(person: Person, _on: date) -> list[Cells]:
    return [
        [
            person.employee_ref, "", person.first, person.family, "", "", "", "", "",
            person.email, "", "", "", person.post, person.service, "N", uk(person.started),
            uk(person.left),
        ]
    ]  # fmt: skip


def _itrent(person: Person, on: date) -> list[Cells]:
    return [
        [
            person.employee_ref, number, person.family, person.first, person.email, post.post,
            post.service, post.town, person.manager_ref, _worded(post.started), _worded(post.left),
            _worded(person.started), post.weekly_hours, _share(post.weekly_hours),
        ]
        for number, post in _posts(person, on)
    ]  # fmt: skip


def _esr(person: Person, on: date) -> list[Cells]:
    return [
        [
            person.employee_ref, number, "", person.family, person.first, person.email, post.post,
            post.service, post.town, person.manager_ref, post.started.isoformat(),
            person.started.isoformat(), post.weekly_hours,
            post.left.isoformat() if post.left else "",
        ]
        for number, post in _posts(person, on)
    ]  # fmt: skip


PLAIN = Shape(
    name="",
    headings=(
        "Payroll No", "Surname", "Forename", "Work Email", "Job Title", "Service", "Base",
        "Manager Number", "Weekly Hours", "FTE", "Start Date", "Probation Ends", "Date Left",
        "Member Since",
    ),
    lines=plain,
    number=("Payroll No",),
    started="Start Date",
    left="Date Left",
    email="Work Email",
)  # fmt: skip
SAGE = Shape(
    name="sage",
    headings=(
        "Employee Reference", "Title", "Forename", "Surname", "Address 1", "Address 2",
        "Address 3", "Address 4", "Post Code", "E-mail Address", "Gender", "Date of Birth",
        "NI Number", "Job Title", "Department", "Director Status", "Work Start Date", "Leave Date",
    ),
    lines=_sage,
    number=("Employee Reference",),
    started="Work Start Date",
    left="Leave Date",
    email="E-mail Address",
)  # fmt: skip
ITRENT = Shape(
    name="itrent",
    headings=(
        "Person Ref", "Occ Ref", "Surname", "Forename", "Work Email", "Post Title", "Org Unit",
        "Location", "Manager Person Ref", "Occ Start", "Occ End",
        "Continuous Service Date", "Contractual Hours", "FTE",
    ),
    lines=_itrent,
    number=("Person Ref", "Occ Ref"),
    started="Occ Start",
    left="Occ End",
    email="Work Email",
)  # fmt: skip
ESR = Shape(
    name="esr",
    headings=(
        "Employee Number", "Assignment Number", "Title", "Last Name", "First Name",
        "Email Address", "Position Title", "Primary Assignment Organisation", "Location",
        "Supervisor Employee Number", "Latest Start Date", "CSSD", "Assignment Hours",
        "Actual Termination Date",
    ),
    lines=_esr,
    number=("Employee Number", "Assignment Number"),
    started="Latest Start Date",
    left="Actual Termination Date",
    email="Email Address",
)  # fmt: skip
SHAPES = {shape.name: shape for shape in (PLAIN, SAGE, ITRENT, ESR)}


def uk(day: date | None) -> str:
    """Write a day as 04/05/2019."""
    return "" if day is None else f"{day:%d/%m/%Y}"


@dataclass(frozen=True)
class _Post:
    post: str
    service: str
    town: str
    weekly_hours: str
    started: date
    left: date | None


def _posts(person: Person, on: date) -> list[tuple[str, _Post]]:
    """Return the person's posts by their numbers: one, or for some a second."""
    first = _Post(
        person.post,
        person.service,
        person.town,
        person.weekly_hours,
        person.started,
        person.left,
    )
    posts = [(f"{person.employee_ref}-1", first)]
    begins = person.started + timedelta(days=365)
    if int(person.employee_ref[2:]) % ONE_IN == 0 and person.left is None and begins <= on:
        second = _Post(SECOND_POST, SECOND_SERVICE, person.town, SECOND_HOURS, begins, None)
        posts.append((f"{person.employee_ref}-2", second))
    return posts


def _worded(day: date | None) -> str:
    return "" if day is None else f"{day:%d-%b-%Y}"


def _share(hours: str) -> str:
    return f"{Decimal(hours) / FULL_WEEK:.4f}"
