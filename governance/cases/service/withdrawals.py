"""Withdrawing shares: a queue in the order of asking, runs that the board lets be paid."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from governance.cases.events import WithdrawalsRun
from governance.cases.kinds import Kind, State, Step
from governance.cases.models import Case, WithdrawalRun
from governance.cases.queries.listing import open_withdrawals
from governance.cases.queries.withdrawals import may_be_paid_on, queue_of, worth_pence
from governance.cases.service.steps import (
    NotAsAsked,
    begin,
    move,
    refuse_a_second,
    sealed,
)
from governance.cases.service.suspending import refuse_suspended
from governance.infrastructure import clock
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.events import publish
from governance.ledger import service as ledger
from governance.ledger.models import Book, ShareClass
from governance.ledger.queries.balances import AsAt
from governance.ledger.queries.holdings import book, holding_of, terms_of
from governance.ledger.units import shares_of, written, written_day
from governance.members import queries as members
from governance.reckoning.calendar import months_after
from governance.reckoning.money import pounds
from governance.reckoning.statutes import SOLVENCY_MONTHS
from governance.record import service as record


class NotSolvent(NotAsAsked):
    """The statement does not let these withdrawals be paid."""


@dataclass(frozen=True)
class Statement:
    """What is stated of the society's means before withdrawals are paid, and by whom.

    Withdrawals come out of trading surplus, only if debts can be paid for a year after (FCA,
    RFCCBS 6.1), and not while a payment of deposit is unsatisfied (CCBS Act 2014 s.67).
    """

    surplus_pence: int
    can_pay_debts_for_a_year: bool
    is_no_deposit_unpaid: bool
    signed_by: str
    signed_on: date


def ask_withdrawal(
    party_id: int, share_class: ShareClass, units: int, *, actor: Actor, now: datetime
) -> Case:
    """Ask for shares to be withdrawn; the place in the queue is that of asking.

    Raises:
        NotWithdrawable: the class does not let it.
        NotAsAsked: more than they hold, or fewer would be left than a member must have.
        AlreadyOpen: shares of the class wait in the queue already.
    """
    record.claim()
    today = clock.day_of(now)
    of_book = book(share_class.book_id)
    assert of_book is not None
    terms = terms_of(share_class.id, today)
    if not terms.withdrawable:
        raise ledger.NotWithdrawable(
            f"{share_class.name} cannot be withdrawn. Its rules let them end in another way: see "
            "the class."
        )
    refuse_a_second(Kind.WITHDRAW, party_id, of_book.key, share_class.id)
    there = holding_of(party_id, share_class, AsAt(today))
    if not 0 < units <= there:
        raise NotAsAsked(
            f"Choose from 1 to {written(shares_of(share_class.id), there)}: so many are held.",
            about="units",
        )
    is_member = members.is_member_on(party_id, today, key=of_book.key)
    if is_member and there - units < terms.least:
        raise NotAsAsked(
            f"A member must keep {terms.least:,} {share_class.name}. Withdraw at most "
            f"{max(there - terms.least, 0):,}, or leave the society to have all.",
            about="units",
        )
    return _queue(party_id, of_book.key, share_class, units, actor=actor, now=now)


def queue_for_leaver(
    case: Case, share_class: ShareClass, units: int, *, actor: Actor, now: datetime
) -> None:
    """Put all of a leaver's shares of a class in the queue; what waits there keeps its place."""
    waiting = open_withdrawals(case.party_id, case.book_key).get(share_class.id)
    if waiting is None:
        _queue(case.party_id, case.book_key, share_class, units, actor=actor, now=now)
        return
    if waiting.units_left < units:
        all_of_it = waiting.units_done + units
        move(
            waiting,
            Step.EXTENDED,
            before=(State.ASKED,),
            after=State.ASKED,
            units=all_of_it,
            actor=actor,
            now=now,
        )


def run_withdrawals(
    of_book: Book,
    *,
    most_pence: int,
    statement: Statement,
    minute: str,
    seen_pence: int | None = None,
    actor: Actor,
    now: datetime,
) -> WithdrawalRun:
    """Pay withdrawals in the order of asking up to that sum; the last perhaps in part.

    Whoever asked too lately by the rules is passed over and keeps their place. Each is posted by
    itself; the money is then due to whoever withdrew. Nothing is paid if the queue no longer is
    what it was when the sum was chosen (`seen_pence`), as when it is sent twice.

    Raises:
        WithdrawalsSuspended: with since when and why.
        NotSolvent, NotAsAsked: the statement or the sum does not let it.
    """
    record.claim()
    today = clock.day_of(now)
    refuse_suspended(of_book)
    if not minute.strip():
        raise NotAsAsked("Enter where the board's minute of this decision stands.")
    if seen_pence not in (None, sum(worth_pence(listed.case) for listed in queue_of(of_book))):
        raise NotAsAsked(
            "The queue has changed since this page was opened. See what was paid, then start again."
        )
    _refuse_insolvent(statement, today)
    due = [listed.case for listed in queue_of(of_book) if may_be_paid_on(listed.case) <= today]
    chosen = _from_the_front(due, most_pence)
    pence = sum(par * units for _case, _class, units, par in chosen)
    if not pence:
        _refuse_before_its_day(of_book, today)
        raise NotAsAsked(
            f"{pounds(most_pence)} pays no whole share of the first in the queue. Enter more, or "
            "wait until somebody asks.",
            about="most_pence",
        )
    if pence > statement.surplus_pence:
        raise NotSolvent(
            f"These come to {pounds(pence)}, and the trading surplus is "
            f"{pounds(statement.surplus_pence)}. Pay at most the surplus.",
            about="most_pence",
        )
    run = _write_run(of_book, pence, statement, minute, actor=actor, now=now)
    for case, share_class, units, par in chosen:
        _withdraw(case, share_class, units, par, run, actor=actor, now=now)
    return run


