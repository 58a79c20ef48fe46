"""Joining and leaving by cases: who applied, what the board decided, who left and how."""

from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import select

from governance.cases import service
from governance.cases.kinds import HowLeft, Kind, Payment, State
from governance.cases.models import Case
from governance.demonstration import cast
from governance.demonstration.books import MEMBERSHIP, share_class
from governance.demonstration.history import FILES_AFTER_DAYS, Deed, History
from governance.demonstration.people import Person
from governance.demonstration.times import at, board_days, minute_of, weekday_from
from governance.infrastructure.database import db
from governance.reckoning.eligibility import Criterion

PAPERS_DAYS = 6  # before a meeting, the board's papers go out
APPLIED_DAYS_AGO = (5, 2)  # these wait for the board
NOTICE_DAYS = 28
GAVE_UP_AFTER_DAYS = 60
CAME_BACK_DAYS_AGO = 110
HOW = (HowLeft.RESIGNED,) * 13 + (HowLeft.RETIRED,) * 4 + (HowLeft.REDUNDANT, HowLeft.DISMISSED)
# How and in how many days those of the month to come leave.
TO_COME = ((HowLeft.RESIGNED, 12), (HowLeft.RETIRED, 20), (HowLeft.TRANSFERRED_OUT, 30))


def plan(history: History, leaving: list[Person], random: Random) -> None:
    """Have people join and leave, and leave cases of every kind open at present."""
    _plan_joining(history, random)
    _plan_leaving(history, leaving, random)


def _plan_joining(history: History, random: Random) -> None:
    today, meetings = history.today, board_days(history.began, history.today)
    for person in history.people:
        if person.has_applied and person.member_since:
            when = at(weekday_from(person.member_since), 12, random.randrange(60))
            history.later(when, _apply(history, person))
    for day in meetings:
        history.later(at(day, 16, 30), _decide(history, day))
    for days, part in zip(APPLIED_DAYS_AGO, cast.APPLICANTS, strict=True):
        applied = at(today - timedelta(days=days), 19, 12)
        history.later(applied, _apply(history, history.person_of(part)))
    last = max(day for day in meetings if day < today)
    approved, rejoiner = history.person_of(cast.APPROVED), history.person_of(cast.REJOINER)
    applied = at(last - timedelta(days=9), 20, 44)
    history.later(applied, _apply(history, approved, Payment.BANK))
    back = at(weekday_from(today - timedelta(days=CAME_BACK_DAYS_AGO)), 8, 25)
    history.later(back, _apply(history, rejoiner))


def _plan_leaving(history: History, leaving: list[Person], random: Random) -> None:
    for days in FILES_AFTER_DAYS:
        imported = weekday_from(history.began + timedelta(days=days))
        told = weekday_from(imported + timedelta(days=1))
        history.later(at(told, 10), _tell_how(history, random))
        history.later(at(told, 11), _carry_out)
    gave_up = weekday_from(history.began + timedelta(days=GAVE_UP_AFTER_DAYS))
    effect_on = gave_up + timedelta(days=NOTICE_DAYS)
    rejoiner = history.person_of(cast.REJOINER)
    words = "Wanted to see it from outside for a while."
    notice = _give_notice(history, rejoiner, HowLeft.RESIGNED, effect_on, words)
    history.later(at(gave_up, 9, 50), notice)
    history.later(at(effect_on, 3), _carry_out)
    for place, (person, (how, days)) in enumerate(zip(leaving, TO_COME, strict=True)):
        given = history.today - timedelta(days=9 - 3 * place)
        effect_on = history.today + timedelta(days=days)
        notice = _give_notice(history, person, how, effect_on, "")
        history.later(at(given, 14, 10 * place), notice)


def _apply(history: History, person: Person, payment: Payment = Payment.PAYROLL) -> Deed:
    def deed(now: datetime) -> None:
        service.apply(
            history.parties[person.employee_ref],
            share_class=share_class(MEMBERSHIP),
            units=1,
            payment=payment,
            actor=history.as_member(person),
            now=now,
        )

    return deed


def _decide(history: History, day: date) -> Deed:
    """Have the board approve whoever applied before its papers went out."""

    def deed(now: datetime) -> None:
        waiting = select(Case).where(
            Case.kind == Kind.JOIN,
            Case.state == State.APPLIED,
            Case.opened_on <= day - timedelta(days=PAPERS_DAYS),
        )
        cases = db.session.scalars(waiting.order_by(Case.id)).all()
        if not cases:
            return
        service.decide_several(
            cases,
            minute=minute_of(day, 7),
            decided_on=day,
            confirmed={Criterion.AGE},
            actor=history.actor(cast.SECRETARY, now),
            now=now,
        )
        history.later(at(day + timedelta(days=1), 11), _admit(history))

    return deed


def _admit(history: History) -> Deed:
    """Admit those whose share comes out of their pay; who pays by bank is waited for."""

    def deed(now: datetime) -> None:
        approved = select(Case).where(Case.kind == Kind.JOIN, Case.state == State.APPROVED)
        by_bank = history.parties.get(history.person_of(cast.APPROVED).employee_ref)
        for case in db.session.scalars(approved.order_by(Case.id)).all():
            if case.party_id == by_bank:
                continue
            service.receive_payment(
                case,
                pence=case.price_left,
                how=Payment.PAYROLL,
                reference=f"{now:%B} pay",
                actor=history.bookkeeper(now),
                now=now,
            )
            service.admit(case, actor=history.actor(cast.SECRETARY, now), now=now)

    return deed


def _give_notice(
    history: History, person: Person, how: HowLeft, effect_on: date, words: str
) -> Deed:
    def deed(now: datetime) -> None:
        service.give_notice(
            history.parties[person.employee_ref],
            how,
            effect_on=effect_on,
            reason=words,
            actor=history.actor(cast.SECRETARY, now),
            now=now,
        )

    return deed


def _tell_how(history: History, random: Random) -> Deed:
    """Say how those left whose work ended by the file of staff."""

    def deed(now: datetime) -> None:
        untold = select(Case).where(Case.kind == Kind.LEAVE, Case.state == State.TO_TELL)
        for case in db.session.scalars(untold.order_by(Case.id)).all():
            assert case.effect_on is not None, "the file said since when"
            how = random.choice(HOW)
            service.give_notice(
                case.party_id,
                how,
                effect_on=case.effect_on,
                notice_on=case.effect_on - timedelta(days=NOTICE_DAYS),
                minute="Disciplinary panel, decision of that day" if how == HOW[-1] else "",
                actor=history.actor(cast.SECRETARY, now),
                now=now,
            )

    return deed


def _carry_out(now: datetime) -> None:
    for case_id in service.leavings_due(now):
        service.carry_out_one(case_id, now)
