"""Duties in cases: decisions and payments that wait, who leaves soon, the queue, money to pay."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from flask import url_for
from flask_babel import gettext, ngettext

from governance.cases.kinds import Kind, State
from governance.cases.presentation.course import last_day
from governance.cases.presentation.words import is_of_a_death, last_day_in_words
from governance.cases.queries import listing, withdrawals
from governance.cases.queries.listing import Listed
from governance.home.duty import Duty
from governance.infrastructure.clock import day_of, start_of_day
from governance.ledger.queries.holdings import books
from governance.ledger.queries.membership_shares import members_left_without
from governance.members import queries as members
from governance.reckoning.money import pounds
from governance.reckoning.rules.kinds.shares import ShareRules
from governance.rulebook.queries import rules_on


def decisions_to_enter(now: datetime) -> Iterator[Duty]:
    """Yield that applications and transfers wait for the board."""
    waiting = listing.count_of_cases(kind=Kind.JOIN, state=State.APPLIED)
    waiting += listing.count_of_cases(kind=Kind.TRANSFER, state=State.ASKED)
    if waiting:
        yield _whenever(
            gettext("Put applications to the board"),
            ngettext(
                "%(num)s case waits for its decision.",
                "%(num)s cases wait for their decision.",
                waiting,
            ),
            url_for("cases.decide_several"),
            gettext("To decide"),
        )


def members_to_enter(now: datetime) -> Iterator[Duty]:
    """Yield each who has paid, or needs not, and is not entered yet; and who has long not paid."""
    ready = listing.count_of_cases(kind=Kind.JOIN, state=State.PAID)
    if ready:
        yield _whenever(
            gettext("Enter new members"),
            ngettext(
                "%(num)s has paid and is not entered yet.",
                "%(num)s have paid and are not entered yet.",
                ready,
            ),
            url_for("cases.office", kind=Kind.JOIN, state=State.PAID),
            gettext("To do"),
        )
    days = rules_on(day_of(now)).of(ShareRules).unpaid_after_days
    long_ago = day_of(now) - timedelta(days=days)
    for listed in listing.unpaid_since(long_ago):
        yield _whenever(
            gettext("Ask for a payment: %(name)s", name=listed.name),
            gettext(
                "Approved more than %(days)s days ago; %(amount)s has not come.",
                days=days,
                amount=pounds(listed.case.price_left),
            )
            if listed.case.price_left
            else gettext("Approved more than %(days)s days ago.", days=days),
            _case(listed.case.id),
            gettext("Overdue"),
            tone="bad",
        )


def people_leaving(now: datetime) -> Iterator[Duty]:
    """Yield who leaves within a month, who should have left, and of whom nobody has said how."""
    today = day_of(now)
    for listed in listing.leaving_until(rules_on(today).of(ShareRules).leaves_soon_until(today)):
        effect_on = listed.case.effect_on or today
        yield _leaving(listed, effect_on, is_overdue=effect_on < today)
    untold = listing.count_of_cases(kind=Kind.LEAVE, state=State.TO_TELL)
    if untold:
        yield _whenever(
            gettext("Say how people left"),
            ngettext(
                "The work of %(num)s member has ended.",
                "The work of %(num)s members has ended.",
                untold,
            ),
            url_for("cases.office", kind=Kind.LEAVE, state=State.TO_TELL),
            gettext("To do"),
        )


def withdrawals_waiting(now: datetime) -> Iterator[Duty]:
    """Yield each queue that somebody waits in, unless the board has suspended it."""
    for book in books():
        waiting = len(withdrawals.queue_of(book))
        if waiting and withdrawals.suspension_of(book) is None:
            yield _whenever(
                gettext("Put withdrawals to the board: %(book)s", book=book.name),
                ngettext("%(num)s waits in the queue.", "%(num)s wait in the queue.", waiting),
                url_for("cases.withdrawals"),
                gettext("Waiting"),
                tone="neutral",
            )


def money_to_pay(now: datetime) -> Iterator[Duty]:
    """Yield that money for ended shares is due to people."""
    owed = listing.count_of_cases(state=listing.MONEY_TO_PAY)
    if owed:
        yield _whenever(
            gettext("Pay what is due for shares"),
            ngettext("To %(num)s person.", "To %(num)s people.", owed),
            url_for("cases.office", state=listing.MONEY_TO_PAY),
            gettext("To pay"),
            whose=gettext("Finance officer"),
        )


def members_without_shares(now: datetime) -> Iterator[Duty]:
    """Yield who is a member and, since a reversal, has no share; not who is leaving anyway."""
    today = day_of(now)
    for book in books():
        found = members_left_without(book, on=today)
        leaving = {each for each in found if listing.open_case(each, Kind.LEAVE, book.key)}
        names = members.names_of(found)
        for party_id in found:
            if party_id in leaving:
                continue
            name = names.get(party_id, gettext("(name erased)"))
            yield _whenever(
                gettext("A member without a share: %(name)s", name=name),
                gettext(
                    "Is a member of %(entity)s and holds no share that membership needs: they were"
                    " reversed. Issue the right shares, or enter that they leave.",
                    entity=book.name,
                ),
                url_for("members.person", party_id=party_id),
                gettext("To decide"),
                tone="bad",
            )


def _leaving(listed: Listed, effect_on: date, *, is_overdue: bool) -> Duty:
    is_death = is_of_a_death(listed.words)
    return Duty(
        due=start_of_day(effect_on),
        whose=gettext("Secretary") if is_overdue else gettext("By itself"),
        title=gettext("Death entered: %(name)s", name=listed.name)
        if is_death
        else gettext("Leaves: %(name)s", name=listed.name),
        text=gettext("It was not carried out. Open the case to see why.")
        if is_overdue
        else last_day_in_words(listed.words, last_day(effect_on)),
        href=_case(listed.case.id),
        state=gettext("Overdue") if is_overdue else gettext("Leaving"),
        tone="bad" if is_overdue else "neutral",
        is_by_itself=not is_overdue,
    )


def _whenever(
    title: str, text: str, href: str, state: str, *, tone: str = "now", whose: str = ""
) -> Duty:
    return Duty(
        due=None,
        whose=whose or gettext("Secretary"),
        title=title,
        text=text,
        href=href,
        state=state,
        tone=tone,
    )


def _case(case_id: int) -> str:
    return url_for("cases.case", case_id=case_id)
