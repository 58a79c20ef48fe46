"""The society's book: opened with its balances, each month's money, the years closed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from governance.demonstration import cast, opening_files
from governance.demonstration.history import SETTING_UP, Deed, History
from governance.demonstration.people import founded_on
from governance.demonstration.savers import Saver
from governance.demonstration.times import at, weekday_from
from governance.infrastructure.actor import Actor
from governance.ledger import charts, service
from governance.ledger.importing.settings import Numbers, Settings
from governance.ledger.models import Book, ShareClass
from governance.ledger.places import Leg, money
from governance.ledger.queries.balances import AsAt, account_of, balance_of
from governance.ledger.queries.holdings import book_of_key, share_classes
from governance.ledger.service.shares import legs_of_end, legs_of_issue
from governance.ledger.terms import OnLeave, Terms, VoteRule
from governance.ledger.units import GBP

ONE_DAY = timedelta(days=1)
YEAR_ENDS = (3, 31)
CLOSED_ON = (6, 15)
MEMBERSHIP, WITHDRAWABLE = "A", "B"
MOST_AT_FIRST, MOST_SINCE = 2_500, 5_000  # pounds of withdrawable shares
RAISED_AFTER_DAYS = 203

ONE_VOTE_EACH = Terms(vote_rule=VoteRule.PER_MEMBER, most=1, least=1, on_leave=OnLeave.CANCEL)


def savings_up_to(pounds: int) -> Terms:
    """Return the terms of the withdrawable shares, with the most that one member may have."""
    return Terms(
        vote_rule=VoteRule.NONE,
        withdrawable=True,
        transferable=True,
        most=pounds,
        on_leave=OnLeave.WITHDRAW,
    )


def book() -> Book:
    """Return the society's own book."""
    found = book_of_key()
    assert found is not None, "it was opened on the first day"
    return found


def share_class(code: str) -> ShareClass:
    """Return one of the society's two classes."""
    return next(each for each in share_classes(book().id) if each.code == code)


def raised_on(history: History) -> date:
    """Return from when members may have more withdrawable shares."""
    return weekday_from(history.began + timedelta(days=RAISED_AFTER_DAYS))


def opened_on(history: History) -> date:
    """Return the day of the opening balances: the last end of a year before the platform began."""
    return _year_end_before(history.began)


def year_ends(history: History) -> list[date]:
    """Return the ends of the society's years since."""
    years = range(opened_on(history).year + 1, history.today.year + 1)
    return [date(year, *YEAR_ENDS) for year in years]


def plan(history: History, savers: list[Saver], random: Random) -> None:
    """Have the book opened and kept up to the present."""
    began, opened = history.began, opened_on(history)
    history.later(at(began, 10, 30), _open)
    history.later(at(began, 11), _enter_holdings(history, savers))
    history.later(at(began, 11, 30), _enter_balances(history, opened))
    history.later(at(began, 14), _close(history, opened))
    history.later(at(raised_on(history), 16, 40), _raise_the_most(history))
    _plan_months(history, opened, random)
    for ends_on in year_ends(history):
        closed = weekday_from(date(ends_on.year, *CLOSED_ON))
        history.later(at(closed, 14), _close(history, ends_on))


@dataclass(frozen=True)
class Month:
    """The money of a month, in pence: what was earned and spent, and last month's that is paid."""

    ends_on: date
    contract: int
    contract_before: int
    charges: int
    staff: int
    bills: int
    bills_before: int


def _plan_months(history: History, opened: date, random: Random) -> None:
    first = weekday_from(history.began + ONE_DAY)  # catches up on the months before
    for number, month in enumerate(_months(opened, history.today, random)):
        entered = weekday_from(month.ends_on + timedelta(days=5))
        when = at(max(entered, first), 15, number if entered < first else 0)
        history.later(when, _enter_month(history, month))


def _months(opened: date, today: date, random: Random) -> Iterator[Month]:
    ends_on, contract, bills = opened, opening_files.DEBTORS_PENCE, 147_902_41
    while (ends_on := _next_month_end(ends_on)) < today:
        month = Month(
            ends_on,
            795_000_00 + random.randrange(-9_000_00, 12_000_00),
            contract,
            122_000_00 + random.randrange(-7_000_00, 7_000_00),
            741_000_00 + random.randrange(-8_000_00, 10_000_00),
            148_000_00 + random.randrange(-14_000_00, 15_000_00),
            bills,
        )
        contract, bills = month.contract, month.bills
        yield month


