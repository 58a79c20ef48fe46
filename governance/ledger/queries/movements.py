"""How holdings came about: every movement of shares, by holder and class."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, union_all

from governance.infrastructure.database import db
from governance.ledger import charts
from governance.ledger.models import Account, Transaction, Transfer
from governance.ledger.queries.balances import AsAt
from governance.ledger.units import SHARES, class_of, shares_of
from governance.members.models import Party

ACCOUNTS: Any = Account.__table__
TRANSFERS: Any = Transfer.__table__
HEADERS: Any = Transaction.__table__


@dataclass(frozen=True)
class Moved:
    """What one transaction did to one holding: so many shares more, or fewer.

    `n` is the first of its transfers that did.
    """

    seq: int
    n: int
    book_id: int
    kind: str
    on: date
    reverses: int | None
    party_id: int
    share_class_id: int
    change: int
    memo: str | None = None


def movements(
    at: AsAt,
    *,
    book_id: int | None = None,
    party_id: int | None = None,
    share_class_id: int | None = None,
    seq: int | None = None,
) -> list[Moved]:
    """Return the movements of holdings up to the end of a day, in order of day and link."""
    conditions = [ACCOUNTS.c.code == charts.HELD, ACCOUNTS.c.party_id.is_not(None)]
    if book_id is not None:
        conditions.append(ACCOUNTS.c.book_id == book_id)
    if party_id is not None:
        conditions.append(ACCOUNTS.c.party_id == party_id)
    if share_class_id is not None:
        conditions.append(ACCOUNTS.c.unit == shares_of(share_class_id))
    if seq is not None:
        conditions.append(TRANSFERS.c.seq == seq)
    rows = db.session.execute(_of_holdings(at, conditions))
    return [_moved(row) for row in rows if row.unit.startswith(SHARES) and row.change]


def parties_moved(seq: int) -> list[int]:
    """Return those whose holdings a transaction changed; who has more shares by it comes first."""
    moved = movements(AsAt(date.max), seq=seq)
    return [each.party_id for each in sorted(moved, key=lambda each: (-each.change, each.n))]


def kinds_ever(book_id: int) -> Sequence[str]:
    """Return the kinds of party that hold or ever held shares of a book."""
    holders = (
        select(Party.kind)
        .join(ACCOUNTS, ACCOUNTS.c.party_id == Party.id)
        .where(
            ACCOUNTS.c.book_id == book_id,
            ACCOUNTS.c.code == charts.HELD,
            ACCOUNTS.c.unit.like(f"{SHARES}%"),
        )
    )
    return db.session.scalars(holders.distinct().order_by(Party.kind)).all()


def changes_by_kind(book_id: int, at: AsAt) -> Iterator[tuple[date, str, int]]:
    """Yield by how many shares each kind of holder had more or fewer, day by day."""
    sides = [
        select(
            TRANSFERS.c.effective_on,
            Party.kind,
            (func.sum(TRANSFERS.c.amount) * sign).label("change"),
        )
        .join(ACCOUNTS, ACCOUNTS.c.id == side)
        .join(Party, Party.id == ACCOUNTS.c.party_id)
        .where(
            TRANSFERS.c.book_id == book_id,
            ACCOUNTS.c.code == charts.HELD,
            ACCOUNTS.c.unit.like(f"{SHARES}%"),
            *_until(at),
        )
        .group_by(TRANSFERS.c.effective_on, Party.kind)
        for side, sign in _SIDES
    ]
    every = union_all(*sides).subquery()
    rows = select(every).order_by(every.c.effective_on, every.c.kind)
    for row in db.session.execute(rows):
        yield row.effective_on, row.kind, int(row.change)


def since_when(party_id: int, at: AsAt) -> Mapping[int, date]:
    """Return, by class, the day since which a party has held any of it without a break."""
    held: dict[int, int] = defaultdict(int)
    since: dict[int, date] = {}
    for moved in movements(at, party_id=party_id):
        before = held[moved.share_class_id]
        held[moved.share_class_id] += moved.change
        if not before:
            since[moved.share_class_id] = moved.on
    return since


def dues_of(party_id: int, at: AsAt, *, book_id: int | None = None) -> Sequence[Any]:
    """Return what was due to a party and paid: rows of seq, on, kind, code, book_id and change.

    A change above nought came due; one below was paid, or went back. `other_code`, `other_kind`
    and `other_name` are the account on the other side.
    """
    other = ACCOUNTS.alias("other")
    sides = [
        select(
            TRANSFERS.c.seq,
            TRANSFERS.c.n,
            TRANSFERS.c.effective_on.label("on"),
            HEADERS.c.kind,
            ACCOUNTS.c.code,
            ACCOUNTS.c.book_id,
            (TRANSFERS.c.amount * sign).label("change"),
            other.c.code.label("other_code"),
            other.c.kind.label("other_kind"),
            other.c.name.label("other_name"),
        )
        .join(ACCOUNTS, ACCOUNTS.c.id == side)
        .join(other, other.c.id == (TRANSFERS.c.debit_id + TRANSFERS.c.credit_id - side))
        .join(HEADERS, HEADERS.c.seq == TRANSFERS.c.seq)
        .where(
            ACCOUNTS.c.party_id == party_id,
            ACCOUNTS.c.code.in_(DUES),
            *_until(at),
            *([ACCOUNTS.c.book_id == book_id] if book_id is not None else []),
        )
        for side, sign in _SIDES
    ]
    every = union_all(*sides).subquery()
    return db.session.execute(select(every).order_by(every.c.on, every.c.seq, every.c.n)).all()


def _of_holdings(at: AsAt, conditions: list[ColumnElement[bool]]) -> Select[Any]:
    sides = [
        select(
            TRANSFERS.c.seq,
            TRANSFERS.c.n,
            ACCOUNTS.c.party_id,
            ACCOUNTS.c.unit,
            (TRANSFERS.c.amount * sign).label("change"),
        )
        .join(ACCOUNTS, ACCOUNTS.c.id == side)
        .where(*conditions, *_until(at))
        for side, sign in _SIDES
    ]
    every = union_all(*sides).subquery()
    return (
        select(
            every.c.seq,
            func.min(every.c.n).label("n"),
            HEADERS.c.book_id,
            HEADERS.c.kind,
            HEADERS.c.effective_on,
            HEADERS.c.reverses_seq,
            HEADERS.c.memo,
            every.c.party_id,
            every.c.unit,
            func.sum(every.c.change).label("change"),
        )
        .join(HEADERS, HEADERS.c.seq == every.c.seq)
        .group_by(
            every.c.seq,
            HEADERS.c.book_id,
            HEADERS.c.kind,
            HEADERS.c.effective_on,
            HEADERS.c.reverses_seq,
            HEADERS.c.memo,
            every.c.party_id,
            every.c.unit,
        )
        .order_by(HEADERS.c.effective_on, every.c.seq, func.min(every.c.n))
    )


def _until(at: AsAt) -> Iterator[ColumnElement[bool]]:
    yield TRANSFERS.c.effective_on <= at.on
    if at.known is not None:
        yield TRANSFERS.c.seq <= at.known


def _moved(row: Any) -> Moved:
    share_class_id = class_of(row.unit)
    assert share_class_id is not None
    return Moved(
        seq=row.seq,
        n=row.n,
        book_id=row.book_id,
        kind=row.kind,
        on=row.effective_on,
        reverses=row.reverses_seq,
        party_id=row.party_id,
        share_class_id=share_class_id,
        change=int(row.change),
        memo=row.memo,
    )


_SIDES = ((TRANSFERS.c.debit_id, -1), (TRANSFERS.c.credit_id, 1))
DUES = (charts.DUE_TO_MEMBERS, charts.INTEREST_DUE, charts.DIVIDENDS_DUE)
