"""A book as plain-text accounting, which `hledger` and its kin read: to check it without us.

Money is in £, shares in units named after their class, leave in minutes. Accounts of parties end
in `member:17`, never in a name. At each closed period every balance is asserted.
"""

from collections.abc import Iterator, Mapping
from itertools import chain, groupby
from typing import Any

from sqlalchemy import select

from governance.infrastructure.database import db
from governance.ledger.models import Account, Book, Period, ShareClass, Transaction
from governance.ledger.queries import postings
from governance.ledger.queries.balances import AsAt, balances
from governance.ledger.queries.holdings import share_classes
from governance.ledger.queries.postings import TRANSFERS
from governance.ledger.units import GBP, LEAVE, class_of
from governance.record import queries as record_queries

MINUTES = "min"
ROOTS = {
    "asset": "Assets",
    "liability": "Liabilities",
    "equity": "Equity",
    "income": "Income",
    "expense": "Expenses",
}
TYPES = {"asset": "A", "liability": "L", "equity": "E", "income": "R", "expense": "X"}
NOT_IN_WORDS = str.maketrans(dict.fromkeys(':;"|\n\r\t', " "))


def journal(book: Book, at: AsAt, *, with_notes: bool = False) -> Iterator[str]:
    """Yield the book as an hledger journal: what happened until that day, as known at that link.

    Notes are words of officers, so they come only for those who may read whose accounts are whose.
    """
    head = record_queries.head()
    known = min(at.known or head.seq, head.seq) if head else 0
    names = _Names(book, known)
    yield f"; {_words(book.legal_name)}: until {at.on.isoformat()}, as known at link {known}\n"
    if at.known is None and head:
        yield f"; anchor {head}\n"
    yield from names.declared()
    ends = [
        period
        for period in reversed(postings.periods_of(book.id))
        if period.closed_seq <= known and period.ends_on <= at.on
    ]
    for posted, legs in _transactions(book, AsAt(at.on, known)):
        while ends and ends[0].ends_on < posted.effective_on:
            yield from _asserted(ends.pop(0), names, known)
        yield _header(posted, with_notes=with_notes)
        for leg in legs:
            yield names.posting(leg.debit_id, leg.amount)
            yield names.posting(leg.credit_id, -leg.amount)
    for period in ends:
        yield from _asserted(period, names, known)