def _queue(
    party_id: int,
    book_key: str,
    share_class: ShareClass,
    units: int,
    *,
    actor: Actor,
    now: datetime,
) -> Case:
    return begin(
        Kind.WITHDRAW,
        party_id,
        book_key=book_key,
        state=State.ASKED,
        share_class_id=share_class.id,
        units=units,
        words={},
        actor=actor,
        now=now,
    )


def _refuse_insolvent(statement: Statement, today: date) -> None:
    if not statement.can_pay_debts_for_a_year:
        raise NotSolvent(
            "Withdrawals may be paid only if the society can pay its debts for a year after. Leave "
            "the queue as it is until that can be stated."
        )
    if not statement.is_no_deposit_unpaid:
        raise NotSolvent(
            "A payment of deposit is due. The law wants it paid before any shares are withdrawn."
        )
    if not statement.signed_by.strip() or statement.signed_on > today:
        raise NotSolvent(
            "Enter who signed the statement, and the day on which they did: not a day to come.",
            about="signed_on",
        )
    if months_after(statement.signed_on, SOLVENCY_MONTHS.on(statement.signed_on)) <= today:
        raise NotSolvent(
            "The year that it speaks of is over: have the statement made anew, and enter the day "
            "on which that was signed.",
            about="signed_on",
        )


def _refuse_before_its_day(of_book: Book, today: date) -> None:
    days = [may_be_paid_on(listed.case) for listed in queue_of(of_book)]
    if days and min(days) > today:
        raise NotAsAsked(
            "Nobody in the queue can be paid yet: by the rules on shares they wait from the day on "
            f"which they asked. The first can be paid on {written_day(min(days))}."
        )


def _from_the_front(
    queue: Iterable[Case], most_pence: int
) -> list[tuple[Case, ShareClass, int, int]]:
    """Choose whole shares from the front of a queue until the sum is used up."""
    chosen = []
    left = most_pence
    for case in queue:
        db.session.refresh(case)
        share_class = db.session.get_one(ShareClass, case.share_class_id)
        par = share_class.par_pence or 0
        units = min(case.units_left, left // par) if par else case.units_left
        if not units:
            break
        _refuse_shares_gone_since(case, share_class, units)
        chosen.append((case, share_class, units, par))
        left -= par * units
        if units < case.units_left:
            break
    return chosen


def _refuse_shares_gone_since(case: Case, share_class: ShareClass, units: int) -> None:
    """Refuse a run that comes to somebody who passed the shares on after asking; say who it is."""
    there = holding_of(case.party_id, share_class, AsAt(date.max))
    if there < units:
        name = members.names_of([case.party_id]).get(case.party_id, "")
        raise NotAsAsked(
            f"Nothing was paid: {name} asked for {case.units_left:,} {share_class.name} and holds "
            f"{there:,} now.",
            next_step=f"Take case {case.id} back first; they can ask anew for what they hold.",
        )


def _withdraw(
    case: Case,
    share_class: ShareClass,
    units: int,
    par: int,
    run: WithdrawalRun,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    posted = ledger.withdraw(
        share_class,
        units,
        party_id=case.party_id,
        on=run.run_on,
        key=f"case {case.id} run {run.id}",
        actor=actor,
        now=now,
    )
    is_all = units == case.units_left
    move(
        case,
        Step.WITHDRAWN,
        before=(State.ASKED,),
        after=State.WITHDRAWN if is_all else State.ASKED,
        units_done=case.units_done + units,
        pence_due=case.pence_due + par * units,
        effect_on=run.run_on,
        results=[posted.seq],
        actor=actor,
        now=now,
    )


def _write_run(
    of_book: Book, pence: int, statement: Statement, minute: str, *, actor: Actor, now: datetime
) -> WithdrawalRun:
    seq = record.claim()
    words, salt, words_digest = sealed(
        {"minute": minute.strip(), "signed_by": statement.signed_by.strip()}
    )
    run = WithdrawalRun(
        seq=seq,
        book_id=of_book.id,
        run_on=clock.day_of(now),
        pence=pence,
        surplus_pence=statement.surplus_pence,
        signed_on=statement.signed_on,
        words=words,
        salt=salt,
        digest=words_digest,
    )
    db.session.add(run)
    db.session.flush()
    publish(
        WithdrawalsRun(
            at=now,
            by=actor.party_id,
            run_id=run.id,
            book_id=of_book.id,
            run_on=run.run_on,
            pence=pence,
            surplus_pence=statement.surplus_pence,
            signed_on=statement.signed_on,
            words_digest=words_digest,
        )
    )
    return run
