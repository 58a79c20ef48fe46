"""Who holds how many shares of which class, at the end of a day."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select

from governance.infrastructure.database import db
from governance.ledger import charts
from governance.ledger.models import Account, Book, ClassTerms, ShareClass
from governance.ledger.queries.balances import (
    AsAt,
    account_of,
    balance_of,
    balances_of_parties,
)
from governance.ledger.terms import Terms
from governance.ledger.units import SHARES, class_of, shares_of
from governance.reckoning.money import pounds


class Holding(NamedTuple):
    """The shares of a class that a party has. A tuple: eighty thousand are made at a time."""

    party_id: int
    share_class_id: int
    units: int


def books() -> Sequence[Book]:
    """Return every book, the society's own first."""
    return db.session.scalars(select(Book).order_by(Book.key)).all()


def entity_names() -> dict[str, str]:
    """Return the name of each legal entity by the key of its book; none if the society is alone."""
    names = {each.key: each.name for each in books()}
    return names if set(names) - {""} else {}


def book(book_id: int) -> Book | None:
    """Return a book."""
    return db.session.get(Book, book_id)


def book_of_key(key: str = "") -> Book | None:
    """Return the book of that key, by default the society's own, or None before it is opened."""
    return db.session.scalar(select(Book).where(Book.key == key))


def share_classes(book_id: int) -> Sequence[ShareClass]:
    """Return the classes of a book by their code."""
    of_book = select(ShareClass).where(ShareClass.book_id == book_id)
    return db.session.scalars(of_book.order_by(ShareClass.code)).all()


def first_day_of(share_class_id: int) -> date:
    """Return the day on which there first were shares of a class: that of its first terms."""
    of_class = select(func.min(ClassTerms.valid_from))
    found = db.session.scalar(of_class.where(ClassTerms.share_class_id == share_class_id))
    assert found is not None, "a class is opened with its terms"
    return found


def share_class(share_class_id: int) -> ShareClass | None:
    """Return a class of any book."""
    return db.session.get(ShareClass, share_class_id)


def terms_of(share_class_id: int, on: date, *, known: int | None = None) -> Terms:
    """Return the rights of a class on that day; before its first day, those it began with."""
    of_class = select(ClassTerms).where(ClassTerms.share_class_id == share_class_id)
    if known is not None:
        of_class = of_class.where(ClassTerms.recorded_seq <= known)
    latest = of_class.order_by(ClassTerms.valid_from.desc(), ClassTerms.recorded_seq.desc())
    found = db.session.scalar(latest.where(ClassTerms.valid_from <= on).limit(1))
    if found is None:
        first = of_class.order_by(ClassTerms.valid_from, ClassTerms.recorded_seq)
        found = db.session.scalars(first.limit(1)).one()
    return Terms.from_json(found.terms)


def holdings(book_id: int, at: AsAt, *, share_class_id: int | None = None) -> list[Holding]:
    """Return every holding of a book at the end of a day, by class and party."""
    ids = sorted(each.id for each in share_classes(book_id))
    return [
        Holding(party_id, class_id, units)
        for class_id in ids
        if share_class_id in (None, class_id)
        for party_id, units in balances_of_parties(
            book_id, at, unit=shares_of(class_id), code=charts.HELD
        )
    ]


def holding_of(party_id: int, share_class: ShareClass, at: AsAt) -> int:
    """Return how many shares of the class the party has at the end of a day."""
    account = account_of(share_class.book_id, shares_of(share_class.id), charts.HELD, party_id)
    return 0 if account is None else balance_of(account.id, at)


def holdings_of(party_id: int, at: AsAt) -> list[Holding]:
    """Return what a party holds in every book, at the end of a day."""
    own = select(Account).where(Account.party_id == party_id, Account.code == charts.HELD)
    found = [
        Holding(party_id, share_class_id, balance_of(account.id, at))
        for account in db.session.scalars(own.order_by(Account.id))
        if (share_class_id := class_of(account.unit)) is not None
    ]
    return [holding for holding in found if holding.units]


def holders_among(party_ids: Iterable[int], book_id: int, at: AsAt) -> set[int]:
    """Return which of these parties hold any share of the book at the end of a day."""
    wanted = set(party_ids)
    return {each.party_id for each in holdings(book_id, at) if each.party_id in wanted}


def has_ever_held(party_id: int) -> bool:
    """Say whether a party has or had shares of any class."""
    own = select(Account.id).where(
        Account.party_id == party_id, Account.code == charts.HELD, Account.unit.like(f"{SHARES}%")
    )
    return db.session.scalar(own.limit(1)) is not None


def books_held_by(party_id: int) -> Sequence[Book]:
    """Return the books of which a party has or had shares."""
    own = select(Account.book_id).where(
        Account.party_id == party_id, Account.code == charts.HELD, Account.unit.like(f"{SHARES}%")
    )
    return db.session.scalars(select(Book).where(Book.id.in_(own)).order_by(Book.key)).all()


def total_held(party_id: int) -> int:
    """Return how many shares a party has by all that is posted, of all classes together."""
    return sum(each.units for each in holdings_of(party_id, AsAt(date.max)))


def told_of_members(on: date, known: int | None = None) -> dict[int, str]:
    """Return party -> "3 A shares, £3.00 paid" for each holder in the society's own book."""
    own = book_of_key()
    if own is None:
        return {}
    classes = {each.id: each for each in share_classes(own.id)}
    told: dict[int, list[str]] = {}
    for party_id, class_id, units in holdings(own.id, AsAt(on, known)):
        share_class = classes[class_id]
        paid = pounds((share_class.par_pence or 0) * units)
        told.setdefault(party_id, []).append(f"{units:,} {share_class.name}, {paid} paid")
    return {party_id: "; ".join(words) for party_id, words in told.items()}
