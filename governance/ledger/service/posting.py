"""Posting: the only writer of transactions, transfers and parties' accounts.

Everything happens under the record's lock. What is posted stands; a mistake is reversed by another
transaction, once. The database refuses what would go round this (migration 0005).
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select

from governance.infrastructure import clock
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.ledger.events import TransactionPosted
from governance.ledger.models import Account, Period, Transaction, Transfer
from governance.ledger.places import Leg, Place
from governance.ledger.service.account_search import accounts_of
from governance.ledger.service.floors import refuse_to_overdraw
from governance.ledger.service.opening import told
from governance.ledger.units import written_day
from governance.reckoning.canonical import digest
from governance.record import service as record

MOST = 10**15  # far above any mutual, far below what 64 bits overflow at when added up
ACCOUNTS: Any = Account.__table__
TRANSFERS_IN: Any = insert(Transfer.__table__)  # type: ignore[arg-type]
HEADER_IN: Any = insert(Transaction.__table__)  # type: ignore[arg-type]


class NotPosted(Refused):
    """The transaction cannot be posted as asked."""

    status = 422


class InTheFuture(NotPosted):
    """The day has not come yet."""


class PeriodIsClosed(NotPosted):
    """The day lies in a period that is closed."""


class KeyUsedOtherwise(Refused):
    """Something else was posted under this key."""


@dataclass(frozen=True)
class Posted:
    """The link under which a transaction stands; `is_new` is False where it stood already."""

    seq: int
    is_new: bool


def post(
    book_id: int,
    kind: str,
    legs: Sequence[Leg],
    *,
    effective_on: date,
    key: str | None = None,
    memo: str = "",
    reverses: int | None = None,
    actor: Actor,
    now: datetime,
) -> Posted:
    """Post a transaction: all legs or none. The same key with the same content is posted once.

    Raises:
        InTheFuture, PeriodIsClosed, NoSuchPlace, NotPosted: with what to do about it.
        KeyUsedOtherwise: the key stands for another transaction.
        NotEnough: an account would fall below nought on that day or a later one.
    """
    _refuse_what_is_no_posting(legs, effective_on, now)
    seq = record.claim()
    content = content_of(kind, legs, effective_on, memo, reverses)
    standing = _standing_under(book_id, key)
    if standing is not None:
        return _again(standing, content)
    _refuse_a_closed_day(book_id, effective_on)
    accounts, opened = accounts_of(book_id, legs, seq=seq)
    transfers = [[accounts[leg.debit].id, accounts[leg.credit].id, leg.amount] for leg in legs]
    refuse_to_overdraw(accounts, legs, effective_on)
    memo_digest = _write(seq, book_id, kind, transfers, effective_on, key, memo, reverses, content)
    publish(
        TransactionPosted(
            at=now,
            by=actor.party_id,
            book_id=book_id,
            transaction_kind=kind,
            effective_on=effective_on,
            key=key,
            reverses=reverses,
            memo_digest=memo_digest,
            content=content,
            opened=[told(account) for account in opened],
            transfers=transfers,
        )
    )
    return Posted(seq, is_new=True)


def legs_of(seq: int) -> list[Leg]:
    """Return the legs of a transaction in order."""
    debit, credit = ACCOUNTS.alias(), ACCOUNTS.alias()
    found = (
        select(
            debit.c.unit,
            debit.c.code.label("debit_code"),
            debit.c.party_id.label("debit_party"),
            credit.c.code.label("credit_code"),
            credit.c.party_id.label("credit_party"),
            Transfer.amount,
        )
        .join(debit, debit.c.id == Transfer.debit_id)
        .join(credit, credit.c.id == Transfer.credit_id)
        .where(Transfer.seq == seq)
        .order_by(Transfer.n)
    )
    return [
        Leg(
            Place(row.unit, row.debit_code, row.debit_party),
            Place(row.unit, row.credit_code, row.credit_party),
            row.amount,
        )
        for row in db.session.execute(found)
    ]


def last_closed_day(book_id: int) -> date | None:
    """Return the last day to which nothing can be added any more, if there is one."""
    newest = select(Period.ends_on).where(Period.book_id == book_id)
    return db.session.scalar(newest.order_by(Period.ends_on.desc()).limit(1))


def posted_under(book_id: int, key: str) -> int | None:
    """Return the transaction that stands under a key, if one does."""
    standing = _standing_under(book_id, key)
    return None if standing is None else int(standing.seq)


def refuse_day(book_id: int, effective_on: date, now: datetime) -> None:
    """Refuse a day on which nothing can be posted, before more is asked.

    Raises:
        InTheFuture, PeriodIsClosed: with what to do about it.
    """
    _refuse_the_future(effective_on, now)
    _refuse_a_closed_day(book_id, effective_on)


def _refuse_what_is_no_posting(legs: Sequence[Leg], effective_on: date, now: datetime) -> None:
    if not legs:
        raise NotPosted("There is nothing to post. Enter at least one amount.")
    for leg in legs:
        if not 0 < leg.amount <= MOST:
            raise NotPosted(
                f"An amount must be above nought, and at most {MOST:,}. Check the amounts."
            )
        if leg.debit.unit != leg.credit.unit:
            raise NotPosted(
                "Shares cannot turn into money or leave in one transfer: both sides must be of the "
                "same unit. Enter one transfer for each."
            )
        if leg.debit == leg.credit:
            raise NotPosted("An amount must go to another account than the one it comes from.")
    _refuse_the_future(effective_on, now)


def _refuse_the_future(effective_on: date, now: datetime) -> None:
    if effective_on > clock.day_of(now):
        raise InTheFuture(
            f"{written_day(effective_on)} has not come yet. Enter it on that day or later."
        )


def _standing_under(book_id: int, key: str | None) -> Any:
    if key is None:
        return None
    found = select(Transaction.seq, Transaction.content).where(
        Transaction.book_id == book_id, Transaction.key == key
    )
    return db.session.execute(found).one_or_none()


def _again(standing: Any, content: str) -> Posted:
    if standing.content != content:
        raise KeyUsedOtherwise(
            f"Something else was entered from here before, as transaction {standing.seq}, so "
            "nothing was done now. If both are meant, open the page anew and enter this one there."
        )
    return Posted(standing.seq, is_new=False)


def _refuse_a_closed_day(book_id: int, effective_on: date) -> None:
    closed = last_closed_day(book_id)
    if closed is not None and effective_on <= closed:
        raise PeriodIsClosed(
            f"The books are closed up to {written_day(closed)}, so nothing can be added on "
            f"{written_day(effective_on)}. Post it on a later day, and give its true date in the "
            "note."
        )


def sealed_memo(memo: str) -> tuple[str | None, str]:
    """Return the salt and the digest by which a memo's words are sealed."""
    salt = secrets.token_hex(16) if memo else None
    return salt, digest(["v1", salt, memo])


