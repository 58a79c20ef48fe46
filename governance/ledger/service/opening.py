"""Opening books, share classes and accounts, and setting the terms of a class."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.ledger import charts
from governance.ledger.charts import Entry
from governance.ledger.events import AccountOpened, BookOpened, ClassTermsSet, ShareClassOpened
from governance.ledger.models import Account, Book, ClassTerms, ShareClass
from governance.ledger.terms import Terms
from governance.ledger.units import GBP, shares_of
from governance.reckoning.canonical import digest
from governance.record import service as record


class AlreadyOpened(Refused):
    """There is one of this name already."""


class CannotBeOpened(Refused):
    """What was asked for does not go with the book."""

    status = 422


def open_book(
    name: str,
    *,
    legal_name: str,
    kind: str,
    key: str = "",
    registered_number: str = "",
    year_ends: str = "03-31",
    party_id: int | None = None,
    actor: Actor,
    now: datetime,
) -> Book:
    """Open a legal entity's book with the chart of accounts of its kind; "" is the society's own.

    Raises:
        AlreadyOpened: the entity has its book already.
        CannotBeOpened: the kind or the day on which the year ends is not one.
    """
    if kind not in charts.KINDS:
        raise CannotBeOpened("Choose one of the legal forms.")
    _refuse_a_year_that_never_ends(year_ends)
    seq = record.claim()
    if db.session.scalar(select(Book.id).where(Book.key == key)) is not None:
        raise AlreadyOpened("This book was opened already, so nothing was changed.")
    book = Book(
        key=key,
        name=name,
        legal_name=legal_name,
        kind=kind,
        registered_number=registered_number,
        year_ends=year_ends,
        party_id=party_id,
        opened_seq=seq,
    )
    db.session.add(book)
    db.session.flush()
    opened = open_accounts(book.id, charts.chart_of(kind), seq=seq)
    publish(
        BookOpened(
            at=now,
            by=actor.party_id,
            book_id=book.id,
            key=key,
            name=name,
            legal_name=legal_name,
            legal_kind=kind,
            registered_number=registered_number,
            year_ends=year_ends,
            party_id=party_id,
            opened=[told(account) for account in opened],
        )
    )
    return book


def open_share_class(
    book: Book,
    code: str,
    *,
    name: str,
    par_pence: int | None,
    terms: Terms,
    valid_from: date,
    actor: Actor,
    now: datetime,
) -> ShareClass:
    """Make a class of shares, with its accounts and the rights it carries from that day.

    Raises:
        AlreadyOpened: the book has a class of this code.
        CannotBeOpened: the entity has no shares, or the par value is not a whole number of pence.
    """
    if book.kind in charts.WITHOUT_SHARES:
        raise CannotBeOpened(f"{charts.KINDS[book.kind][0]} has no shares: it has members only.")
    if par_pence is not None and par_pence <= 0:
        raise CannotBeOpened("Enter a par value of at least a penny, or leave it empty for none.")
    seq = record.claim()
    taken = select(ShareClass.id).where(ShareClass.book_id == book.id, ShareClass.code == code)
    if db.session.scalar(taken) is not None:
        raise AlreadyOpened(f"There is a class {code} already, so nothing was changed.")
    made = ShareClass(book_id=book.id, code=code, name=name, par_pence=par_pence, opened_seq=seq)
    db.session.add(made)
    db.session.flush()
    chart = charts.chart_of_class(shares_of(made.id), code, name, has_par=par_pence is not None)
    opened = open_accounts(book.id, chart, seq=seq)
    publish(
        ShareClassOpened(
            at=now,
            by=actor.party_id,
            book_id=book.id,
            share_class_id=made.id,
            code=code,
            name=name,
            par_pence=par_pence,
            opened=[told(account) for account in opened],
        )
    )
    set_terms(made, terms, valid_from=valid_from, actor=actor, now=now)
    return made


def set_terms(
    share_class: ShareClass, terms: Terms, *, valid_from: date, actor: Actor, now: datetime
) -> None:
    """Say which rights the class carries from that day on; earlier ones stay readable."""
    seq = record.claim()
    kept = terms.as_json()
    db.session.add(
        ClassTerms(
            share_class_id=share_class.id, valid_from=valid_from, recorded_seq=seq, terms=kept
        )
    )
    db.session.flush()
    publish(
        ClassTermsSet(
            at=now,
            by=actor.party_id,
            share_class_id=share_class.id,
            valid_from=valid_from,
            terms_digest=digest(["v1", kept]),
        )
    )


def open_account(
    book: Book, code: str, *, name: str, kind: str, actor: Actor, now: datetime
) -> int:
    """Add a money account to the chart of a book; return its id.

    Raises:
        AlreadyOpened: the chart has this code.
        CannotBeOpened: the kind is not one of the five of double entry.
    """
    if kind not in ("asset", "liability", "equity", "income", "expense"):
        raise CannotBeOpened("Choose what kind of account it is.")
    seq = record.claim()
    taken = select(Account.id).where(
        Account.book_id == book.id,
        Account.unit == GBP,
        Account.code == code,
        Account.party_id.is_(None),
    )
    if db.session.scalar(taken) is not None:
        raise AlreadyOpened(f"There is an account {code} already, so nothing was changed.")
    normal = "debit" if kind in ("asset", "expense") else "credit"
    opened = open_accounts(book.id, [Entry(GBP, code, name, kind, normal)], seq=seq)
    publish(
        AccountOpened(
            at=now,
            by=actor.party_id,
            book_id=book.id,
            opened=[told(account) for account in opened],
        )
    )
    return opened[0].id


def open_accounts(book_id: int, entries: Iterable[Entry], *, seq: int) -> list[Account]:
    """Make the accounts of a chart at that link of the record."""
    opened = [
        Account(
            book_id=book_id,
            unit=entry.unit,
            code=entry.code,
            name=entry.name,
            kind=entry.kind,
            normal=entry.normal,
            floored=entry.floored,
            per_party=entry.per_party,
            party_id=None,
            opened_seq=seq,
        )
        for entry in entries
    ]
    db.session.add_all(opened)
    db.session.flush()
    return opened


def told(account: Any) -> list[Any]:
    """Return an account, or its row, as the record tells it."""
    return [
        account.id,
        account.unit,
        account.code,
        account.name,
        account.kind,
        account.normal,
        bool(account.floored),
        bool(account.per_party),
        account.party_id,
    ]


def _refuse_a_year_that_never_ends(year_ends: str) -> None:
    try:
        date.fromisoformat(f"2023-{year_ends}")  # no leap year: 29 February ends no year
    except ValueError:
        raise CannotBeOpened(
            "Enter the month and day on which the year ends, such as 03-31."
        ) from None
