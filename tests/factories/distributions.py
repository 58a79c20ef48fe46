"""Distributions, by the services."""

from datetime import date, datetime
from typing import Any

from governance.ledger import charts
from governance.ledger.distributing.models import Distribution
from governance.ledger.distributing.plan import Plan, Who
from governance.ledger.models import Book
from governance.ledger.places import Leg, money
from governance.ledger.queries.distributions import interest_cap_on
from governance.ledger.service import distributions, interest_caps, post
from governance.reckoning.distribution.terms import Purpose
from tests.factories.ledger import FINANCE, TODAY, make_book
from tests.machinery.clock import NOON

YEAR_BEGAN, YEAR_ENDED = date(2025, 4, 1), date(2026, 3, 31)
PER_CENT = PER_PENNY = 10_000  # millionths: of one, of a pound


def make_cooperative(**details: Any) -> Book:
    """Open the book of a co-operative society: it may share a surplus among its members."""
    return make_book(kind="society", **details)


def plan_of(purpose: Purpose, method: str, **details: Any) -> Plan:
    """Return a plan for last year, decided at its end, among the members."""
    usual: dict[str, Any] = {
        "first_day": YEAR_BEGAN,
        "last_day": YEAR_ENDED,
        "decided_on": YEAR_ENDED,
        "who": Who.MEMBERS,
    }
    return Plan(purpose=purpose, method=method, **(usual | details))


def equal_bonus(pence: int, **details: Any) -> Plan:
    """Return a bonus shared equally."""
    return plan_of(Purpose.BONUS, "equal", pot_pence=pence, **details)


def interest(rate_ppm: int = 3 * PER_CENT, **details: Any) -> Plan:
    """Return interest on share capital, 3% unless the test says another rate."""
    return plan_of(
        Purpose.INTEREST, "interest", rate_ppm=rate_ppm, **({"who": Who.HOLDERS} | details)
    )


def per_share(rate_ppm: int, **details: Any) -> Plan:
    """Return a dividend of so many millionths of a pound for each share."""
    return plan_of(
        Purpose.DIVIDEND, "rate_per_share", rate_ppm=rate_ppm, **({"who": Who.HOLDERS} | details)
    )


def prepare(book: Book, plan: Plan, *, now: datetime = NOON, **details: Any) -> Distribution:
    """Prepare a distribution; the rules allow 5% interest."""
    if plan.purpose == Purpose.INTEREST and interest_cap_on(book.id, plan.last_day) is None:
        set_cap(book)
    return distributions.prepare(book, plan, actor=FINANCE, now=now, **details)


def set_cap(book: Book, rate_ppm: int = 5 * PER_CENT, *, valid_from: date = YEAR_BEGAN) -> None:
    """Say how much interest the rules allow."""
    interest_caps.set_interest_cap(
        book, rate_ppm, valid_from=valid_from, source="Rule 12", actor=FINANCE, now=NOON
    )


def approve(distribution: Distribution, *, on: date = TODAY, now: datetime = NOON) -> Any:
    """Approve a distribution by a minute of the board."""
    return distributions.approve(
        distribution, on=on, minute_ref="Board 2026/41", actor=FINANCE, now=now
    )


def pay_in(book: Book, pence: int, *, on: date = YEAR_BEGAN) -> None:
    """Put money into the bank, from a grant."""
    legs = [Leg(money(charts.BANK), money(charts.OTHER_INCOME), pence)]
    post(book.id, "receipt", legs, effective_on=on, actor=FINANCE, now=NOON)
