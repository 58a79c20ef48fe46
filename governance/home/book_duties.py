"""Duties of the books: years to close, sums to approve and to pay, old debts to former members."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from flask import url_for
from flask_babel import gettext, ngettext

from governance.home.duty import Duty
from governance.infrastructure.clock import day_of, start_of_day
from governance.ledger import charts
from governance.ledger.models import Book
from governance.ledger.queries.closing import last_closed, year_end_left_open
from governance.ledger.queries.distributions import prepared
from governance.ledger.queries.due import money_due, owed_to_former_members
from governance.ledger.queries.holdings import books
from governance.reckoning.money import pounds
from governance.reckoning.rules.kinds.records import RecordRules
from governance.reckoning.rules.kinds.shares import ShareRules
from governance.rulebook.queries import rules_on
from governance.web.templating import date_only


def years_to_close(now: datetime) -> Iterator[Duty]:
    """Yield each year that ended and whose surplus was not carried forward."""
    today = day_of(now)
    rules = rules_on(today).of(RecordRules)
    for book in books():
        ended = year_end_left_open(book, today, last_closed(book.id))
        if ended is not None:
            by = rules.closed_by(ended)
            yield Duty(
                due=start_of_day(by + timedelta(days=1)),
                whose=gettext("Finance officer"),
                title=gettext("Close the year of %(book)s", book=book.name),
                text=gettext("It ended on %(day)s.", day=date_only(ended)),
                href=url_for("ledger.book_close", book_id=book.id),
                state=gettext("Overdue") if by < today else gettext("To close"),
                tone="bad" if by < today else "now",
            )


def distributions_to_approve(now: datetime) -> Iterator[Duty]:
    """Yield each sum that was prepared and neither approved nor dropped."""
    words = {
        "interest": gettext("Interest to approve"),
        "dividend": gettext("Dividend to approve"),
        "bonus": gettext("Bonus to approve"),
    }
    for book in books():
        for each in prepared(book.id):
            yield _of_finance(
                words[each.purpose],
                ngettext(
                    "%(pounds)s to %(num)s person.",
                    "%(pounds)s to %(num)s people.",
                    each.people,
                    pounds=pounds(each.total_pence),
                ),
                url_for("ledger.book_distribution", book_id=book.id, distribution_id=each.id),
                gettext("Prepared"),
            )


def distributions_to_pay(now: datetime) -> Iterator[Duty]:
    """Yield interest, dividends and bonuses that are approved and not paid."""
    today = day_of(now)
    for book in books():
        found = money_due(book.id, today, today=today, codes=APPROVED)
        if found:
            yield _of_finance(
                gettext("Pay interest, dividends and bonuses of %(book)s", book=book.name),
                ngettext(
                    "%(pounds)s is due to %(num)s person.",
                    "%(pounds)s is due to %(num)s people.",
                    len({each.party_id for each in found}),
                    pounds=pounds(sum(each.pence for each in found)),
                ),
                url_for("ledger.book_due", book_id=book.id),
                gettext("To pay"),
            )


def debts_to_former_members(now: datetime) -> Iterator[Duty]:
    """Yield what has been due for long to people who are members no more."""
    today = day_of(now)
    for book in books():
        yield from _old_debt(book, today)


def _old_debt(book: Book, today: date) -> Iterator[Duty]:
    rules = rules_on(today).of(ShareRules)
    found = owed_to_former_members(book, since=rules.is_unclaimed_since(today), today=today)
    if found:
        yield _of_finance(
            gettext("Find former members to whom %(book)s owes money", book=book.name),
            ngettext(
                "%(pounds)s has been due to %(num)s of them for %(days)s days or more.",
                "%(pounds)s has been due to %(num)s of them for %(days)s days or more.",
                len({each.party_id for each in found}),
                pounds=pounds(sum(each.pence for each in found)),
                days=rules.unclaimed_days,
            ),
            url_for("ledger.book_due", book_id=book.id),
            gettext("Unclaimed"),
        )


def _of_finance(title: str, text: str, href: str, state: str) -> Duty:
    return Duty(
        due=None,
        whose=gettext("Finance officer"),
        title=title,
        text=text,
        href=href,
        state=state,
        tone="now",
    )


APPROVED = (charts.INTEREST_DUE, charts.DIVIDENDS_DUE)
