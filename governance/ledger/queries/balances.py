"""Balances at the end of a day, as known at a link: from the newest snapshot on, or from nought.

A snapshot has every balance of a day by the links up to one. What is left to add are the transfers
of later days, and those that came later for days before: few, where periods are closed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    and_,
    cast,
    func,
    literal,
    select,
    union_all,
)

from governance.infrastructure.database import db
from governance.ledger.models import Account, Snapshot, SnapshotBalance, Transfer

ACCOUNTS: Any = Account.__table__
TRANSFERS: Any = Transfer.__table__
BALANCES: Any = SnapshotBalance.__table__


@dataclass(frozen=True)
class AsAt:
    """The end of a day, as known at a link of the record (None: by all links there are)."""

    on: date
    known: int | None = None


def balances(
    book_id: int,
    at: AsAt,
    *,
    unit: str = "",
    code: str = "",
    of_parties: bool | None = None,
    use_snapshots: bool = True,
) -> Sequence[Any]:
    """Return every account of a book with a balance, as rows in order of unit, code and party.

    A row has the account's columns and `balance`: units, credits less debits. Only those of a unit,
    of a code, or of parties (or of none), where asked.
    """
    accounts = [ACCOUNTS.c.book_id == book_id]
    if unit:
        accounts.append(ACCOUNTS.c.unit == unit)
    if code:
        accounts.append(ACCOUNTS.c.code == code)
    if of_parties is not None:
        accounts.append(ACCOUNTS.c.party_id.is_not(None) == of_parties)
    added = added_up(book_id, at, use_snapshots=use_snapshots).subquery()
    found = (
        select(ACCOUNTS, added.c.balance)
        .join(added, added.c.account_id == ACCOUNTS.c.id)
        .where(*accounts, added.c.balance != 0)
        .order_by(ACCOUNTS.c.unit, ACCOUNTS.c.code, ACCOUNTS.c.party_id)
    )
    return db.session.execute(found).all()


def balances_of_parties(
    book_id: int, at: AsAt, *, unit: str, code: str
) -> Sequence[tuple[int, int]]:
    """Return (party, balance) of each party's account under a code, in order of party.

    What `balances` says too, made for a register of tens of thousands: accounts are joined part by
    part, where the database can tell how many there are, and rows are read as the driver has them.
    """
    own = (
        select(ACCOUNTS.c.id, ACCOUNTS.c.party_id)
        .where(
            ACCOUNTS.c.book_id == book_id,
            ACCOUNTS.c.unit == unit,
            ACCOUNTS.c.code == code,
            ACCOUNTS.c.party_id.is_not(None),
        )
        .subquery()
    )
    parts = [part.subquery() for part in _parts(book_id, at, use_snapshots=True)]
    every = union_all(
        *(
            select(own.c.party_id, part.c.balance).join(own, own.c.id == part.c.account_id)
            for part in parts
        )
    ).subquery()
    total = _whole(func.sum(every.c.balance))
    found: Any = db.session.execute(
        select(every.c.party_id, total)
        .group_by(every.c.party_id)
        .having(total != 0)
        .order_by(every.c.party_id)
    )
    rows: Sequence[tuple[int, int]] = found.cursor.fetchall()
    found.close()
    return rows


def balance_of(account_id: int, at: AsAt) -> int:
    """Return one account's balance: units, credits less debits."""
    until = [TRANSFERS.c.effective_on <= at.on, *_known(at)]
    total = 0
    for side, sign in ((TRANSFERS.c.debit_id, -1), (TRANSFERS.c.credit_id, 1)):
        added = select(func.coalesce(func.sum(TRANSFERS.c.amount), 0)).where(
            side == account_id, *until
        )
        total += sign * int(db.session.scalar(added) or 0)
    return total


def account_of(book_id: int, unit: str, code: str, party_id: int | None = None) -> Account | None:
    """Return the account of the chart, or a party's own under that code."""
    return db.session.scalar(
        select(Account).where(
            Account.book_id == book_id,
            Account.unit == unit,
            Account.code == code,
            Account.party_id.is_(None) if party_id is None else Account.party_id == party_id,
        )
    )


def snapshot_for(book_id: int, at: AsAt) -> Snapshot | None:
    """Return the newest snapshot that is of use: of that day or before, by links known then."""
    found = select(Snapshot).where(Snapshot.book_id == book_id, Snapshot.taken_on <= at.on)
    if at.known is not None:
        found = found.where(Snapshot.through_seq <= at.known)
    newest_first = found.order_by(Snapshot.taken_on.desc(), Snapshot.through_seq.desc())
    return db.session.scalar(newest_first.limit(1))


def added_up(book_id: int, at: AsAt, *, use_snapshots: bool = True) -> Select[Any]:
    """Select (account_id, balance) of every account that a transfer of the book has touched."""
    every = union_all(*_parts(book_id, at, use_snapshots=use_snapshots)).subquery()
    total = _whole(func.sum(every.c.balance)).label("balance")
    return select(every.c.account_id, total).group_by(every.c.account_id)


def _parts(book_id: int, at: AsAt, *, use_snapshots: bool) -> list[Select[Any]]:
    """Select (account_id, balance) in parts that add up: a snapshot's, and what came since."""
    # An account is of one book, so what is of other books goes when the accounts are joined;
    # without the book in the condition, the index of each side has all that is needed.
    until = and_(TRANSFERS.c.effective_on <= at.on, *_known(at))
    snapshot = snapshot_for(book_id, at) if use_snapshots else None
    if snapshot is None:
        return _both_sides(until, plain=True)
    of_book = TRANSFERS.c.book_id == book_id
    later = and_(of_book, until, TRANSFERS.c.effective_on > snapshot.taken_on)
    came_late = and_(
        TRANSFERS.c.seq > snapshot.through_seq,
        _wrapped(TRANSFERS.c.effective_on) <= snapshot.taken_on,
        *_known(at),
    )
    kept = select(BALANCES.c.account_id, BALANCES.c.balance).where(
        BALANCES.c.snapshot_id == literal(snapshot.id)
    )
    return [kept, *_both_sides(later), *_both_sides(came_late)]


def _both_sides(condition: ColumnElement[bool], *, plain: bool = False) -> list[Select[Any]]:
    """Group each side by itself first: half as long as summing the union of both.

    Unless `plain`, the few transfers are found by their day or link, then grouped.
    """
    sides = []
    for column, sign in ((TRANSFERS.c.debit_id, -1), (TRANSFERS.c.credit_id, 1)):
        side = column if plain else _wrapped(column)
        total = _whole(func.sum(TRANSFERS.c.amount) * sign).label("balance")
        found = select(side.label("account_id"), total)
        sides.append(found.where(condition).group_by(side))
    return sides


def _wrapped(column: Any) -> Any:
    """Return the column so that no index is walked in its order, over millions for a few rows."""
    return func.coalesce(column, column)


def _whole(total: Any) -> Any:
    """Return a sum as a whole number: PostgreSQL makes a numeric of it, slower to add and read."""
    return cast(total, BigInteger)


def _known(at: AsAt) -> list[ColumnElement[bool]]:
    return [] if at.known is None else [TRANSFERS.c.seq <= at.known]
