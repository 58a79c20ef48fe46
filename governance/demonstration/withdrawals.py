"""Withdrawable shares: bought, withdrawn through the queue, passed on; what waits at present."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select

from governance.cases import service
from governance.cases.kinds import Kind, State
from governance.cases.models import Case
from governance.cases.queries.listing import MONEY_TO_PAY, cases_found
from governance.cases.service import Statement
from governance.demonstration import cast
from governance.demonstration.books import WITHDRAWABLE, book, share_class
from governance.demonstration.history import RULES, Deed, History
from governance.demonstration.savers import Saver
from governance.demonstration.times import at, board_days, minute_of, weekday_from
from governance.infrastructure.database import db
from governance.ledger import service as ledger
from governance.reckoning.rules.kinds.shares import ShareRules

RUN_BEFORE_DAYS = 225
ASKED_DAYS_AGO = (113, 97, 21, 3)  # the queue at present: two have waited for their notice
TRANSFER_ASKED_DAYS_AGO = 6
SURPLUS_PENCE = 212_400_00


def plan(history: History, savers: Sequence[Saver]) -> None:
    """Have shares bought and withdrawn, and leave a queue of four and a transfer that waits."""
    today, began = history.today, history.began
    for place, saver in enumerate(savers):
        if saver.bought_on > began:
            history.later(at(saver.bought_on, 11, place % 60), _buy(history, saver))
    first, queue, giver, taker, next_giver, next_taker = (
        savers[:3], savers[3:7], savers[7], savers[8], savers[9], savers[10],
    )  # fmt: skip
    notice = RULES.of(ShareRules).withdrawal_notice_days
    run_on = board_days(began, today - timedelta(days=RUN_BEFORE_DAYS))[-1]
    for place, saver in enumerate(first, start=1):
        # They wait for their notice first, as the rules on shares say.
        asked = weekday_from(run_on - timedelta(days=notice + 7 * place))
        history.later(at(asked, 20, place), _ask(history, saver, saver.pounds))
    history.later(at(run_on, 17), _run(history, first))
    history.later(at(weekday_from(run_on + timedelta(days=2)), 10), _pay(history))
    for saver, days in zip(queue, ASKED_DAYS_AGO, strict=True):
        units = saver.pounds if days % 2 else max(25, saver.pounds // 2)
        history.later(at(today - timedelta(days=days), 12, days % 60), _ask(history, saver, units))
    passed_on = board_days(began, today - timedelta(days=100))[-1]
    asked = weekday_from(passed_on - timedelta(days=9))
    history.later(at(asked, 9, 20), _ask_to_pass_on(history, giver, taker))
    history.later(at(passed_on, 17, 10), _pass_on(history, passed_on))
    asked = today - timedelta(days=TRANSFER_ASKED_DAYS_AGO)
    history.later(at(asked, 13, 5), _ask_to_pass_on(history, next_giver, next_taker))


def _buy(history: History, saver: Saver) -> Deed:
    def deed(now: datetime) -> None:
        ledger.issue(
            share_class(WITHDRAWABLE),
            saver.pounds,
            to=history.parties[saver.person.employee_ref],
            on=saver.bought_on,
            key=f"bought by {saver.person.employee_ref}",
            actor=history.bookkeeper(now),
            now=now,
        )

    return deed


def _ask(history: History, saver: Saver, units: int) -> Deed:
    def deed(now: datetime) -> None:
        service.ask_withdrawal(
            history.parties[saver.person.employee_ref],
            share_class(WITHDRAWABLE),
            units,
            actor=history.as_member(saver.person),
            now=now,
        )

    return deed


def _run(history: History, first: Sequence[Saver]) -> Deed:
    def deed(now: datetime) -> None:
        chief = cast.CHIEF_EXECUTIVE
        statement = Statement(
            surplus_pence=SURPLUS_PENCE,
            can_pay_debts_for_a_year=True,
            is_no_deposit_unpaid=True,
            signed_by=f"{chief.name}, {chief.post.lower()}",
            signed_on=now.date(),
        )
        service.run_withdrawals(
            book(),
            most_pence=100 * sum(saver.pounds for saver in first),
            statement=statement,
            minute=minute_of(now.date(), 9),
            actor=history.actor(cast.SECRETARY, now),
            now=now,
        )

    return deed


def _pay(history: History) -> Deed:
    def deed(now: datetime) -> None:
        owed = cases_found(kind=Kind.WITHDRAW, state=MONEY_TO_PAY)
        for number, listed in enumerate(sorted(owed, key=lambda each: each.case.id), start=1):
            service.pay_out(
                listed.case,
                reference=f"BACS {now:%y%m%d}-{number}",
                actor=history.bookkeeper(now),
                now=now,
            )

    return deed


def _ask_to_pass_on(history: History, giver: Saver, taker: Saver) -> Deed:
    def deed(now: datetime) -> None:
        service.ask_transfer(
            history.parties[giver.person.employee_ref],
            history.parties[taker.person.employee_ref],
            share_class(WITHDRAWABLE),
            min(giver.pounds, 150),
            actor=history.as_member(giver.person),
            now=now,
        )

    return deed


def _pass_on(history: History, day: date) -> Deed:
    def deed(now: datetime) -> None:
        secretary = history.actor(cast.SECRETARY, now)
        waiting = select(Case).where(Case.kind == Kind.TRANSFER, Case.state == State.ASKED)
        for case in db.session.scalars(waiting.order_by(Case.id)).all():
            minute = minute_of(day, 8)
            service.decide(case, approve=True, minute=minute, actor=secretary, now=now)
            service.carry_out_transfer(case, actor=secretary, now=now)

    return deed
