"""Instants of the demonstration, counted from its present, at the hours people keep in London."""

from datetime import date, datetime, timedelta

from governance.infrastructure.clock import LONDON

SATURDAY = 5
MONDAY = 0
WEDNESDAY = 2


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Return that hour of that day in London."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)


def weekday_from(day: date) -> date:
    """Return the day, or the Monday after it at a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= SATURDAY else 0)


def last_weekday(day: date) -> date:
    """Return the day, or the Friday before it at a weekend."""
    return day - timedelta(days=max(0, day.weekday() - SATURDAY + 1))


def next_monday(day: date) -> date:
    """Return the first Monday after the day."""
    return day + timedelta(days=7 - (day.weekday() - MONDAY) % 7)


def board_days(first: date, last: date) -> list[date]:
    """Return the second Wednesdays of these days, on which the board meets."""
    days = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
    return [day for day in days if day.weekday() == WEDNESDAY and 8 <= day.day <= 14]


def minute_of(day: date, number: int) -> str:
    """Say where something stands in the minutes of the board."""
    return f"Board {day.day} {day:%B} {day.year}, minute {number}"