def content_of(
    kind: str, legs: Sequence[Leg], effective_on: date, memo: str, reverses: int | None
) -> str:
    """Return the digest of what was asked for."""
    told_legs = [
        [
            [leg.debit.unit, leg.debit.code, leg.debit.party_id],
            [leg.credit.unit, leg.credit.code, leg.credit.party_id],
            leg.amount,
        ]
        for leg in legs
    ]
    return digest(["v1", kind, effective_on.isoformat(), reverses, bool(memo), told_legs])


def _write(
    seq: int,
    book_id: int,
    kind: str,
    transfers: Sequence[Sequence[int]],
    effective_on: date,
    key: str | None,
    memo: str,
    reverses: int | None,
    content: str,
) -> str:
    """Write the transfers, then the header that seals them; return the memo's digest."""
    rows = [
        {
            "seq": seq,
            "n": number,
            "book_id": book_id,
            "debit_id": debit,
            "credit_id": credit,
            "amount": amount,
            "effective_on": effective_on,
        }
        for number, (debit, credit, amount) in enumerate(transfers, start=1)
    ]
    connection = db.session.connection()
    connection.execute(TRANSFERS_IN, rows)
    salt, memo_digest = sealed_memo(memo)
    header = {
        "seq": seq,
        "book_id": book_id,
        "kind": kind,
        "effective_on": effective_on,
        "key": key,
        "reverses_seq": reverses,
        "transfers": len(rows),
        "content": content,
        "memo": memo,
        "salt": salt,
        "memo_digest": memo_digest,
    }
    connection.execute(HEADER_IN, header)
    return memo_digest