class _Names:
    """What accounts and amounts are called in the file."""

    def __init__(self, book: Book, known: int) -> None:
        self._classes = {each.id: each for each in share_classes(book.id)}
        of_book = select(Account.__table__).where(
            Account.book_id == book.id, Account.opened_seq <= known
        )
        self._accounts: dict[int, Any] = {
            row.id: row for row in db.session.execute(of_book.order_by(Account.id))
        }
        self._called = self._named()

    def declared(self) -> Iterator[str]:
        """Yield the commodities and the accounts of the chart, for hledger's strict mode."""
        yield "commodity £1,000.00\n"
        yield f"commodity 1000. {MINUTES}\n"
        for share_class in self._classes.values():
            yield f"commodity 1000. {self._commodity(share_class)}\n"
        for row in self._accounts.values():
            kind = f", type:{TYPES[row.kind]}" if row.kind in TYPES and not row.party_id else ""
            yield f"account {self._called[row.id]}  ; code:{row.code}{kind}\n"
        yield "\n"

    def posting(self, account_id: int, amount: int, asserted: int | None = None) -> str:
        """Return a line of a transaction: debits are above nought, credits below."""
        unit = self._accounts[account_id].unit
        says = f" = {self.amount(unit, asserted)}" if asserted is not None else ""
        return f"    {self._called[account_id]}  {self.amount(unit, amount)}{says}\n"

    def amount(self, unit: str, amount: int) -> str:
        """Return an amount with its commodity."""
        if unit == GBP:
            return f"£{'-' if amount < 0 else ''}{abs(amount) // 100}.{abs(amount) % 100:02}"
        if unit == LEAVE:
            return f"{amount} {MINUTES}"
        return f"{amount} {self._commodity(self._classes[class_of(unit) or 0])}"

    def _commodity(self, share_class: ShareClass) -> str:
        alike = [each for each in self._classes.values() if each.name == share_class.name]
        name = _words(share_class.name)
        return f'"{name}"' if len(alike) == 1 else f'"{name} {_words(share_class.code)}"'

    def _named(self) -> Mapping[int, str]:
        """Call each account by its kind and name; two of one name have their codes besides."""
        charted = [row for row in self._accounts.values() if row.party_id is None]
        plain = {row.id: self._path(row) for row in charted}
        times: dict[str, int] = {}
        for name in plain.values():
            times[name.lower()] = times.get(name.lower(), 0) + 1
        chart = {
            (row.unit, row.code): (
                plain[row.id]
                if times[plain[row.id].lower()] == 1
                else f"{plain[row.id]} {_words(row.code)}"
            )
            for row in charted
        }
        return {
            row.id: chart[row.unit, row.code]
            + (f":member:{row.party_id}" if row.party_id is not None else "")
            for row in self._accounts.values()
        }

    def _path(self, row: Any) -> str:
        if row.kind in ROOTS:
            # A colon in a name, as in "Share capital: A shares", makes a level of its own.
            parts = [_words(part) for part in row.name.split(":")]
            return ":".join([ROOTS[row.kind], *(part for part in parts if part)])
        if row.unit == LEAVE:
            return f"Leave:{_words(row.name)}"
        share_class = self._classes[class_of(row.unit) or 0]
        return f"Shares:{_words(share_class.name)} {_words(share_class.code)}:{row.code}"


def _transactions(book: Book, at: AsAt) -> Iterator[tuple[Any, Iterator[Any]]]:
    """Yield each transaction's first row with all its legs, by day and link."""
    found = (
        postings.legs()
        .add_columns(Transaction.kind, Transaction.key, Transaction.memo, Transaction.reverses_seq)
        .join(Transaction, Transaction.seq == TRANSFERS.c.seq)
        .where(
            TRANSFERS.c.book_id == book.id,
            TRANSFERS.c.effective_on <= at.on,
            TRANSFERS.c.seq <= at.known,
        )
    )
    rows = (row for piece in postings.in_order(found) for row in piece)
    for _seq, legs in groupby(rows, key=lambda row: row.seq):
        first = next(legs)
        yield first, chain([first], legs)  # noqa: B031 - each is read to its end at once


def _header(posted: Any, *, with_notes: bool) -> str:
    """Return a transaction's first line, and its tags beneath."""
    tags = [("seq", posted.seq), ("kind", posted.kind), ("key", posted.key)]
    tags += [("reverses", posted.reverses_seq), ("memo", posted.memo if with_notes else None)]
    written = ", ".join(f"{name}:{_tag(value)}" for name, value in tags if value)
    return f"\n{posted.effective_on.isoformat()} ({posted.seq}) {posted.kind}\n    ; {written}\n"


def _asserted(period: Period, names: _Names, known: int) -> Iterator[str]:
    """Yield what every account stood at when the period was closed, to be compared."""
    yield f"\n{period.ends_on.isoformat()} Period closed\n"
    yield f"    ; seq:{period.closed_seq}, anchor:{period.through_seq}-{period.head_hash}\n"
    for row in balances(period.book_id, AsAt(period.ends_on, known)):
        yield names.posting(row.id, 0, asserted=-int(row.balance))


def _words(text: str) -> str:
    """Return words that cannot be taken for part of the format."""
    return " ".join(text.translate(NOT_IN_WORDS).split())


def _tag(value: Any) -> str:
    """Return a tag's value; a comma would end it."""
    return _words(str(value).replace(",", " "))
