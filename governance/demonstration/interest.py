"""Interest on withdrawable shares: two per cent for a year, by decision of the board, paid."""

from datetime import date, datetime, timedelta

from governance.demonstration.books import WITHDRAWABLE, book, share_class, year_ends
from governance.demonstration.history import Deed, History
from governance.demonstration.people import founded_on
from governance.demonstration.times import at, board_days, minute_of, weekday_from
from governance.ledger import charts
from governance.ledger.distributing.models import Distribution
from governance.ledger.distributing.plan import Plan, Who
from governance.ledger.queries import distributions as queries
from governance.ledger.service import distributions, interest_caps, pay_what_is_due
from governance.reckoning.distribution.terms import Purpose

RATE_PPM, HIGHEST_PPM = 20_000, 30_000
RULE = "Rule 14(c): not more than 3% a year"
DAYS_UNTIL_PAID = 12


def plan(history: History) -> None:
    """Have the interest of each year that is closed prepared, approved and paid."""
    history.later(at(history.began, 12), _set_the_highest(history))
    for ends_on in year_ends(history):
        summer = date(ends_on.year, 7, 1)
        meeting = board_days(summer, summer + timedelta(days=31))[0]
        prepared = weekday_from(summer + timedelta(days=1))
        paid = weekday_from(meeting + timedelta(days=DAYS_UNTIL_PAID))
        history.later(at(prepared, 11), _prepare(history, ends_on))
        history.later(at(meeting, 16, 50), _approve(history, ends_on))
        history.later(at(paid, 10), _pay(history, ends_on))


def _set_the_highest(history: History) -> Deed:
    def deed(now: datetime) -> None:
        interest_caps.set_interest_cap(
            book(),
            HIGHEST_PPM,
            valid_from=founded_on(history.today),
            source=RULE,
            actor=history.bookkeeper(now),
            now=now,
        )

    return deed


def _prepare(history: History, ends_on: date) -> Deed:
    def deed(now: datetime) -> None:
        asked = Plan(
            purpose=Purpose.INTEREST,
            method="interest",
            first_day=ends_on.replace(year=ends_on.year - 1) + timedelta(days=1),
            last_day=ends_on,
            decided_on=ends_on,
            who=Who.HOLDERS,
            share_class_id=share_class(WITHDRAWABLE).id,
            rate_ppm=RATE_PPM,
        )
        distributions.prepare(book(), asked, actor=history.bookkeeper(now), now=now)

    return deed


def _approve(history: History, ends_on: date) -> Deed:
    def deed(now: datetime) -> None:
        distributions.approve(
            _of_year(ends_on),
            on=now.date(),
            minute_ref=minute_of(now.date(), 5),
            actor=history.bookkeeper(now),
            now=now,
        )

    return deed


def _pay(history: History, ends_on: date) -> Deed:
    def deed(now: datetime) -> None:
        pay_what_is_due(
            book(),
            codes=[charts.INTEREST_DUE],
            expected_pence=_of_year(ends_on).total_pence,
            on=now.date(),
            memo=f"Share interest of the year to {ends_on.day} {ends_on:%B %Y}",
            key=f"interest of {ends_on} paid",
            actor=history.bookkeeper(now),
            now=now,
        )

    return deed


def _of_year(ends_on: date) -> Distribution:
    (found,) = (
        each for each in queries.distributions(book().id) if each.plan["last_day"] == str(ends_on)
    )
    return found
