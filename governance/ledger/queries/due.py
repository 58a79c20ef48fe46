"""What members are owed and can be paid, account by account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from governance.ledger import charts
from governance.ledger.queries.balances import AsAt, balances
from governance.ledger.units import GBP

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


def _rows(book_id: int, on: date, codes: Sequence[str]) -> list[Any]:
    return [
        row
        for code in codes
        for row in balances(book_id, AsAt(on), unit=GBP, code=code, of_parties=True)
    ]
