"""Where a kind of resolution is passed, and the second meeting that some need."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from governance.reckoning.calendar import months_after


class Place(StrEnum):
    """Where a resolution is passed: by the members met, by their ballot, or by the board."""

    MEETING = "meeting"
    BALLOT = "ballot"
    BOARD = "board"


ANYWHERE = frozenset({Place.MEETING, Place.BALLOT})
AT_A_MEETING = frozenset({Place.MEETING})
BY_BALLOT = frozenset({Place.BALLOT})
BY_THE_BOARD = frozenset({Place.BOARD})


@dataclass(frozen=True)
class SecondMeeting:
    """The meeting that must confirm what a first one passed: by which kind, and when it is held."""

    kind: str
    least_days: int
    most_months: int

    def between(self, first_day: date) -> tuple[date, date]:
        """Return the first and the last day on which it may be held.

        A month ends on the day of the same number, or on the month's last if it has none.
        """
        earliest = first_day + timedelta(days=self.least_days)
        return earliest, months_after(first_day, self.most_months)

    def is_in_time(self, first_day: date, day: date) -> bool:
        """Say whether a second meeting on a day confirms what was passed on the first."""
        earliest, latest = self.between(first_day)
        return earliest <= day <= latest
