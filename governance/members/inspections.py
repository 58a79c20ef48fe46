"""Reads of requests to inspect the register, and of the nation's bank holidays."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import select

from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound
from governance.infrastructure.paths import PACKAGE
from governance.members.inspection_models import BankHoliday, InspectionRequest
from governance.reckoning.calendar import working_days_between

# From www.gov.uk/bank-holidays (England and Wales), Open Government Licence v3.0.
LISTED = PACKAGE / "members" / "bank_holidays.csv"


@dataclass(frozen=True)
class Holiday:
    """A bank holiday, and whether it is the secretary who says so."""

    day: date
    title: str
    is_ours: bool


def holidays() -> dict[date, Holiday]:
    """Return the bank holidays that come with the platform, as the secretary changed them."""
    found = {day: Holiday(day, title, is_ours=False) for day, title in _listed()}
    for changed in db.session.scalars(select(BankHoliday)):
        found.pop(changed.day, None)
        if changed.is_kept:
            found[changed.day] = Holiday(changed.day, changed.title, is_ours=True)
    return dict(sorted(found.items()))


def day_in(told: str) -> date:
    """Return the day in an address.

    Raises:
        NotFound: it is none.
    """
    try:
        return date.fromisoformat(told)
    except ValueError:
        raise NotFound("There is no such day.") from None


def taken_off() -> list[BankHoliday]:
    """Return the days that the secretary took off the list."""
    gone = select(BankHoliday).where(BankHoliday.is_kept.is_(False)).order_by(BankHoliday.day)
    return list(db.session.scalars(gone))


def last_day_known() -> date:
    """Return the last day that the list of the nation tells of, whatever was added to it."""
    return max(day for day, _title in _listed())


def requests() -> list[InspectionRequest]:
    """Return every request, the latest first."""
    latest = (InspectionRequest.received_on.desc(), InspectionRequest.id.desc())
    return list(db.session.scalars(select(InspectionRequest).order_by(*latest)))


def request_with(request_id: int) -> InspectionRequest | None:
    """Return one request."""
    return db.session.get(InspectionRequest, request_id)


def waiting() -> list[InspectionRequest]:
    """Return the requests that are owed an answer, soonest due first."""
    unanswered = select(InspectionRequest).where(~InspectionRequest.answers.any())
    return list(db.session.scalars(unanswered.order_by(InspectionRequest.due_on)))


def working_days_left(request: InspectionRequest, today: date) -> int:
    """Return how many working days are left, less than none when it is overdue."""
    kept = holidays()
    if today <= request.due_on:
        return working_days_between(today, request.due_on, kept)
    return -working_days_between(request.due_on, today, kept)


@cache
def _listed() -> tuple[tuple[date, str], ...]:
    with LISTED.open(encoding="utf-8", newline="") as file:
        rows = (row for row in csv.reader(file) if not row[0].startswith("#"))
        return tuple((date.fromisoformat(day), title) for day, title in rows)
