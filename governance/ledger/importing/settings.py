"""How a source writes its files, beside the names of its columns: remembered with the mapping."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from governance.ledger.importing.amounts import Money
from governance.members.importing.values import Dates


class Numbers(StrEnum):
    """By which number the file knows people."""

    MEMBER = "member"
    EMPLOYEE = "employee"


@dataclass(frozen=True)
class Settings:
    """Who the numbers are, how dates and money are written, and who becomes a member.

    `joins`: whoever had shares for members before they were one becomes one from that day.
    `day`: the day whose end opening balances are of; it is asked each time.
    """

    numbers: Numbers = Numbers.MEMBER
    staff_source: str = "staff"
    dates: Dates = Dates.ANY
    money: Money = Money.POUNDS
    joins: bool = False
    day: date | None = None

    @classmethod
    def kept(cls, data: Mapping[str, Any]) -> "Settings":
        """Return the settings as they were kept; what was not kept is as usual."""
        day = data.get("day")
        return cls(
            numbers=Numbers(data.get("numbers", Numbers.MEMBER)),
            staff_source=data.get("staff_source", "staff"),
            dates=Dates(data.get("dates", Dates.ANY)),
            money=Money(data.get("money", Money.POUNDS)),
            joins=bool(data.get("joins", False)),
            day=date.fromisoformat(day) if day else None,
        )

    def to_keep(self) -> dict[str, Any]:
        """Return the settings as they are kept."""
        return {
            "numbers": str(self.numbers),
            "staff_source": self.staff_source,
            "dates": str(self.dates),
            "money": str(self.money),
            "joins": self.joins,
            "day": self.day.isoformat() if self.day else None,
        }
