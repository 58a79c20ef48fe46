"""What members are owed and can be paid, account by account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from governance.infrastructure.database import db
from governance.ledger import charts
from governance.ledger.models import Book
from governance.ledger.queries.balances import AsAt, balances
from governance.ledger.units import GBP
from governance.members.models import Spell

PAYABLE = (charts.DUE_TO_MEMBERS, charts.INTEREST_DUE, charts.DIVIDENDS_DUE)


@dataclass(frozen=True)
class Due:
    """Money that stands in a party's own account, to be paid."""

    account_id: int
    code: str
    name: str
    party_id: int
    pence: int


def money_due(book_id: int, on: date, *, today: date, codes: Sequence[str] = PAYABLE) -> list[Due]:
    """Return what can be paid on a day: what is due then, and was not paid since."""
    now = {row.id: int(row.balance) for row in _rows(book_id, today, codes)}
    return [
        Due(row.id, row.code, row.name, row.party_id, pence)
        for row in _rows(book_id, on, codes)
        if (pence := min(int(row.balance), now.get(row.id, 0))) > 0
    ]


def owed_to_former_members(book: Book, *, since: date, today: date) -> list[Due]:
    """Return what was due on that day already and is still, to people who are no members now."""
    found = money_due(book.id, since, today=today)
    members = set(
        db.session.scalars(
            select(Spell.party_id).where(
                Spell.kind == "membership",
                Spell.key == book.key,
                Spell.superseded_seq.is_(None),
                Spell.valid_from <= today,
                or_(Spell.valid_to.is_(None), Spell.valid_to > today),
            )
        )
        if found
        else ()
    )
    return [each for each in found if each.party_id not in members]


def _rows(book_id: int, on: date, codes: Sequence[str]) -> list[Any]:
    return [
        row
        for code in codes
        for row in balances(book_id, AsAt(on), unit=GBP, code=code, of_parties=True)
    ]
