"""Noticing dates that may be American, month first, where no line of the file shows it."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from governance.members.importing.headings import LABELS, Field
from governance.members.importing.values import is_in_numbers

ENOUGH_TO_TELL = 5  # dates; of fewer, it is chance that none is after the twelfth
LATEST_AMBIGUOUS_DAY = 12


@dataclass
class _Column:
    ambiguous: int = 0
    is_plain: bool = False
    days: set[int] = field(default_factory=set)


class DatesSeen:
    """Remembers of each column whether any date in it can only be read day first."""

    def __init__(self) -> None:
        self._columns: dict[Field, _Column] = defaultdict(_Column)

    def note(self, column: Field, text: str, read: date) -> None:
        """Take a date as it stands in the file and as it was read."""
        seen = self._columns[column]
        if seen.is_plain or not is_in_numbers(text):
            return
        seen.is_plain = read.day > LATEST_AMBIGUOUS_DAY
        seen.ambiguous += 1
        seen.days.add(read.day)

    def warnings(self) -> list[str]:
        """Return a sentence for each column all of whose dates could be read either way."""
        return [
            f"{LABELS[column]}: none of the {seen.ambiguous:,} dates is after the 12th of its "
            "month, so all could be American dates, month first. They were read as day, month, "
            "year. Compare two or three with what you know; if they are American, export the file "
            "again with 2019-05-04 as the form of dates."
            for column, seen in self._columns.items()
            if not seen.is_plain and seen.ambiguous >= ENOUGH_TO_TELL and seen.days != {1}
        ]
