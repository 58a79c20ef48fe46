"""Instants of the demonstration, counted from its present, at the hours people keep in London."""

from datetime import date, datetime, timedelta

from governance.infrastructure.clock import LONDON

SATURDAY = 5
MONDAY = 0


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Return that hour of that day in London."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)


def weekday_from(day: date) -> date:
    """Return the day, or the Monday after it at a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= SATURDAY else 0)


def next_monday(day: date) -> date:
    """Return the first Monday after the day."""
    return day + timedelta(days=7 - (day.weekday() - MONDAY) % 7)
