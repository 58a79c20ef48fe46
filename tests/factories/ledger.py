"""Books, share classes and transactions, by the services."""

from datetime import date, datetime
from typing import Any

from governance.infrastructure.actor import Actor, Role
from governance.ledger import charts, service
from governance.ledger.models import Book, ShareClass
from governance.ledger.places import Leg, money
from governance.ledger.queries import holdings
from governance.ledger.terms import Terms
from tests.machinery.clock import NOON

FINANCE = Actor(name="Fay Finance", roles=frozenset({Role.FINANCE, Role.SECRETARY}))
FIRST_DAY = date(2020, 1, 6)
TODAY = date(2026, 11, 16)


def make_book(*, kind: str = "cbs", key: str = "", now: datetime = NOON, **details: Any) -> Book:
    """Open a book of this kind, or return the one of that key."""
    there = holdings.book_of_key(key)
    if there is not None:
        return there
    usual = {"name": "Tame Valley Care", "legal_name": "Tame Valley Care Limited"}
    return service.open_book(**(usual | details), kind=kind, key=key, actor=FINANCE, now=now)


def make_share_class(
    book: Book | None = None,
    code: str = "A",
    *,
    name: str = "",
    par_pence: int | None = 100,
    valid_from: date = FIRST_DAY,
    now: datetime = NOON,
    **terms: Any,
) -> ShareClass:
    """Make a class of £1 shares for members, or with the terms that the test names."""
    return service.open_share_class(
        book or make_book(),
        code,
        name=name or f"{code} shares",
        par_pence=par_pence,
        terms=Terms(**terms),
        valid_from=valid_from,
        actor=FINANCE,
        now=now,
    )


def issue(
    share_class: ShareClass,
    units: int,
    *,
    to: int,
    on: date = FIRST_DAY,
    now: datetime = NOON,
    **details: Any,
) -> service.Posted:
    """Issue shares on the factories' first day, unless the test names another."""
    return service.issue(share_class, units, to=to, on=on, actor=FINANCE, now=now, **details)


def post_income(
    book: Book, pence: int, *, on: date = FIRST_DAY, now: datetime = NOON, **details: Any
) -> service.Posted:
    """Have the bank receive income."""
    legs = [Leg(money(charts.BANK), money(charts.INCOME), pence)]
    return service.post(
        book.id, "receipt", legs, effective_on=on, actor=FINANCE, now=now, **details
    )
