"""The one place that reads a clock.

Views, commands and the worker ask it once and pass the time on.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from flask import current_app

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """Return the present instant in UTC, from the application's `CLOCK` if one is configured."""
    configured: Callable[[], datetime] | None = current_app.config.get("CLOCK")
    return configured() if configured else datetime.now(UTC)


def london(instant: datetime) -> datetime:
    """Return the instant as wall time in the society's time zone."""
    return instant.astimezone(LONDON)


def day_of(instant: datetime) -> date:
    """Return the day on the society's calendar, which is not always the day in UTC."""
    return london(instant).date()


def start_of_day(day: date) -> datetime:
    """Return the first instant of that day in London, in UTC (aware)."""
    return datetime(day.year, day.month, day.day, tzinfo=LONDON).astimezone(UTC)
