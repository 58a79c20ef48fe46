"""What was posted: the journal, a transaction with its legs, and the movements of an account."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, or_, select, union_all

from governance.infrastructure.database import db
from governance.ledger.models import Account, Period, Transaction, Transfer
from governance.record import queries as record
from governance.record.verify import Anchor

ACCOUNTS: Any = Account.__table__
TRANSFERS: Any = Transfer.__table__
PAGE_LENGTH = 50
LEGS_SHOWN = 6
LEGS_A_PAGE = 100
ROWS_AT_ONCE = 2_000


@dataclass(frozen=True)
class JournalSearch:
    """Which transactions of a book are looked for; the newest day comes first."""

    book_id: int
    kind: str = ""
    first: date | None = None
    last: date | None = None
    amount: int | None = None
    words: str = ""
    known: int | None = None

    def count(self) -> int:
        """Return how many are found."""
        counted = select(func.count()).select_from(Transaction).where(*self._conditions())
        return db.session.scalar(counted) or 0

    def page(self, number: int) -> Sequence[Transaction]:
        """Return one page of those found."""
        newest_first = (Transaction.effective_on.desc(), Transaction.seq.desc())
        found = select(Transaction).where(*self._conditions()).order_by(*newest_first)
        paged = found.offset((number - 1) * PAGE_LENGTH).limit(PAGE_LENGTH)
        return db.session.scalars(paged).all()

    def in_pieces(self) -> Iterator[Sequence[Any]]:
        """Yield the legs of all that are found, oldest first, for a file of any length."""
        found = legs().add_columns(
            Transaction.kind, Transaction.key, Transaction.memo, Transaction.reverses_seq
        )
        found = found.join(Transaction, Transaction.seq == TRANSFERS.c.seq)
        yield from in_order(found.where(*self._conditions()))

    def _conditions(self) -> list[ColumnElement[bool]]:
        asked = [Transaction.book_id == self.book_id]
        if self.kind:
            asked.append(Transaction.kind == self.kind)
        if self.first:
            asked.append(Transaction.effective_on >= self.first)
        if self.last:
            asked.append(Transaction.effective_on <= self.last)
        if self.known is not None:
            asked.append(Transaction.seq <= self.known)
        if self.amount is not None:
            of_amount = and_(Transfer.seq == Transaction.seq, Transfer.amount == self.amount)
            asked.append(exists().where(of_amount))
        if self.words:
            says = [
                func.lower(column).contains(self.words.lower(), autoescape=True)
                for column in (Transaction.key, Transaction.memo)
            ]
            if self.words.isdecimal() and len(self.words) < 16:
                says.append(Transaction.seq == int(self.words))
            asked.append(or_(*says))
        return asked


def account(book_id: int, account_id: int) -> Account | None:
    """Return an account of the book, of its chart or a party's own."""
    return db.session.scalar(
        select(Account).where(Account.id == account_id, Account.book_id == book_id)
    )


def party_accounts(account: Account) -> Select[Any]:
    """Select the accounts of parties under one of the chart."""
    return select(ACCOUNTS).where(
        ACCOUNTS.c.book_id == account.book_id,
        ACCOUNTS.c.unit == account.unit,
        ACCOUNTS.c.code == account.code,
        ACCOUNTS.c.party_id.is_not(None),
    )


def kinds_of(book_id: int) -> Sequence[str]:
    """Return the kinds of transaction that a book has, in order of the alphabet."""
    found = select(Transaction.kind).where(Transaction.book_id == book_id).distinct()
    return db.session.scalars(found.order_by(Transaction.kind)).all()


def transaction(book_id: int, seq: int) -> Transaction | None:
    """Return a transaction of the book."""
    return db.session.scalar(
        select(Transaction).where(Transaction.seq == seq, Transaction.book_id == book_id)
    )


def reversal_of(seq: int) -> int | None:
    """Return the transaction that reversed this one, if one did."""
    found = reversed_by(seq)
    return found.seq if found else None


def reversed_by(seq: int) -> Transaction | None:
    """Return the reversal of a transaction, if it was reversed."""
    return db.session.scalar(select(Transaction).where(Transaction.reverses_seq == seq))


def legs() -> Select[Any]:
    """Select transfers with the accounts on both sides."""
    debit, credit = ACCOUNTS.alias("debit"), ACCOUNTS.alias("credit")
    sides = [
        column.label(f"{side}_{column.name}")
        for side, table in (("debit", debit), ("credit", credit))
        for column in (table.c.id, table.c.code, table.c.name, table.c.party_id)
    ]
    return (
        select(TRANSFERS.c.seq, TRANSFERS.c.n, TRANSFERS.c.effective_on, TRANSFERS.c.amount)
        .add_columns(debit.c.unit, *sides)
        .join(debit, debit.c.id == TRANSFERS.c.debit_id)
        .join(credit, credit.c.id == TRANSFERS.c.credit_id)
    )


def first_legs_of(seqs: Sequence[int]) -> dict[int, list[Any]]:
    """Return the first few legs of each of these transactions."""
    found = legs().where(TRANSFERS.c.seq.in_(seqs), TRANSFERS.c.n <= LEGS_SHOWN)
    told: dict[int, list[Any]] = {seq: [] for seq in seqs}
    for row in db.session.execute(found.order_by(TRANSFERS.c.seq, TRANSFERS.c.n)):
        told[row.seq].append(row)
    return told


def legs_page(seq: int, page: int) -> Sequence[Any]:
    """Return one page of a transaction's legs."""
    first = (page - 1) * LEGS_A_PAGE
    of_it = legs().where(TRANSFERS.c.seq == seq, TRANSFERS.c.n > first)
    return db.session.execute(of_it.order_by(TRANSFERS.c.n).limit(LEGS_A_PAGE)).all()


