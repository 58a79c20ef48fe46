"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
"""When tests happen unless they say otherwise: a Monday in winter, when London keeps UTC."""


class Clock:
    """What the application calls for the time; put into its `CLOCK`."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def set(self, instant: datetime) -> None:
        """Stand at this instant, forwards or backwards."""
        assert instant.tzinfo is not None, "an instant needs its time zone"
        self.now = instant

    def reset(self) -> None:
        """Stand at noon again."""
        self.now = NOON

    def advance(
        self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0
    ) -> datetime:
        """Move on by that much of real time and return the new instant."""
        self.now += timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        return self.now
