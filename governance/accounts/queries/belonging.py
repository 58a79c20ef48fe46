"""Whether a person may have an account, and where that is read."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, or_

from governance.infrastructure.clock import day_of
from governance.members.models import RegisterEntry

BELONGING = (
    RegisterEntry.member_from,
    RegisterEntry.member_to,
    RegisterEntry.employed_from,
    RegisterEntry.employed_to,
)


def belongs(row: Any, *, now: datetime) -> bool:
    """Say whether a person may have an account: a role, or a membership or work not yet ended.

    Whoever starts next week may set their account up this week.
    """
    today = day_of(now)
    joined = has_not_ended(row.member_from, row.member_to, today)
    works = has_not_ended(row.employed_from, row.employed_to, today)
    return bool(row.role) or joined or works


def is_member_on(day: date) -> ColumnElement[bool]:
    """Say, of a register entry, whether it is a member's on that day."""
    entry = RegisterEntry
    return (entry.member_from <= day) & or_(entry.member_to.is_(None), entry.member_to > day)


def is_within(begins: date | None, ends: date | None, day: date) -> bool:
    """Say whether the day lies between the first day and the end; the end is not in it."""
    return begins is not None and begins <= day and (ends is None or day < ends)


def has_not_ended(begins: date | None, ends: date | None, day: date) -> bool:
    """Say whether something holds on the day or will begin later."""
    return begins is not None and (ends is None or day < ends)
