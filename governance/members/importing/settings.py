"""How a source writes its files, beside the names of its columns: remembered with the mapping."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from governance.members.importing.headings import Field, Mapped
from governance.members.importing.values import Dates, Hours


@dataclass(frozen=True)
class Settings:
    """The form of dates, the unit of hours, and what full time is, where the file does not say."""

    profile: str = ""
    dates: Dates = Dates.ANY
    hours: Hours = Hours.DECIMAL
    full_time_minutes: int | None = None

    @classmethod
    def kept(cls, data: Mapping[str, Any]) -> "Settings":
        """Return the settings as they were kept; what was not kept is as usual."""
        return cls(
            profile=data.get("profile", ""),
            dates=Dates(data.get("dates", Dates.ANY)),
            hours=Hours(data.get("hours", Hours.DECIMAL)),
            full_time_minutes=data.get("full_time_minutes"),
        )

    def to_keep(self) -> dict[str, Any]:
        """Return the settings as they are kept."""
        return {
            "profile": self.profile,
            "dates": str(self.dates),
            "hours": str(self.hours),
            "full_time_minutes": self.full_time_minutes,
        }


def unsettled(settings: Settings, mapped: Mapped) -> list[str]:
    """Return a sentence for what the columns as chosen need to be told besides."""
    has_full_time = settings.full_time_minutes or mapped.get(Field.FULL_TIME_HOURS)
    if settings.hours is Hours.FTE and mapped.get(Field.HOURS) and not has_full_time:
        return ["Enter the full-time hours a week, as the column of hours holds FTE."]
    return []
