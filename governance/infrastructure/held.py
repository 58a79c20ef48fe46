"""What a feature stores about one party: told to that party whole, and erased when it may be."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol


@dataclass(frozen=True)
class Held:
    """Things of one sort that are stored about a party.

    `why` says what for; `kept` for how long, and what becomes of them then. Rows are as stored:
    field -> value, plain enough for JSON.
    """

    title: str
    why: str
    kept: str
    rows: tuple[dict[str, Any], ...]


class Keeper(Protocol):
    """A feature that stores things about parties: each has one in its `held.py`."""

    def held_on(self, party_id: int) -> Iterator[Held]:
        """Yield all that the feature stores about the party."""

    def obstacles(self, party_id: int, *, today: date) -> Iterator[str]:
        """Yield a sentence for each reason for which the party's words must still be kept."""

    def erase(self, party_id: int, *, now: datetime) -> int:
        """Erase the words; return in how many rows. Days, numbers and digests stay."""


def plain(value: Any) -> Any:
    """Return a value as JSON has it: days and instants in ISO 8601."""
    if value is None or isinstance(value, str | int | bool | dict | list):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def row_of(row: Any, *names: str) -> dict[str, Any]:
    """Return the named fields of a row as told to the party."""
    return {name.replace("_", " "): plain(getattr(row, name)) for name in names}