def _open(now: datetime) -> None:
    opened = service.open_book(
        "Tame Valley Care",
        legal_name="Tame Valley Care Limited",
        kind="cbs",
        registered_number="RS999483",
        year_ends=f"{YEAR_ENDS[0]:02}-{YEAR_ENDS[1]:02}",
        actor=SETTING_UP,
        now=now,
    )
    since = founded_on(now.date())
    classes = (
        (MEMBERSHIP, "membership shares", ONE_VOTE_EACH, since),
        (WITHDRAWABLE, "withdrawable shares", savings_up_to(MOST_AT_FIRST), since),
    )
    for code, name, terms, valid_from in classes:
        service.open_share_class(
            opened,
            code,
            name=f"{code} {name}",
            par_pence=100,
            terms=terms,
            valid_from=valid_from,
            actor=SETTING_UP,
            now=now,
        )


def _enter_holdings(history: History, savers: list[Saver]) -> Deed:
    """Import the shares of before the platform from the old register, with their true days."""

    def deed(now: datetime) -> None:
        content = opening_files.holdings_file(history.people, savers, until=history.began)
        service.import_holdings(
            book(),
            content,
            settings=Settings(numbers=Numbers.EMPLOYEE),
            file_name="register-of-shares.csv",
            actor=history.bookkeeper(now),
            now=now,
        )

    return deed


def enter_a_holding_of_the_past(
    party_id: int, *, since: date, until: date, actor: Actor, now: datetime
) -> None:
    """Enter a membership share of somebody who left before the platform began."""
    a_share, key = share_class(MEMBERSHIP), f"share of {party_id}"
    legs = legs_of_issue(a_share, 1, to=party_id)
    _post("issue", legs, since, key, "From the old register", actor, now)
    legs = legs_of_end(a_share, 1, party_id=party_id, how=charts.CANCELLED, is_paid=False)
    _post("cancellation", legs, until, f"{key} ends", "From the old register", actor, now)


def _enter_balances(history: History, opened: date) -> Deed:
    """Import what stood in the old books; what pays for shares came in with them."""

    def deed(now: datetime) -> None:
        service.import_opening_balances(
            book(),
            opening_files.balances_file(_share_capital(opened)),
            on=opened,
            file_name="audited-accounts.csv",
            actor=history.bookkeeper(now),
            now=now,
        )

    return deed


def _share_capital(on: date) -> dict[str, int]:
    codes = [charts.capital_code(each.code) for each in share_classes(book().id)]
    return {code: balance_of(_account(code), AsAt(on)) for code in codes}


def _enter_month(history: History, month: Month) -> Deed:
    def deed(now: datetime) -> None:
        actor, named = history.bookkeeper(now), f"{month.ends_on:%B} {month.ends_on.year}"
        for words, legs in _postings(month):
            _post("journal entry", legs, month.ends_on, f"{words} {named}", words, actor, now)

    return deed


def _postings(month: Month) -> Iterator[tuple[str, list[Leg]]]:
    bank = money(charts.BANK)
    yield (
        "Care contract with the council",
        [
            Leg(money(charts.DEBTORS), money(charts.INCOME), month.contract),
            Leg(bank, money(charts.DEBTORS), month.contract_before),
        ],
    )
    yield (
        "Meals, respite and private care",
        [Leg(bank, money(charts.OTHER_INCOME), month.charges)],
    )
    deducted = -balance_of(_account(charts.PAYROLL), AsAt(month.ends_on))
    pay = [Leg(money(charts.STAFF_COSTS), bank, month.staff - deducted)]
    if deducted:
        pay.append(Leg(money(charts.STAFF_COSTS), money(charts.PAYROLL), deducted))
    yield ("Pay, pension and national insurance", pay)
    yield (
        "Vehicles, premises, food and other bills",
        [
            Leg(money(charts.OTHER_COSTS), money(charts.CREDITORS), month.bills),
            Leg(money(charts.CREDITORS), bank, month.bills_before),
        ],
    )


def _close(history: History, ends_on: date) -> Deed:
    def deed(now: datetime) -> None:
        service.close_period(book(), ends_on, actor=history.bookkeeper(now), now=now)

    return deed


def _raise_the_most(history: History) -> Deed:
    def deed(now: datetime) -> None:
        service.set_terms(
            share_class(WITHDRAWABLE),
            savings_up_to(MOST_SINCE),
            valid_from=raised_on(history),
            actor=history.actor(cast.SECRETARY, now),
            now=now,
        )

    return deed


def _post(
    kind: str, legs: list[Leg], on: date, key: str, memo: str, actor: Actor, now: datetime
) -> None:
    service.post(book().id, kind, legs, effective_on=on, key=key, memo=memo, actor=actor, now=now)


def _account(code: str) -> int:
    account = account_of(book().id, GBP, code)
    assert account is not None, "every book begins with it"
    return account.id


def _year_end_before(day: date) -> date:
    this_year = date(day.year, *YEAR_ENDS)
    return this_year if this_year <= day else date(day.year - 1, *YEAR_ENDS)


def _next_month_end(day: date) -> date:
    """Return the last day of the month after the one that this day ends."""
    return (day + timedelta(days=40)).replace(day=1) - ONE_DAY
