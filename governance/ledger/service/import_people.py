"""Whom a file means: by member number, by employee reference, or a body by its name."""

import difflib
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from governance.infrastructure.database import db
from governance.ledger.importing.settings import Numbers, Settings
from governance.members.models import Party, RegisterEntry

NEAREST_TRIED = 25
PERSON = "person"


@dataclass(frozen=True)
class Known:
    """A party as the import needs it."""

    party_id: int
    kind: str


class Unknown(ValueError):
    """Nobody goes by this; the words say who may be meant."""


class People:
    """Everybody on the register, by what the file calls them; read once for a file."""

    def __init__(self, settings: Settings) -> None:
        self._numbers = settings.numbers
        self._source = settings.staff_source
        self._by: dict[str, Known] = {}
        self._tried = 0
        for row in _everybody():
            known = Known(row.id, row.kind)
            if row.kind != PERSON and row.name:
                self._by.setdefault(row.name.casefold(), known)
            if number := self._number_of(row):
                self._by[number.casefold()] = known

    def find(self, text: str) -> Known:
        """Return who goes by this.

        Raises:
            Unknown: nobody does; with the nearest there is.
        """
        found = self._by.get(text.casefold())
        if found is not None:
            return found
        what = "member number" if self._numbers is Numbers.MEMBER else "employee reference"
        raise Unknown(f"Nobody has the {what} {text}, and no body this name. {self._hint(text)}")

    def _number_of(self, row: Any) -> str:
        if self._numbers is Numbers.MEMBER:
            return str(row.member_number or "")
        return (row.employee_ref or "") if row.source == self._source else ""

    def _hint(self, text: str) -> str:
        bare = text.lstrip("0")
        if text.isdigit():
            padded = [key for width in range(len(bare), 13) if (key := bare.zfill(width)) != text]
            lost = next((key for key in padded if key in self._by), "")
            if lost:
                return (
                    f"There is {lost}: a spreadsheet may have changed the zeros in front. Set the "
                    "column to text and save again."
                )
        self._tried += 1
        near = (
            difflib.get_close_matches(text.casefold(), self._by, n=1, cutoff=0.6)
            if self._tried <= NEAREST_TRIED
            else []
        )
        if near:
            return f"The nearest there is: {near[0]}. Correct it, or enter them on the register."
        return "Enter them on the register first, or say which numbers the file has."


def _everybody() -> Any:
    found = select(
        Party.id, Party.kind, Party.member_number, Party.source, Party.employee_ref,
        RegisterEntry.name,
    ).outerjoin(RegisterEntry, RegisterEntry.party_id == Party.id)  # fmt: skip
    return db.session.execute(found.order_by(Party.id))
