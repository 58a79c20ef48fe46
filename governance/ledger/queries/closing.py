"""What is looked at before a period is closed."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from governance.infrastructure.database import db
from governance.ledger.distributing.models import Distribution
from governance.ledger.models import Book, Period, Transaction
from governance.ledger.queries.balances import AsAt, balances
from governance.ledger.queries.distributions import prepared
from governance.ledger.queries.statements import (
    OF_THE_RESULT,
    Standing,
    sums_of,
    trial_balance,
    year_of,
)
from governance.ledger.units import GBP


@dataclass(frozen=True)
class Closing:
    """What a close would do: the days, how much was posted in them, the checks, the entry.

    `closing_entry` is empty unless the entity's year ends on that day.
    """

    since: date | None
    ends_on: date
    is_year_end: bool
    transactions: int
    balance: bool
    below_nought: tuple[str, ...]
    closing_entry: tuple[Standing, ...]
    surplus: int
    prepared: tuple[Distribution, ...]


def closing_of(book: Book, ends_on: date) -> Closing:
    """Return what closing a book up to that day would do."""
    last = last_closed(book.id)
    rows = trial_balance(book.id, AsAt(ends_on))
    is_year_end = year_of(book, ends_on)[1] == ends_on
    entry = [row for row in rows if row.kind in OF_THE_RESULT and row.unit == GBP]
    return Closing(
        since=last + timedelta(days=1) if last else None,
        ends_on=ends_on,
        is_year_end=is_year_end,
        transactions=_posted(book.id, last, ends_on),
        balance=all(sums.agree for sums in sums_of(rows)),
        below_nought=tuple(row.name for row in _below_nought(book.id, ends_on)),
        closing_entry=tuple(entry) if is_year_end else (),
        surplus=sum(row.balance for row in entry) if is_year_end else 0,
        prepared=tuple(prepared(book.id)),
    )


def year_end_left_open(book: Book, ends_on: date, last_closed: date | None) -> date | None:
    """Return the last day of the first year before that whose result was not carried forward."""
    end = year_of(book, ends_on)[0] - timedelta(days=1)
    if last_closed is not None and last_closed >= end:
        return None
    rows = balances(book.id, AsAt(end), unit=GBP, of_parties=False)
    if not any(row.kind in OF_THE_RESULT for row in rows):
        return None
    return year_end_left_open(book, end, last_closed) or end


def next_close(book: Book, today: date) -> date | None:
    """Return the day that is usual to close next: the end of last month, or of a year left open.

    None: all up to then is closed.
    """
    end_of_month = today.replace(day=1) - timedelta(days=1)
    last = last_closed(book.id)
    if last is not None and last >= end_of_month:
        return None
    return year_end_left_open(book, end_of_month, last) or end_of_month


def last_closed(book_id: int) -> date | None:
    """Return the last day to which nothing can be added any more, if there is one."""
    return db.session.scalar(select(func.max(Period.ends_on)).where(Period.book_id == book_id))


def newest_posting(book_id: int) -> int:
    """Return the newest transaction of a book, or 0: whether something came in since."""
    newest = select(func.max(Transaction.seq)).where(Transaction.book_id == book_id)
    return db.session.scalar(newest) or 0


def _posted(book_id: int, last: date | None, ends_on: date) -> int:
    counted = (
        select(func.count())
        .select_from(Transaction)
        .where(Transaction.book_id == book_id, Transaction.effective_on <= ends_on)
    )
    if last is not None:
        counted = counted.where(Transaction.effective_on > last)
    return db.session.scalar(counted) or 0


def _below_nought(book_id: int, on: date) -> list[Any]:
    """Return floored accounts below nought: posting refuses it, so there are none, and it shows."""
    return [
        row
        for row in balances(book_id, AsAt(on))
        if row.floored and row.balance * (1 if row.normal == "credit" else -1) < 0
    ]
