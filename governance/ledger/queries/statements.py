"""The trial balance, the result of a year and the balance sheet, as at a day and as known then."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import case, func, literal, select, union_all

from governance.infrastructure.database import db
from governance.ledger.models import Account, Book, Transaction, Transfer
from governance.ledger.queries.balances import AsAt, added_up
from governance.ledger.units import GBP

ACCOUNTS: Any = Account.__table__
TRANSFERS: Any = Transfer.__table__
HEADERS: Any = Transaction.__table__

CLOSING_ENTRY = "closing entry"
OF_THE_RESULT = ("income", "expense")


@dataclass(frozen=True)
class Standing:
    """An account of the chart with what stands in it, its parties' accounts added up.

    `balance` is credits less debits; `parties` says how many have one that is not nought.
    """

    account_id: int
    unit: str
    code: str
    name: str
    kind: str
    per_party: bool
    balance: int
    parties: int

    @property
    def debit(self) -> int:
        """What stands on the debit side, or 0."""
        return max(-self.balance, 0)

    @property
    def credit(self) -> int:
        """What stands on the credit side, or 0."""
        return max(self.balance, 0)


@dataclass(frozen=True)
class Sums:
    """All debits and all credits of a unit; they are the same where nothing is amiss."""

    unit: str
    debit: int
    credit: int

    @property
    def agree(self) -> bool:
        """Say whether the unit balances."""
        return self.debit == self.credit


def trial_balance(
    book_id: int, at: AsAt, *, before_closing: bool = False, with_nought: bool = False
) -> list[Standing]:
    """Return each account of the chart, by unit and code, with its parties' accounts added up.

    `before_closing` leaves out the closing entry of that very day. Those at nought come only where
    asked for.
    """
    added = _without_closing(book_id, at) if before_closing else added_up(book_id, at)
    found = added.subquery()
    rows = db.session.execute(
        select(
            ACCOUNTS.c.unit,
            ACCOUNTS.c.code,
            func.coalesce(func.sum(found.c.balance), 0).label("balance"),
            func.sum(
                case((ACCOUNTS.c.party_id.is_not(None) & (found.c.balance != 0), 1), else_=0)
            ).label("parties"),
        )
        .join(found, found.c.account_id == ACCOUNTS.c.id)
        .where(ACCOUNTS.c.book_id == book_id)
        .group_by(ACCOUNTS.c.unit, ACCOUNTS.c.code)
    )
    standing = {(row.unit, row.code): (int(row.balance), int(row.parties)) for row in rows}
    return [
        Standing(
            account_id=account.id,
            unit=account.unit,
            code=account.code,
            name=account.name,
            kind=account.kind,
            per_party=account.per_party,
            balance=balance,
            parties=parties,
        )
        for account in chart_of_book(book_id, known=at.known)
        for balance, parties in [standing.get((account.unit, account.code), (0, 0))]
        if with_nought or balance or parties
    ]


def sums_of(rows: Iterable[Standing]) -> list[Sums]:
    """Return all debits and credits of each unit, money first."""
    debits: dict[str, int] = {}
    credits: dict[str, int] = {}
    for row in rows:
        debits[row.unit] = debits.get(row.unit, 0) + row.debit
        credits[row.unit] = credits.get(row.unit, 0) + row.credit
    in_order = sorted(debits, key=lambda unit: (unit != GBP, unit))
    return [Sums(unit, debits[unit], credits[unit]) for unit in in_order]


def chart_of_book(book_id: int, *, known: int | None = None) -> Sequence[Account]:
    """Return the accounts of the chart, money first; those of parties are beneath them."""
    of_chart = select(Account).where(Account.book_id == book_id, Account.party_id.is_(None))
    if known is not None:
        of_chart = of_chart.where(Account.opened_seq <= known)
    in_order = of_chart.order_by(Account.unit != GBP, Account.unit, Account.code)
    return db.session.scalars(in_order).all()


def result(book_id: int, first: date, at: AsAt) -> dict[str, int]:
    """Return what came in and went out by account code, from that day on; no closing entries.

    Income is above nought, expense below.
    """
    chart = ACCOUNTS.alias()
    moved = [
        select(chart.c.code, (func.sum(TRANSFERS.c.amount) * sign).label("change"))
        .join(chart, chart.c.id == side)
        .join(HEADERS, HEADERS.c.seq == TRANSFERS.c.seq)
        .where(
            chart.c.book_id == book_id,
            chart.c.kind.in_(OF_THE_RESULT),
            TRANSFERS.c.effective_on.between(first, at.on),
            HEADERS.c.kind != CLOSING_ENTRY,
            *([] if at.known is None else [TRANSFERS.c.seq <= at.known]),
        )
        .group_by(chart.c.code)
        for side, sign in ((TRANSFERS.c.debit_id, -1), (TRANSFERS.c.credit_id, 1))
    ]
    both = union_all(*moved).subquery()
    summed = select(both.c.code, func.sum(both.c.change).label("change")).group_by(both.c.code)
    return {row.code: int(row.change) for row in db.session.execute(summed)}


def year_of(book: Book, day: date) -> tuple[date, date]:
    """Return the first and the last day of the entity's year in which a day lies."""
    month, day_of_month = (int(part) for part in book.year_ends.split("-"))
    last = date(day.year, month, day_of_month)
    if day > last:
        last = date(day.year + 1, month, day_of_month)
    return date(last.year - 1, month, day_of_month) + timedelta(days=1), last


def _without_closing(book_id: int, at: AsAt) -> Any:
    """Select the balances with the closing entry of that day taken back."""
    taken_back = [
        select(side.label("account_id"), (TRANSFERS.c.amount * sign).label("balance"))
        .join(HEADERS, HEADERS.c.seq == TRANSFERS.c.seq)
        .where(
            HEADERS.c.book_id == book_id,
            HEADERS.c.kind == literal(CLOSING_ENTRY),
            HEADERS.c.effective_on == at.on,
            *([] if at.known is None else [HEADERS.c.seq <= at.known]),
        )
        for side, sign in ((TRANSFERS.c.debit_id, 1), (TRANSFERS.c.credit_id, -1))
    ]
    standing = added_up(book_id, at).subquery()
    every = union_all(select(standing.c.account_id, standing.c.balance), *taken_back).subquery()
    return select(every.c.account_id, func.sum(every.c.balance).label("balance")).group_by(
        every.c.account_id
    )