def in_order(found: Select[Any]) -> Iterator[Sequence[Any]]:
    """Yield rows of transfers by day, link and number, some thousands at a time."""
    day, seq, number = TRANSFERS.c.effective_on, TRANSFERS.c.seq, TRANSFERS.c.n
    ordered = found.order_by(day, seq, number).limit(ROWS_AT_ONCE)
    rows = db.session.execute(ordered).all()
    while rows:
        yield rows
        last = rows[-1]
        after = _after((day, seq, number), (last.effective_on, last.seq, last.n))
        # The first condition lets the index be used; the second is the exact one.
        rows = db.session.execute(ordered.where(day >= last.effective_on, after)).all()


@dataclass(frozen=True)
class Movements:
    """What went through an account, with its parties' accounts where it has some; oldest first."""

    account: Account
    first: date | None = None
    last: date | None = None
    known: int | None = None

    def count(self) -> int:
        """Return how many movements there are."""
        counted = select(func.count()).select_from(self._moves().subquery())
        return db.session.scalar(counted) or 0

    def brought_forward(self) -> int:
        """Return the balance before the first day asked for."""
        if self.first is None:
            return 0
        before = Movements(self.account, None, self.first - timedelta(days=1), self.known)
        return before.total()

    def total(self) -> int:
        """Return what the movements come to: credits less debits."""
        moves = self._moves().subquery()
        return int(db.session.scalar(select(func.coalesce(func.sum(moves.c.change), 0))) or 0)

    def before(self, page: int) -> int:
        """Return the balance at the top of a page."""
        earlier = self._in_order().limit((page - 1) * PAGE_LENGTH).subquery()
        moved = db.session.scalar(select(func.coalesce(func.sum(earlier.c.change), 0)))
        return self.brought_forward() + int(moved or 0)

    def page(self, number: int) -> Sequence[Any]:
        """Return one page of movements with the account opposite, its party and the kind."""
        return self._told(self._in_order().offset((number - 1) * PAGE_LENGTH).limit(PAGE_LENGTH))

    def in_pieces(self) -> Iterator[Sequence[Any]]:
        """Yield all movements, some thousands at a time."""
        moves = self._moves().subquery()
        key = (moves.c.effective_on, moves.c.seq, moves.c.n, moves.c.side)
        rows = self._told(select(moves).order_by(*key).limit(ROWS_AT_ONCE))
        while rows:
            yield rows
            last = (rows[-1].effective_on, rows[-1].seq, rows[-1].n, rows[-1].side)
            rows = self._told(
                select(moves).where(_after(key, last)).order_by(*key).limit(ROWS_AT_ONCE)
            )

    def _told(self, moves: Select[Any]) -> Sequence[Any]:
        found = moves.subquery()
        opposite, own = ACCOUNTS.alias(), ACCOUNTS.alias()
        told = (
            select(
                found,
                opposite.c.code,
                opposite.c.name,
                opposite.c.party_id,
                own.c.party_id.label("own_party_id"),
                Transaction.kind,
                Transaction.memo,
                Transaction.key,
            )
            .join(opposite, opposite.c.id == found.c.opposite_id)
            .join(own, own.c.id == found.c.own_id)
            .join(Transaction, Transaction.seq == found.c.seq)
            .order_by(found.c.effective_on, found.c.seq, found.c.n, found.c.side)
        )
        return db.session.execute(told).all()

    def _in_order(self) -> Select[Any]:
        moves = self._moves().subquery()
        return select(moves).order_by(moves.c.effective_on, moves.c.seq, moves.c.n, moves.c.side)

    def _moves(self) -> Any:
        own = select(ACCOUNTS.c.id).where(
            ACCOUNTS.c.book_id == self.account.book_id,
            ACCOUNTS.c.unit == self.account.unit,
            ACCOUNTS.c.code == self.account.code,
        )
        ids = [self.account.id] if not self.account.per_party else own
        debit, credit = TRANSFERS.c.debit_id, TRANSFERS.c.credit_id
        return union_all(
            *(
                select(
                    TRANSFERS.c.effective_on,
                    TRANSFERS.c.seq,
                    TRANSFERS.c.n,
                    literal(sign).label("side"),
                    (TRANSFERS.c.amount * sign).label("change"),
                    side.label("own_id"),
                    opposite.label("opposite_id"),
                ).where(side.in_(ids), *self._days())
                for side, opposite, sign in ((debit, credit, -1), (credit, debit, 1))
            )
        )

    def _days(self) -> list[ColumnElement[bool]]:
        asked = []
        if self.first:
            asked.append(TRANSFERS.c.effective_on >= self.first)
        if self.last:
            asked.append(TRANSFERS.c.effective_on <= self.last)
        if self.known is not None:
            asked.append(TRANSFERS.c.seq <= self.known)
        return asked


def periods_of(book_id: int) -> Sequence[Period]:
    """Return the closed periods of a book, the newest first."""
    found = select(Period).where(Period.book_id == book_id)
    return db.session.scalars(found.order_by(Period.ends_on.desc())).all()


def periods_with_anchors(book_id: int) -> list[tuple[Period, Anchor]]:
    """Return them with the anchor that each close sent to the auditors: the link of the close."""
    found = [(period, record.link(period.closed_seq)) for period in periods_of(book_id)]
    return [(period, Anchor(link.seq, link.hash)) for period, link in found if link]


def _after(key: Sequence[Any], last: Sequence[Any]) -> ColumnElement[bool]:
    """Say that a row's key comes after the last one read."""
    return or_(
        *(
            and_(*(key[i] == last[i] for i in range(place)), key[place] > last[place])
            for place in range(len(key))
        )
    )
