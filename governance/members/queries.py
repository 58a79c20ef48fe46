"""Reads of the register."""

from datetime import date

from sqlalchemy import func, or_, select

from governance.infrastructure.database import db
from governance.members.models import RegisterEntry, Society


def society() -> Society | None:
    """Return the society whose platform this is, or None before it is set up."""
    return db.session.get(Society, 1)


def member_count(on: date) -> int:
    """Return how many are members on that day."""
    entry = RegisterEntry
    is_member = (entry.member_from <= on) & or_(entry.member_to.is_(None), entry.member_to > on)
    return db.session.scalar(select(func.count()).select_from(entry).where(is_member)) or 0
